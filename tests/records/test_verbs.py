"""Creating, changing, trashing: rights are asked, versions kept, events written."""

import pytest

from perennial.core.errors import Forbidden, Missing, Refused, Stale
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.models import Key


@pytest.fixture
def olena(cast, people, context):
    raw = {"first_name": "Олена", "last_name": "Ковальчук", "phones": "067 224 19 63", "emails": "Olena@Linia.example"}
    return verbs.create(people, {**raw, "owner": cast["colleague"].user_id}, by=cast["owner"], context=context)


def test_a_new_person_has_a_name_keys_and_one_event(olena):
    assert olena.name == "Олена Ковальчук"
    assert olena.phones[0]["number"] == "+380672241963"
    assert set(Key.objects.values_list("kind", "key")) == {("phones", "380672241963"), ("emails", "olena@linia.example")}
    assert [event.verb for event in Event.objects.filter(type="people")] == ["created"]


def test_every_wrong_field_is_named_at_once(cast, people, context):
    with pytest.raises(Refused) as refused:
        verbs.create(people, {"emails": "nonsense", "birthday": "soon", "shoe": "42"}, by=cast["owner"], context=context)
    assert set(refused.value.errors) == {"emails", "birthday", "shoe"}


def test_a_change_is_kept_as_before_and_after(olena, cast, people, context):
    verbs.update(people, olena, {"job_title": "Architect"}, by=cast["owner"], context=context)
    event = Event.objects.get(verb="changed")
    assert event.changes == {"job_title": ["", "Architect"]}
    assert olena.version == event.version == 2


def test_a_change_of_nothing_writes_nothing(olena, cast, people, context):
    verbs.update(people, olena, {"first_name": "Олена"}, by=cast["owner"], context=context)
    assert not Event.objects.filter(verb="changed").exists()


def test_two_people_changing_different_fields_both_succeed(olena, cast, people, context):
    verbs.update(people, olena, {"job_title": "Architect"}, by=cast["owner"], context=context, expect=1)
    verbs.update(people, olena, {"middle_name": "Іванівна"}, by=cast["owner"], context=context, expect=1)
    assert olena.version == 3


def test_two_people_changing_the_same_field_see_each_other(olena, cast, people, context):
    verbs.update(people, olena, {"job_title": "Architect"}, by=cast["owner"], context=context, expect=1)
    with pytest.raises(Stale) as stale:
        verbs.update(people, olena, {"job_title": "Designer"}, by=cast["manager"], context=context, expect=1)
    assert stale.value.changes == {"job_title": ["", "Architect"]}
    assert people.model.objects.get(pk=olena.pk).job_title == "Architect"


def test_a_stranger_neither_sees_nor_changes(olena, cast, people, context):
    with pytest.raises(Missing):
        people.load(cast["outsider"], olena.pk)
    with pytest.raises(Forbidden):
        verbs.update(people, olena, {"job_title": "Spy"}, by=cast["outsider"], context=context)


def test_the_head_of_the_team_reaches_into_its_branches(olena, cast, people):
    assert people.load(cast["manager"], olena.pk, "edit") == olena


def test_the_trash_can_be_undone(olena, cast, people):
    verbs.trash(olena, by=cast["owner"])
    assert not people.visible(cast["owner"]).exists()
    verbs.restore(olena, by=cast["owner"])
    assert people.visible(cast["owner"]).get() == olena


def test_put_back_returns_the_old_value(olena, cast, people, context):
    verbs.update(people, olena, {"job_title": "Architect"}, by=cast["owner"], context=context)
    verbs.put_back(olena, Event.objects.get(verb="changed"), by=cast["owner"])
    assert olena.job_title == ""


def test_a_batch_is_taken_back_whole(olena, cast, people, context):
    within = cast["owner"].within("batch-1")
    verbs.update(people, olena, {"job_title": "Architect", "emails": ""}, by=within, context=context)
    made = verbs.create(people, {"first_name": "Ihor"}, by=within, context=context)
    assert [reason for _event, reason in verbs.take_back("batch-1", by=cast["owner"])] == [None, None]
    olena.refresh_from_db(), made.refresh_from_db()
    assert olena.emails[0]["address"] == "Olena@linia.example"
    assert made.trashed_at
