"""Every customer shows the nearest open step; finishing, moving and trashing keep it true."""

import datetime

import pytest
from django.utils import timezone

from perennial.activities import verbs as do
from perennial.activities.models import Activity, reach
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.merges import merge, unmerge
from perennial.records.registry import record_type


@pytest.fixture
def halyna(cast, context):
    raw = {"first_name": "Halyna", "owner": cast["colleague"].user_id}
    return verbs.create(record_type("people"), raw, by=cast["owner"], context=context)


@pytest.fixture
def plan(cast, context, halyna):
    def plan(title, days, type="tasks", about=None, **raw):
        start = timezone.now() + datetime.timedelta(days=days)
        raw = {"title": title, "starts_at": start, "about": [["people", (about or halyna).pk]], **raw}
        return verbs.create(record_type(type), raw, by=cast["owner"], context=context)

    return plan


def shown(person):
    person.refresh_from_db()
    return person.next_step_title


def test_the_nearest_open_step_is_shown(halyna, plan):
    plan("Visit", 5, "meetings")
    plan("Call back", 2)
    assert shown(halyna) == "Call back"


def test_finishing_brings_up_the_next(halyna, plan, cast):
    call = plan("Call back", 2, "calls")
    plan("Visit", 5, "meetings")
    do.finish(call, by=cast["owner"], outcome="wants oak")
    assert shown(halyna) == "Visit"
    assert halyna.last_contact_at == call.done_at


def test_trash_and_restore_follow(halyna, plan, cast):
    task = plan("Call back", 2)
    verbs.trash(task, by=cast["owner"])
    assert shown(halyna) == ""
    verbs.restore(task, by=cast["owner"])
    assert shown(halyna) == "Call back"


def test_a_repeating_task_gives_birth_to_the_next(halyna, plan, cast):
    task = plan("Weekly call", 0, repeat="FREQ=WEEKLY", checklist="prices\nsamples")
    following = do.finish(task, by=cast["owner"])
    assert round((following.starts_at - task.starts_at) / datetime.timedelta(days=1), 3) == 7
    assert shown(halyna) == "Weekly call" and following.checklist[0] == {"text": "prices", "done": False}


def test_a_merge_carries_steps_over_and_back(halyna, plan, cast, context):
    other = verbs.create(record_type("people"), {"first_name": "Galina"}, by=cast["owner"], context=context)
    task = plan("Call back", 2, about=other)
    done = merge(record_type("people"), halyna, other, by=cast["owner"], context=context)
    assert shown(halyna) == "Call back"
    assert Activity.objects.get(pk=task.pk).about == [["people", halyna.pk]]
    unmerge(done, record_type("people"), by=cast["owner"])
    assert shown(halyna) == "" and shown(other) == "Call back"


def test_whoever_sees_the_customer_sees_the_step_and_a_stranger_neither(plan, cast):
    task = plan("Call back", 2)
    assert record_type("tasks").load(cast["colleague"], task.pk)
    assert reach(cast["colleague"]).count() == 1
    assert not cast["colleague"].may("edit", task)
    assert not record_type("tasks").visible(cast["outsider"]).exists()
    assert not reach(cast["outsider"]).exists()


def test_events_stand_in_the_customers_timeline(halyna, plan):
    plan("Call back", 2)
    assert Event.objects.filter(type="tasks", linked__type="people", linked__record_id=halyna.pk).count() == 1
