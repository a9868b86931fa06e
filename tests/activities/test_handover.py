"""Handing over: everything a leaver answers for goes to others, is listed, and goes back."""

import pytest

from perennial.accounts.models import Notification, Role, User
from perennial.activities import handover
from perennial.activities import verbs as do
from perennial.activities.models import Activity, HandOver
from perennial.core.errors import Forbidden, Refused
from perennial.core.models import Event
from perennial.people.models import Person
from perennial.records import verbs
from perennial.records.registry import record_type


@pytest.fixture
def chief(cast):
    """The owner, who may change users."""
    Role.objects.filter(code="test-all").update(capabilities=["*"])
    cast["owner"].user.role.capabilities = ["*"]
    return cast["owner"]


@pytest.fixture
def estate(chief, plan, halyna, cast, context):
    """Three customers and two open tasks of the colleague, and one that is done."""
    for name in ("Ivan", "Larysa"):
        raw = {"first_name": name, "owner": cast["colleague"].user_id}
        verbs.create(record_type("people"), raw, by=chief, context=context)
    plan("Call back", 1, "tasks", by="colleague")
    plan("Order hinges", None, "tasks", by="colleague")
    do.finish(plan("Done already", -1, by="colleague"), by=cast["colleague"])
    return cast["colleague"].user


def owners(model=Person):
    return sorted(model.objects.values_list("owner__name", flat=True))


def test_what_moves_is_counted_first(door, estate):
    page = door("owner").get(f"/settings/hand-over/?leaver={estate.pk}").content.decode()
    assert {type.code: count for type, count in handover.holdings(estate)} == {"people": 3, "tasks": 2}
    assert "People" in page and "Tasks" in page


def test_everything_goes_to_one_and_what_is_done_stays(door, estate, cast):
    data = {"leaver": estate.pk, "to": [cast["manager"].user_id]}
    answer = door("owner").post("/settings/hand-over/", data)
    assert answer.status_code == 302
    assert owners() == ["Manager"] * 3
    assert Activity.objects.get(title="Done already").owner_id == estate.pk
    page = door("owner").get(answer["Location"]).content.decode()
    assert "Halyna Moroz" in page and "Call back" in page and "5 records" in page


def test_several_share_in_turn(estate, chief, cast):
    two = [cast["manager"].user_id, cast["outsider"].user_id]
    handover.start(estate, {"people": two}, by=chief)
    assert owners() == ["Manager", "Manager", "Outsider"]


def test_each_kind_can_go_to_somebody_else(door, estate, cast):
    data = {"leaver": estate.pk, "to": [cast["manager"].user_id], "to.tasks": cast["outsider"].user_id}
    door("owner").post("/settings/hand-over/", data)
    assert owners() == ["Manager"] * 3
    assert set(owners(Activity)) == {"Colleague", "Outsider"}


def test_everything_goes_back(door, estate, chief, cast, context):
    made = handover.start(
        estate, {"people": [cast["manager"].user_id], "tasks": [cast["manager"].user_id]}, by=chief, shut_out=True
    )
    assert not User.objects.get(pk=estate.pk).is_active
    larysa = Person.objects.get(first_name="Larysa")
    verbs.update(record_type("people"), larysa, {"owner": cast["outsider"].user_id}, by=chief, context=context)
    door("owner").post(f"/settings/hand-over/{made.key}/undo/")
    made.refresh_from_db()
    assert (made.state, made.done, made.failed) == ("undone", 4, 1)
    assert owners() == ["Colleague", "Colleague", "Outsider"]  # what was given on since stays
    assert User.objects.get(pk=estate.pk).is_active


def test_who_takes_over_is_told_once_with_a_list(door, estate, chief, cast):
    made = handover.start(estate, {"people": [cast["manager"].user_id], "tasks": [cast["manager"].user_id]}, by=chief)
    (line,) = Notification.objects.all()
    assert (line.user_id, line.code, line.data["count"]) == (cast["manager"].user_id, "handed_over", 5)
    assert "Halyna Moroz" in door("manager").get(line.data["href"]).content.decode()
    assert door("outsider").get(f"/settings/hand-over/{made.key}/mine/").status_code == 404


def test_other_rooms_hear_of_it_by_an_event(estate, chief, cast):
    handover.start(estate, {"people": [cast["manager"].user_id]}, by=chief)
    event = Event.objects.get(type="users", verb="handed_over")
    assert (event.record_id, event.data["to"]) == (estate.pk, [cast["manager"].user_id])


def test_many_are_moved_by_a_worker(estate, chief, cast, monkeypatch):
    monkeypatch.setattr(handover, "AT_ONCE", 2)
    made = handover.start(estate, {"people": [cast["manager"].user_id]}, by=chief)
    assert made.state == "waiting"
    handover.carry_out.call(made.pk)
    handover.carry_out.call(made.pk)  # a second worker finds nothing to do
    made.refresh_from_db()
    assert (made.state, made.done) == ("done", 3)


@pytest.mark.parametrize("to", [[], [999_999], ["leaver"]])
def test_without_anybody_to_take_over_it_is_refused(door, estate, to):
    data = {"leaver": estate.pk, "to": [estate.pk if one == "leaver" else one for one in to]}
    answer = door("owner").post("/settings/hand-over/", data)
    assert answer.status_code == 422
    assert "Choose" in answer.content.decode()
    assert not HandOver.objects.exists()


def test_only_who_may_change_users_hands_over(door, estate, cast):
    key = "0" * 32
    for page in ("/settings/hand-over/", f"/settings/hand-over/{key}/"):
        assert door("manager").get(page).status_code == 403
    assert door("manager").post(f"/settings/hand-over/{key}/undo/").status_code == 403
    with pytest.raises(Forbidden):
        handover.start(estate, {"people": [cast["manager"].user_id]}, by=cast["manager"])
    with pytest.raises(Refused):
        handover.start(cast["outsider"].user, {}, by=cast["owner"])
