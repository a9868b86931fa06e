"""The large company is made past the verbs; what it leaves must be what they would have left."""

from collections import defaultdict
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command

from perennial.accounts.models import User
from perennial.activities import health as steps
from perennial.activities import next_step
from perennial.activities.models import Activity, ActivityLink
from perennial.bench.company import Sizes
from perennial.core.actor import SYSTEM
from perennial.core.models import Event, EventLink
from perennial.people.models import Company, Person
from perennial.records import health as entries
from perennial.records.context import context_for
from perennial.records.derive import derive
from perennial.records.models import Key
from perennial.records.registry import REGISTRY
from perennial.records.search import matching
from perennial.records.search.entries import kind as kind_of
from perennial.records.search.models import SearchEntry
from perennial.records.verbs import check
from perennial.sales import health as sums
from perennial.sales import totals
from perennial.sales.models import Deal, Outcome, StageStay
from tests.bench.conftest import SIZES

TYPES = ("companies", "people", "deals", "tasks", "calls", "meetings", "notes")
STEPS = ("pk", "next_step_at", "next_step_title", "next_step_kind", "next_step_id", "last_contact_at")


def test_it_is_as_large_as_asked(made):
    assert Person.objects.count() == SIZES.people
    assert Company.objects.count() == SIZES.companies
    assert Deal.objects.count() == SIZES.deals
    assert Activity.objects.count() == SIZES.activities
    assert abs(Event.objects.count() - SIZES.events) < SIZES.events / 5


def test_sizes_follow_the_number_of_people():
    assert Sizes.of(people=100_000) == Sizes(100_000, 20_000, 30_000, 300_000, 1_000_000)
    assert Sizes.of(people=100_000, deals=7).deals == 7


def test_names_stand_in_two_alphabets(made):
    letters = {person.last_name[-1] > "z" for person in Person.objects.all()}
    assert letters == {True, False}


def test_somebody_can_sign_in(made):
    for email, password in made.items():
        assert User.objects.get(email=email).check_password(password)


@pytest.mark.parametrize("code", TYPES)
def test_keys_and_search_entries_are_those_of_the_verbs(made, code):
    type = REGISTRY[code]
    before = derived(code)
    derive(type.model, list(type.model.objects.all()), {"external": [], "trashed_at": []})
    assert before == derived(code)
    assert any(before)


@pytest.mark.parametrize("code", TYPES)
def test_every_record_keeps_the_rules_of_its_type(made, code):
    type, context = REGISTRY[code], context_for(SYSTEM)
    for record in type.model.objects.all()[:60]:
        stored = {**record.__dict__}
        assert not check(type, record, context)
        type.prepare(record, context)
        assert {name for name, value in record.__dict__.items() if stored.get(name, value) != value} <= {"_state"}


def test_the_sums_of_boards_are_right(made):
    assert totals.heads(Deal.objects.first().pipeline_id)
    assert totals.rebuild() == 0


@pytest.mark.parametrize("code", ["companies", "people", "deals"])
def test_next_steps_and_last_contacts_follow_from_the_activities(made, code):
    found = REGISTRY[code].model.objects.order_by("pk")
    before = list(found.values_list(*STEPS))
    next_step.refresh(code, [row[0] for row in before])
    assert before == list(found.values_list(*STEPS))
    assert any(row[1] for row in before) and any(row[5] for row in before)


def test_activities_stand_with_what_they_are_about(made):
    linked = {(row.activity_id, row.type, row.record_id) for row in ActivityLink.objects.all()}
    assert linked == {(one.pk, *link) for one in Activity.objects.all() for link in one.links()}


def test_a_deal_has_been_where_its_events_say(made):
    moves = defaultdict(list)
    for event in Event.objects.filter(type="deals", verb="moved").order_by("version"):
        moves[event.record_id].append(event.changes["stage_id"])
    for deal in Deal.objects.all():
        stays = list(StageStay.objects.filter(deal=deal).order_by("pk"))
        assert [[one.stage_id, other.stage_id] for one, other in pairwise(stays)] == moves[deal.pk]
        assert all(one.left_at == other.entered_at for one, other in pairwise(stays))
        assert stays[-1].stage_id == deal.stage_id and stays[-1].entered_at == deal.stage_since
        assert (stays[-1].left_at is None) is (deal.outcome in ("", "on_hold"))
    ended = {(deal.pk, {"on_hold": "held"}.get(deal.outcome, deal.outcome)) for deal in Deal.objects.exclude(outcome="")}
    assert ended == set(Outcome.objects.values_list("deal_id", "kind"))


def test_versions_and_timelines_tell_the_same_as_the_records(made):
    linked = defaultdict(set)
    for row in EventLink.objects.all():
        linked[row.event_id].add((row.type, row.record_id, row.at))
    events = defaultdict(list)
    for event in Event.objects.order_by("version"):
        events[event.type, event.record_id].append(event)
    for code in TYPES:
        for record in REGISTRY[code].model.objects.all():
            own = events[code, record.pk]
            assert [event.version for event in own] == list(range(1, record.version + 1))
            assert own[0].verb == "created" and own[-1].at == record.updated_at
            assert all(linked[event.pk] == {(*link, event.at) for link in record.links()} for event in own)


def test_changes_lead_to_what_stands_there_now(made):
    changed = Event.objects.filter(type="people", verb="changed").order_by("-version")
    for event in changed[:20]:
        person = Person.objects.get(pk=event.record_id)
        if event.version == person.version:
            assert all(getattr(person, name) == after for name, (_before, after) in event.changes.items())
    assert changed


@pytest.mark.parametrize("check", [
    steps.next_steps, steps.links, sums.sums, entries.found_by_search, entries.found_by_keys, entries.hangs_on_something,
], ids=lambda check: check.__name__)  # fmt: skip
def test_the_doctor_looks_at_every_record_and_finds_nothing(made, check):
    assert not list(check(whole=True) or [])


def test_people_are_found_by_a_part_of_their_name(made):
    person = Person.objects.first()
    assert SearchEntry.objects.exists()
    assert person in Person.objects.filter(matching("people", person.last_name[:5]))


def test_a_company_with_people_is_never_filled(made):
    with pytest.raises(CommandError, match="There are records here"):
        call_command("bench", "--people", "10")


def derived(code):
    """Return the look-up keys and search entries of a type, whatever their ids and order."""
    keys = sorted(Key.objects.filter(type=code).values_list("record_id", "kind", "key"))
    kept = SearchEntry.objects.filter(kind=kind_of(code))
    return keys, sorted(kept.values_list("id", "title", "words", "digits"))


