"""Reminders ring once, however many workers look; what is given, watched or done is told."""

import datetime

import pytest
from django.core import mail
from django.utils import timezone

from perennial.accounts.channels import letter
from perennial.accounts.models import Notification, User
from perennial.activities import reminders
from perennial.activities import verbs as do
from perennial.activities.models import Activity
from perennial.activities.telling import tell
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.registry import record_type


@pytest.fixture
def due(plan):
    return plan("Call back", 0, "calls", by="colleague", remind_before=15)


def test_a_reminder_rings_once_with_two_workers(due, cast):
    pk, at = due.pk, Activity.objects.get(pk=due.pk).remind_at
    reminders._claim(pk, at)
    reminders._claim(pk, at)  # the second worker had seen the same moment
    reminders.remind()
    told = Notification.objects.get()
    assert (told.user_id, told.code) == (cast["colleague"].user_id, "reminder")


def test_the_bell_tells_the_hour_on_ones_own_clock(door, due, cast):
    cast["colleague"].user.time_zone = "Asia/Tokyo"
    cast["colleague"].user.save()
    reminders.remind()
    hour = due.starts_at.astimezone(datetime.timezone(datetime.timedelta(hours=9)))
    page = door("colleague").get("/notifications/").content.decode()
    assert "Reminder: Call back" in page and f"{hour:%H:%M}" in page


@pytest.mark.parametrize("change", ["finish", "trash", "later"])
def test_what_is_done_gone_or_moved_away_rings_not(due, cast, change):
    by = cast["colleague"]
    if change == "finish":
        do.finish(due, by=by)
    elif change == "trash":
        verbs.trash(due, by=by)
    else:
        do.postpone(due, timezone.now() + datetime.timedelta(days=2), by=by)
    reminders.remind()
    assert not Notification.objects.exists()


def test_what_was_moved_after_ringing_rings_again(due, cast):
    reminders.remind()
    do.postpone(due, timezone.now() + datetime.timedelta(minutes=5), by=cast["colleague"])
    reminders.remind()
    assert Notification.objects.count() == 2


def test_a_change_of_words_does_not_ring_again(due, cast, context):
    reminders.remind()
    verbs.update(record_type("calls"), due, {"title": "Call back soon"}, by=cast["owner"], context=context)
    reminders.remind()
    assert Notification.objects.count() == 1


def test_a_reminder_comes_by_mail_to_whoever_chose_so(due, cast):
    User.objects.filter(pk=cast["colleague"].user_id).update(notices={"reminder": {"mail": True}})
    reminders.remind()
    letter.call(Notification.objects.get().pk)
    assert mail.outbox[0].to == ["colleague@example.com"]
    assert "Call back" in mail.outbox[0].subject


def test_who_is_given_a_task_is_told_and_who_took_it_himself_not(plan, cast, context):
    plan("My own", 1, by="colleague")
    given = plan("For you", 1, by="owner", owner=cast["colleague"].user_id)
    for event in Event.objects.filter(type="tasks"):
        tell.call(event.pk)
    assert [(line.user_id, line.code, line.record_id) for line in Notification.objects.all()] == [
        (cast["colleague"].user_id, "task_given", given.pk)
    ]


def test_watchers_hear_that_it_is_done(plan, cast):
    task = plan("Order hinges", 1, by="colleague", users=[cast["manager"].user_id])
    do.finish(task, by=cast["colleague"])
    tell.call(Event.objects.get(verb="done").pk)
    assert [line.user_id for line in Notification.objects.filter(code="task_done")] == [cast["manager"].user_id]
