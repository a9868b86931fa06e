"""A new deal finds its pipeline, stage, owner and name; files name them as they like."""

import datetime

import pytest

from perennial.core.errors import Refused
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from perennial.sales.models import Deal, Outcome, Pipeline, StageStay

CREATE = {"missing": "create"}


def bring_in(cast, **raw):
    context = context_for(cast["owner"], **CREATE)
    return verbs.create(record_type("deals"), raw, by=cast["owner"], context=context)


def test_a_deal_begins_in_the_first_stage_of_the_first_pipeline(deal, stages):
    assert (deal.stage, deal.probability, deal.outcome) == (stages["Enquiry"], 10, "")
    assert [stay.stage_name for stay in deal.stays.all()] == ["Enquiry"]
    assert deal.amount_base == 21_850_000


def test_whoever_makes_a_deal_answers_for_it(make, cast):
    assert make("deals", by="colleague", title="Shelves").owner_id == cast["colleague"].user_id


def test_a_deal_without_a_name_is_called_after_what_is_sold(make):
    assert make("deals", lines=[{"name": "Desk"}]).title == "Desk"


def test_a_stage_of_another_pipeline_brings_its_pipeline(make, sales):
    other = Pipeline.objects.create(name="Repairs", place=1)
    other.stages.create(name="Call")
    assert make("deals", title="Door", stage="Call").pipeline == other


def test_a_namesake_stage_of_the_named_pipeline_is_meant(make, sales):
    other = Pipeline.objects.create(name="Repairs", place=1)
    meant = other.stages.create(name="Agreement")
    assert make("deals", title="Door", pipeline="repairs", stage="agreement").stage == meant


def test_what_a_file_names_is_made(cast, sales):
    deal = bring_in(cast, stage="Engaging", owner="Moses Frase", company="Cancity", lines="GTX Basic", amount="1054")
    assert (deal.stage.name, deal.owner.name, deal.company.name, deal.title) == (
        "Engaging",
        "Moses Frase",
        "Cancity",
        "GTX Basic",
    )
    assert deal.stage.pipeline == sales
    assert (deal.amount, deal.lines[0]["name"]) == (105_400, "GTX Basic")


def test_a_file_may_call_the_end_of_a_deal_its_stage(cast, sales):
    won = bring_in(cast, title="A", stage="Won", closed_on="2017-03-01")
    lost = bring_in(cast, title="B", stage="Closed Lost", closed_on="2017-03-02")
    assert (won.outcome, won.closed_on, won.probability) == ("won", datetime.date(2017, 3, 1), 100)
    assert (lost.outcome, lost.probability) == ("lost", 0)
    assert set(Outcome.objects.values_list("kind", "at__date")) == {("won", won.closed_on), ("lost", lost.closed_on)}
    assert not StageStay.objects.filter(left_at=None).exists()


def test_the_same_row_again_changes_nothing(cast, sales):
    row = {"stage": "Won", "closed_on": "2017-03-01", "company": "Cancity", "amount": "1054"}
    deal = bring_in(cast, title="A", **row)
    verbs.update(record_type("deals"), deal, row, by=cast["owner"], context=context_for(cast["owner"], **CREATE))
    assert Event.objects.filter(type="deals").count() == 1


def test_somebody_who_may_not_change_pipelines_makes_no_stage(make):
    with pytest.raises(Refused) as refused:
        make("deals", by="colleague", title="Desk", stage="Dreaming")
    assert set(refused.value.errors) == {"stage"}


def test_a_new_company_gets_a_pipeline_of_its_own(db, cast):
    context = context_for(cast["owner"])
    deal = verbs.create(record_type("deals"), {"title": "First"}, by=cast["owner"], context=context)
    assert deal.pipeline.name == "Sales"
    assert Deal.objects.get().stage.name == "Enquiry"


def test_people_take_part_in_the_decision(make, people, cast, context):
    person = verbs.create(people, {"first_name": "Olena"}, by=cast["owner"], context=context)
    deal = make("deals", title="Desk", people=[{"person": person.pk, "role": "decides"}])
    assert record_type("deals").field("people").get(deal) == [
        {"person": {"id": person.pk, "name": "Olena"}, "role": "decides"}
    ]


def test_a_request_behind_a_deal_counts_as_accepted(cast, sales, make):
    lead = make("leads", title="Site form", external={"olist": "mql-1"})
    deal = bring_in(cast, title="A", stage="Won", request="mql-1")
    lead.refresh_from_db()
    assert (lead.deal, lead.state) == (deal, "accepted")
