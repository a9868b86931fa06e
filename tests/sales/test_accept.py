"""Accepting a request: person, company and deal in one step, or nothing at all."""

import pytest

from perennial.core.errors import Forbidden, Refused
from perennial.core.models import Event
from perennial.people.models import Company, Person
from perennial.records import verbs as record_verbs
from perennial.records.context import context_for
from perennial.sales.models import Deal
from perennial.sales.verbs import leads as verbs

ASKED = {
    "title": "Kitchen in Irpin", "name": "Олена Ковальчук", "company_name": "Кавова Гора",
    "emails": "olena@hora.example", "phones": "067 224 19 63",
}  # fmt: skip


@pytest.fixture
def lead(make):
    return make("leads", **ASKED)


def test_a_request_becomes_person_company_and_deal(lead, cast, context):
    deal = verbs.accept(lead, {"amount": "486000"}, by=cast["owner"], context=context)
    person, company = Person.objects.get(), Company.objects.get()
    assert (deal.title, deal.company, deal.person, deal.amount) == ("Kitchen in Irpin", company, person, 48_600_000)
    assert (person.last_name, person.company, person.emails[0]["address"]) == (
        "Ковальчук",
        company,
        "olena@hora.example",
    )
    assert (lead.state, lead.deal, lead.owner_id) == ("accepted", deal, cast["owner"].user_id)
    assert lead.first_touch_at == lead.sorted_at


def test_someone_known_by_phone_is_not_made_twice(lead, make, cast, context):
    company = make("companies", name="Hora Ltd")
    known = make("people", first_name="Olena", phones="+380 67 224-19-63", company=company.pk)
    deal = verbs.accept(lead, {"company": ""}, by=cast["owner"], context=context)
    assert deal.person == known
    known.refresh_from_db()
    assert [entry["address"] for entry in known.emails] == ["olena@hora.example"]


def test_a_namesake_company_is_taken_unless_a_new_one_is_asked_for(make, cast, context):
    known = make("companies", name="КАВОВА ГОРА")
    first = verbs.accept(make("leads", title="1", company_name="Кавова Гора"), by=cast["owner"], context=context)
    second = make("leads", title="2", company_name="Кавова Гора")
    second = verbs.accept(second, {"company": "new"}, by=cast["owner"], context=context)
    assert first.company == known
    assert second.company != known


def test_a_request_without_a_company_makes_only_a_person_and_a_deal(make, cast, context):
    deal = verbs.accept(make("leads", name="Roman Hnatiuk", phones="0671234567"), by=cast["owner"], context=context)
    assert (deal.company, deal.person.name, deal.title) == (None, "Roman Hnatiuk", "Roman Hnatiuk")


def test_a_wrong_amount_leaves_no_half(lead, cast, context):
    with pytest.raises(Refused) as refused:
        verbs.accept(lead, {"amount": "a lot"}, by=cast["owner"], context=context)
    assert set(refused.value.errors) == {"amount"}
    lead.refresh_from_db()
    assert (lead.state, Person.objects.count(), Company.objects.count(), Deal.objects.count()) == ("unsorted", 0, 0, 0)


def test_what_somebody_has_taken_is_not_taken_twice(lead, cast, context):
    verbs.accept(lead, by=cast["owner"], context=context)
    with pytest.raises(Refused):
        verbs.accept(lead, by=cast["owner"], context=context)
    assert Deal.objects.count() == 1


def test_accepting_can_be_taken_back_whole(lead, cast, context):
    deal = verbs.accept(lead, by=cast["owner"], context=context)
    assert {reason for _event, reason in record_verbs.take_back(deal.accepted_in, by=cast["owner"])} == {None}
    lead.refresh_from_db()
    assert (lead.state, lead.deal_id, lead.sorted_at) == ("unsorted", None, None)
    assert not Deal.objects.filter(trashed_at=None).exists()
    assert not Person.objects.filter(trashed_at=None).exists()


def test_a_request_of_nobody_may_be_taken_by_anybody(make, cast):
    lead = make("leads", title="Site form")
    deal = verbs.accept(lead, by=cast["colleague"], context=context_for(cast["colleague"]))
    assert deal.owner_id == lead.owner_id == cast["colleague"].user_id


def test_a_strangers_request_is_not_taken(make, cast):
    lead = make("leads", title="Site form", owner=cast["colleague"].user_id)
    with pytest.raises(Forbidden):
        verbs.accept(lead, by=cast["outsider"], context=context_for(cast["outsider"]))


def test_accepting_stands_in_the_timelines_of_all_three(lead, cast, context):
    deal = verbs.accept(lead, by=cast["owner"], context=context)
    event = Event.objects.get(type="leads", verb="accepted")
    assert set(event.linked.values_list("type", "record_id")) == {
        ("deals", deal.pk), ("people", deal.person_id), ("companies", deal.company_id),
    }  # fmt: skip
