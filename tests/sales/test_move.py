"""Moving a deal on the board."""

import pytest

from perennial.core.errors import Forbidden, Refused, Stale
from perennial.core.models import Event
from perennial.records import verbs as record_verbs
from perennial.records.context import context_for
from perennial.records.models import CustomField, schema_changed
from perennial.records.registry import record_type
from perennial.sales.verbs import deals as verbs


@pytest.fixture
def move(cast, deal, stages):
    def moving(stage, by="owner", **options):
        return verbs.move(deal, stages[stage].pk, by=cast[by], context=context_for(cast[by]), **options)

    return moving


def test_a_move_sets_stage_probability_and_time_and_writes_one_event(move, deal, stages):
    since = deal.stage_since
    move("Measuring")
    assert (deal.stage, deal.probability) == (stages["Measuring"], 40)
    assert deal.stage_since > since
    assert [event.verb for event in Event.objects.filter(type="deals").order_by("id")] == ["created", "moved"]


def test_time_in_each_stage_is_kept_under_the_names_of_then(move, deal, stages):
    move("Measuring")
    stages["Enquiry"].name = "First call"
    stages["Enquiry"].save()
    stays = list(deal.stays.order_by("id"))
    assert [stay.stage_name for stay in stays] == ["Enquiry", "Measuring"]
    assert stays[0].left_at == stays[1].entered_at
    assert stays[1].left_at is None


def test_a_stage_asks_for_what_it_needs(move, deal, stages):
    CustomField.objects.create(type="deals", code="width", label="Width", kind="number")
    schema_changed()
    stages["Measuring"].required_fields = ["company", "custom.width"]
    stages["Measuring"].save()
    with pytest.raises(Refused) as refused:
        move("Measuring")
    assert set(refused.value.errors) == {"company", "width"}
    deal.refresh_from_db()
    assert deal.stage == stages["Enquiry"]


def test_what_the_stage_asks_for_can_be_given_with_the_move(move, deal, stages):
    stages["Measuring"].required_fields = ["expected_close_on"]
    stages["Measuring"].save()
    move("Measuring", values={"expected_close_on": "2026-12-24"})
    assert (deal.stage, str(deal.expected_close_on)) == (stages["Measuring"], "2026-12-24")


def test_other_changes_are_not_asked_for_what_the_stage_needs(deal, stages, cast, context):
    stages["Enquiry"].required_fields = ["company"]
    stages["Enquiry"].save()
    record_verbs.update(record_type("deals"), deal, {"title": "Ash kitchen"}, by=cast["owner"], context=context)
    assert deal.title == "Ash kitchen"


def test_a_closed_deal_is_reopened_before_it_moves(move, deal, cast, context):
    verbs.win(deal, by=cast["owner"], context=context)
    with pytest.raises(Refused):
        move("Measuring")


def test_a_deal_lands_where_it_was_let_go(move, make, deal):
    first, second = make("deals", title="1", stage="Measuring"), make("deals", title="2", stage="Measuring")
    move("Measuring", before=first.pk)
    order = list(deal.stage.deals.order_by("place").values_list("title", flat=True))
    assert order == [second.title, deal.title, first.title]


def test_a_stranger_moves_nothing(move):
    with pytest.raises(Forbidden):
        move("Measuring", by="outsider")


def test_two_people_moving_the_same_deal_see_each_other(move, deal):
    seen = deal.version
    move("Measuring")
    with pytest.raises(Stale):
        move("Agreement", expect=seen)


def test_taking_a_move_back_keeps_the_times_true(move, deal, cast, stages):
    move("Measuring")
    record_verbs.put_back(deal, Event.objects.get(verb="moved"), by=cast["owner"])
    assert (deal.stage_id, deal.probability) == (stages["Enquiry"].pk, 10)
    assert [stay.stage_name for stay in deal.stays.order_by("id")] == ["Enquiry", "Measuring", "Enquiry"]
    assert deal.stays.filter(left_at=None).count() == 1
