"""One's day: what is late, what is for today, what is booked by the hour; the same for a team."""

import datetime
from dataclasses import dataclass, field
from functools import cache

from django.db.models import Case, Func, Q, When
from django.utils import timezone

from perennial.accounts.models import User
from perennial.accounts.policy import scope
from perennial.activities.about_names import named
from perennial.activities.models import MODELS, STEPS, Activity, reach
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared, by_id
from perennial.core.when import day_bounds
from perennial.records.models import Key
from perennial.ui import formats

MOST, MOST_LATE = 200, 50  # rows of one list; more is a matter for the list of tasks
SHORT = datetime.timedelta(minutes=30)  # what has no end of its own takes so long
ICONS = {"task": "task", "meeting": "meet", "call": "phone", "note": "note"}


@dataclass
class Row:
    """One activity as the day and the calendar draw it."""

    activity: Activity
    about: list  # Named, those the reader may see
    owner: User | None = None
    late: bool = False

    @property
    def type(self):
        """The code of its record type."""
        return MODELS[self.activity.kind].TYPE

    @property
    def icon(self):
        return ICONS[self.activity.kind]

    @property
    def day(self):
        """Its day as the end of a phrase: yesterday, Thu 26."""
        words = formats.day(self.activity.starts_at)
        away = (timezone.localtime(self.activity.starts_at).date() - timezone.localdate()).days
        return words.lower() if abs(away) < 2 else words

    @property
    def ends_at(self):
        """When it ends, as far as the hours of a day are concerned."""
        return end_of(self.activity)


@dataclass
class Day:
    """What one day of some users holds. `late` and `today` are open; `done` was ticked off today."""

    start: datetime.datetime
    end: datetime.datetime
    late: list = field(default_factory=list)
    today: list = field(default_factory=list)
    done: list = field(default_factory=list)
    booked: list = field(default_factory=list)  # meetings and calls of the day by the hour, done or not
    late_count: int = 0  # how many are late, of which only the last ones stand in `late`

    @property
    def minutes(self):
        """How many minutes are booked."""
        return sum((row.ends_at - row.activity.starts_at) // datetime.timedelta(minutes=1) for row in self.booked)


def day_of(actor, users=None):
    """Return today's Day of the actor, or of several users as far as the actor may see."""
    start, end = day_bounds(timezone.get_current_timezone())
    ids = users or [actor.user_id]
    kinds = _own_kinds(actor) if users is None else STEPS
    names = [str(pk) for pk in ids]  # as keys hold them
    whose, part_of = (list(ids), _PART_OF[list]) if len(ids) != 1 else (ids[0], _PART_OF[int])
    asked = {one.pk: one for part in _PARTS for one in part_of(part, users is None and kinds, actor, whose, names, start, end)}
    found = sorted(asked.values(), key=lambda one: (one.starts_at is None, one.starts_at, one.pk))
    rows = rows_of(found, actor, owners=users is not None)
    day = Day(start, end)
    for row in rows:
        _put(day, row)
    day.late_count = len(day.late)
    if users is None and day.late_count >= MOST_LATE:
        day.late_count = max(day.late_count, counts(actor)[0])
    return day


def rows_of(activities, actor, owners=False):
    """Return the Rows of activities, with all names asked for at once."""
    about = named(activities, actor)
    people = by_id(User, {one.owner_id for one in activities if one.owner_id}) if owners else {}
    return [Row(one, about[one.pk], people.get(one.owner_id)) for one in activities]


def counts(actor):
    """Return (late, for today): the actor's own open steps."""
    start, end = day_bounds(timezone.get_current_timezone())
    kinds = _own_kinds(actor)
    if not kinds:  # whose role includes no steps has none
        return 0, 0
    late, both = _counted(kinds).first(start, actor.user_id, end)
    return late, both - late


def concerning(ids):
    """Return the condition that an activity stands in the day of these users: theirs, or a meeting they take part in."""
    part = Key.objects.filter(type__in=("meetings", "calls"), kind="users", key__in=[str(pk) for pk in ids])
    return Q(owner_id__in=ids) | Q(kind__in=("meeting", "call"), pk__in=part.values("record_id"))


def taken_part_in(names):
    """Return the condition that users of these ids, as text, take part in a meeting or call of somebody's."""
    part = Key.objects.filter(type__in=("meetings", "calls"), kind="users", key__among=names)
    return Q(kind__tested_in=("meeting", "call"), pk__in=part.values("record_id"))


def end_of(activity):
    """Return when something with a beginning ends; what has no length is short."""
    return (
        activity.ends_at if activity.ends_at and activity.ends_at > activity.starts_at else activity.starts_at + SHORT
    )


def _own_kinds(actor):
    return tuple(kind for kind in STEPS if actor.user is None or scope(actor.user, MODELS[kind].TYPE, "see") != "none")


def _ones(ids):
    return Q(owner_id=ids) if isinstance(ids, int) else Q(owner_id__among=ids)


# What makes up a day, asked apart so that an index serves each.
_PARTS = {
    "late": lambda ids, names, start, end: _ones(ids) & Q(done_at=None, starts_at__lt=start),
    "done": lambda ids, names, start, end: _ones(ids) & Q(done_at__gte=start, done_at__lt=end),
    "today": lambda ids, names, start, end: _ones(ids) & Q(kind__in=STEPS, starts_at__gte=start, starts_at__lt=end),
    "with": lambda ids, names, start, end: taken_part_in(names) & (
        Q(done_at=None, starts_at__lt=end) | Q(done_at__gte=start, done_at__lt=end) | Q(starts_at__gte=start, starts_at__lt=end)
    ),
}  # fmt: skip


def _part_of(part, kinds, actor, ids, names, start, end):
    # What is one's own is within every scope but none: asking for more would only slow the day down.
    found = Activity.objects.filter(trashed_at=None, kind__tested_in=kinds) if kinds is not False else reach(actor)
    found = found.filter(_PARTS[part](ids, names, start, end))
    return found.order_by("-starts_at", "-pk")[:MOST_LATE] if part == "late" else found.order_by("starts_at", "pk")[:MOST]


# Of one user the index gives what is wanted in its order, of several all must be sorted.
_PART_OF = {kind: Prepared(_part_of, object, object, Actor, kind, list, datetime.datetime, datetime.datetime) for kind in (int, list)}


@cache
def _counted(kinds):
    """Return the query of (late, late or for today), whose values are start of the day, owner, end of the day."""
    return Prepared(
        lambda start, owner, end: Activity.objects.filter(
            trashed_at=None, kind__in=kinds, owner_id=owner, done_at=None, starts_at__lt=end
        ).order_by().values_list(
            Func(Case(When(starts_at__lt=start, then="pk")), function="COUNT"), Func("pk", function="COUNT")
        ),
        datetime.datetime, int, datetime.datetime,
    )  # fmt: skip


def _put(day, row):
    one = row.activity
    if one.kind in ("meeting", "call") and one.starts_at and not one.all_day and day.start <= one.starts_at < day.end:
        day.booked.append(row)
    if one.done_at:
        if day.start <= one.done_at < day.end:
            day.done.append(row)
    elif one.starts_at < day.start:
        row.late = True
        day.late.append(row)
    else:
        day.today.append(row)
