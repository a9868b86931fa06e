"""What is done with activities: finished, reopened, moved, handed to a colleague; a repeating one gives birth to the next."""

from datetime import UTC

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from perennial.activities.models import Activity
from perennial.activities.repeat import following
from perennial.core import verbs
from perennial.core.errors import Refused

CARRIED = (
    "kind",
    "title",
    "text",
    "owner_id",
    "users",
    "about",
    "all_day",
    "priority",
    "place",
    "repeat",
    "remind_before",
)


def finish(activity, *, by, outcome="", at=None, expect=None):
    """Say that it is done, with what came of it; return the next one when it repeats, else None."""
    with transaction.atomic():
        with verbs.change(activity, "done", by=by, expect=expect) as current:
            already = current.done_at
            current.done_at = already or at or by.now()
            current.outcome = outcome or current.outcome
        return None if already or not activity.repeat else _next(activity, by)


def reopen(activity, *, by):
    """Say that it is not done after all; the next one that its end gave birth to goes, unless somebody has touched it."""
    with transaction.atomic():
        with verbs.change(activity, "reopened", by=by) as current:
            current.done_at = None
        for born in Activity.objects.filter(previous_id=activity.pk, version=1, trashed_at=None):
            verbs.trash(born.as_kind(), by=by)
    return activity


def postpone(activity, to, *, by, expect=None):
    """Move it to another moment, keeping its length."""
    return move(activity, by=by, to=to, expect=expect)


def move(activity, *, by, to=None, until=None, owner_id=None, all_day=None, expect=None):
    """Move it to another moment, length or colleague, as one change. Raises Refused, Forbidden, Stale."""
    with verbs.change(activity, "postponed", by=by, expect=expect) as current:
        if current.done_at:
            raise Refused(_("This is done already. Open it again first."))
        length = current.ends_at - current.starts_at if current.ends_at and current.starts_at else None
        # Events keep moments as they are stored, so that they can be compared when this is taken back.
        to, until = to and to.astimezone(UTC), until and until.astimezone(UTC)
        if to is not None:
            current.starts_at = to
            current.ends_at = to + length if length else current.ends_at and max(current.ends_at, to)
        if until is not None:
            current.ends_at = until
        if current.ends_at and current.starts_at and current.ends_at < current.starts_at:
            raise Refused({"ends_at": _("The end lies before the beginning.")})
        current.owner_id = owner_id or current.owner_id
        current.all_day = current.all_day if all_day is None else all_day
    return activity


def tick(activity, place, done, *, by):
    """Tick off or open one point of the checklist."""
    with verbs.change(activity, by=by) as current:
        if not 0 <= place < len(current.checklist):
            raise Refused(_("This point is not there any more."))
        current.checklist = [
            {**point, "done": done} if number == place else point for number, point in enumerate(current.checklist)
        ]
    return activity


def _next(activity, by):
    start = activity.starts_at or activity.done_at
    begins = following(activity.repeat, start, activity.owner)
    if begins is None:
        return None
    born = type(activity)(**{name: getattr(activity, name) for name in CARRIED})
    born.checklist = [{**point, "done": False} for point in activity.checklist]
    born.starts_at, born.created_by_id = begins, by.user_id or activity.created_by_id
    born.ends_at = activity.ends_at and begins + (activity.ends_at - activity.starts_at)
    born.previous = Activity.objects.get(pk=activity.pk)
    return verbs.create(born, by=by)
