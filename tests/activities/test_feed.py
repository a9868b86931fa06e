"""One's calendar for other programs: who knows the address reads it, nobody else; zones and rules are right."""

import datetime

import icalendar
import pytest
from django.test import Client
from django.utils import timezone

from perennial.accounts.models import User


@pytest.fixture
def address(door, cast):
    """The address of the colleague's calendar."""
    door("colleague").post("/settings/calendar/key/")
    return f"/calendar/feed/{User.objects.get(pk=cast['colleague'].user_id).calendar_key}.ics"


def parts(answer, name):
    return list(icalendar.Calendar.from_ical(answer.content).walk(name))


def test_the_address_opens_without_signing_in(address, plan):
    plan("Show veneers", 1, "meetings", by="colleague", place="showroom")
    answer = Client().get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = parts(answer, "VEVENT")
    assert (str(event["summary"]), str(event["location"])) == ("Show veneers", "showroom")


@pytest.mark.parametrize("key", ["", "x", "0" * 32, "../../etc/passwd"])
def test_a_wrong_key_opens_nothing(db, key):
    assert Client().get(f"/calendar/feed/{key}.ics").status_code == 404


def test_a_new_address_closes_the_one_before_and_closing_closes_it(door, address):
    door("colleague").post("/settings/calendar/key/")
    assert Client().get(address).status_code == 404
    fresh = f"/calendar/feed/{User.objects.get(email='colleague@example.com').calendar_key}.ics"
    assert Client().get(fresh).status_code == 200
    door("colleague").post("/settings/calendar/key/close/")
    assert Client().get(fresh).status_code == 404


def test_who_was_shut_out_has_no_calendar(address, cast):
    User.objects.filter(pk=cast["colleague"].user_id).update(is_active=False)
    assert Client().get(address).status_code == 404


def test_nothing_of_others_is_in_it(address, plan):
    plan("The manager's", 1, "meetings", by="manager")
    assert not parts(Client().get(address), "VEVENT")


def test_tasks_are_todos_with_their_rule_and_alarm(address, plan, cast):
    User.objects.filter(pk=cast["colleague"].user_id).update(time_zone="Europe/Kyiv")
    plan("Weekly report", 1, by="colleague", repeat="FREQ=WEEKLY;BYDAY=MO", remind_before=30, priority="high")
    answer = Client().get(address)
    (todo,) = parts(answer, "VTODO")
    assert todo["rrule"]["FREQ"] == ["WEEKLY"] and todo["priority"] == 1
    assert todo["dtstart"].params["TZID"] == "Europe/Kyiv" and b"BEGIN:VTIMEZONE" in answer.content
    (alarm,) = parts(answer, "VALARM")
    assert alarm["trigger"].dt == datetime.timedelta(minutes=-30)


def test_a_task_that_is_done_says_so(address, plan, door):
    task = plan("Order hinges", 0, by="colleague")
    door("colleague").post(f"/activities/{task.pk}/done/")
    (todo,) = parts(Client().get(address), "VTODO")
    assert str(todo["status"]) == "COMPLETED"


def test_moments_are_the_same_in_every_zone(address, plan, cast):
    meeting = plan("Show veneers", 1, "meetings", by="colleague")
    for zone in ("Europe/Kyiv", "America/New_York"):
        User.objects.filter(pk=cast["colleague"].user_id).update(time_zone=zone)
        (event,) = parts(Client().get(address), "VEVENT")
        assert event["dtstart"].dt == meeting.starts_at.replace(microsecond=0)
    assert timezone.is_aware(event["dtstart"].dt)
