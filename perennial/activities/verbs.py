"""What is done with activities: finished, reopened, postponed; a repeating one gives birth to the next."""

import datetime

from dateutil.rrule import rrulestr
from django.db import transaction
from django.utils import timezone

from perennial.activities.models import Activity
from perennial.core import verbs

CARRIED = ("kind", "title", "text", "owner_id", "users", "about", "all_day", "priority", "place", "repeat", "remind_before")


def finish(activity, *, by, outcome="", at=None):
    """Say that it is done, with what came of it; return the next one when it repeats, else None."""
    with transaction.atomic():
        with verbs.change(activity, "done", by=by) as current:
            already = current.done_at
            current.done_at = already or at or timezone.now()
            current.remind_at = None
            current.outcome = outcome or current.outcome
        return None if already or not activity.repeat else _next(activity, by)


def reopen(activity, *, by):
    """Say that it is not done after all."""
    with verbs.change(activity, "reopened", by=by) as current:
        current.done_at = None
    return activity


def postpone(activity, to, *, by):
    """Move it to another moment, keeping its length."""
    with verbs.change(activity, "postponed", by=by) as current:
        if current.ends_at and current.starts_at:
            current.ends_at = to + (current.ends_at - current.starts_at)
        current.starts_at = to
        if current.remind_before is not None and not current.done_at:
            current.remind_at = to - datetime.timedelta(minutes=current.remind_before)
    return activity


def tick(activity, place, done, *, by):
    """Tick off or open one point of the checklist."""
    with verbs.change(activity, by=by) as current:
        current.checklist = [
            {**point, "done": done} if number == place else point for number, point in enumerate(current.checklist)
        ]
    return activity


def _next(activity, by):
    start = activity.starts_at or activity.done_at
    local = timezone.localtime(start).replace(tzinfo=None)
    found = rrulestr(activity.repeat, dtstart=local).after(max(local, timezone.localtime().replace(tzinfo=None, hour=0, minute=0)))
    if found is None:
        return None
    begins = timezone.make_aware(found)
    following = type(activity)(**{name: getattr(activity, name) for name in CARRIED})
    following.checklist = [{**point, "done": False} for point in activity.checklist]
    following.starts_at, following.created_by_id = begins, by.user_id or activity.created_by_id
    following.ends_at = activity.ends_at and begins + (activity.ends_at - activity.starts_at)
    following.previous = Activity.objects.get(pk=activity.pk)
    if following.remind_before is not None:
        following.remind_at = begins - datetime.timedelta(minutes=following.remind_before)
    return verbs.create(following, by=by)
