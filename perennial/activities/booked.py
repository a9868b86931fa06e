"""What is booked in a calendar: items by person and day, clashes, how full a week is, the first free gap."""

import datetime
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils import timezone

from perennial.accounts.models import User
from perennial.activities.day import Row, concerning, end_of, rows_of, taken_part_in
from perennial.activities.models import STEPS, Activity, reach
from perennial.activities.span import WEEKEND
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared

WORKDAY = (datetime.time(9), datetime.time(18))
HOURS_A_DAY = 8  # of which a person may be booked
FULL = 90  # per cent from which a week counts as too full
LONGEST = datetime.timedelta(days=31)  # what begins earlier than so long before a span is not in it
MOST, MOST_WAITING = 1000, 20
STEP = datetime.timedelta(minutes=15)


@dataclass
class Item:
    """One activity in a calendar, on the reader's clock."""

    row: Row
    start: datetime.datetime
    end: datetime.datetime
    movable: bool
    clashes: set = field(default_factory=set)  # ids of the people who are elsewhere at the same time
    at: float = 0.0  # hour of the clock
    long: float = 0.5  # hours
    lane: int = 0
    lanes: int = 1

    @property
    def activity(self):
        return self.row.activity

    @property
    def people(self):
        """The ids of those in whose calendar it stands."""
        one = self.activity
        return {one.owner_id, *(one.users if one.kind in ("meeting", "call") else ())}

    @property
    def past(self):
        if self.activity.all_day and not self.activity.done_at:
            return self.start.date() < timezone.localdate()
        return bool(self.activity.done_at) or self.end < timezone.localtime()

    @property
    def timed(self):
        return not self.activity.all_day

    @property
    def about(self):
        """The one name that says most: the matter or the customer."""
        return self.row.about[0].name if self.row.about else self.activity.place


def items(actor, span, ids):
    """Return the Items of a span that concern these users, as far as the actor may see, in order."""
    start, end = span.bounds
    asked = (actor, list(ids), [str(pk) for pk in ids], start - LONGEST, start, end)
    each = {one.pk: one for own in (True, False) for one in _BOOKED(own, *asked)}
    found = sorted(each.values(), key=lambda one: (one.starts_at, one.pk))[:MOST]
    movable = set(_MOVABLE(actor, list(each)))
    made = [_item(row, row.activity.pk in movable) for row in rows_of(found, actor, owners=True)]
    _mark_clashes(made, set(ids))
    return made


def waiting(actor, ids):
    """Return (Rows without a day yet, how many there are): what is to be placed."""
    found = (
        reach(actor)
        .filter(Q(owner_id__in=ids) | Q(owner=None), done_at=None, starts_at=None)
        .order_by("-priority", "pk")
    )
    near = list(found[: MOST_WAITING + 1])
    return rows_of(near[:MOST_WAITING], actor, owners=True), len(near)


def load(items, user_id, days):
    """Return how many per cent of the working days' hours are booked for a user, at most 200."""
    working = [day for day in days if day.weekday() < WEEKEND]
    minutes = sum(
        _minutes(one) for one in items if _books(one) and user_id in one.people and one.start.date() in working
    )
    return min(200, round(100 * minutes / (60 * HOURS_A_DAY * len(working)))) if working else 0


def overloaded(items, user_id, day):
    """Return the hours booked for a user on a day when they are more than a working day has, else 0."""
    minutes = sum(_minutes(one) for one in items if _books(one) and user_id in one.people and one.start.date() == day)
    return round(minutes / 60, 1) if minutes > 60 * HOURS_A_DAY else 0


def first_gap(actor, user_id, day, length):
    """Return the first moment of a working day at which a user is free for so long, else its beginning."""
    zone = timezone.get_current_timezone()
    opens, closes = (datetime.datetime.combine(day, clock, zone) for clock in WORKDAY)
    mine = Activity.objects.filter(
        concerning([user_id]), trashed_at=None, done_at=None, all_day=False, kind__in=("meeting", "call")
    )
    busy = [
        (one.starts_at, end_of(one))
        for one in mine.filter(starts_at__lt=closes, starts_at__gte=opens - datetime.timedelta(days=1))
    ]
    at = opens
    while at + length <= closes:
        if not any(start < at + length and end > at for start, end in busy):
            return at
        at += STEP
    return opens


def _booked(own, actor, ids, names, since, start, end):
    """Return what lies within a span of these users' own, or of what they take part in: an index serves each."""
    found = reach(actor).filter(Q(starts_at__gte=start) | Q(ends_at__gt=start), starts_at__gte=since, starts_at__lt=end)
    found = found.filter(owner_id__among=ids, kind__in=STEPS) if own else found.filter(taken_part_in(names))
    return found.order_by("starts_at", "pk")[:MOST]


_BOOKED = Prepared(_booked, object, Actor, list, list, *[datetime.datetime] * 3)
_MOVABLE = Prepared(
    lambda actor, ids: reach(actor, STEPS, "edit").filter(pk__among=ids).order_by().values_list("pk", flat=True), Actor, list
)


def _item(row, movable):
    one = row.activity
    start = timezone.localtime(one.starts_at)
    end = timezone.localtime(end_of(one))
    made = Item(row, start, end, movable and not one.done_at)
    made.at = start.hour + start.minute / 60
    made.long = max(0.25, min((end - start) / datetime.timedelta(hours=1), 24 - made.at))
    return made


def _mark_clashes(items, ids):
    booked = [one for one in items if _books(one)]
    for place, one in enumerate(booked):
        for other in booked[place + 1 :]:
            if other.start >= one.end:
                break  # they stand in the order of their beginnings: no later one can overlap
            both = one.people & other.people & ids
            one.clashes |= both
            other.clashes |= both


def _books(item):
    return item.timed and item.activity.kind in ("meeting", "call")


def _minutes(item):
    return (item.end - item.start) // datetime.timedelta(minutes=1)


def lanes(items):
    """Put what overlaps beside each other: each gets its `lane` and how many `lanes` there are."""
    cluster: list[Item] = []
    until = 0.0
    for one in sorted(items, key=lambda one: (one.at, -one.long)):
        if one.at >= until:
            cluster = []
        taken = {other.lane for other in cluster if other.at + other.long > one.at}
        one.lane = next(lane for lane in range(len(cluster) + 1) if lane not in taken)
        cluster.append(one)
        until = max(until, one.at + one.long)
        wide = max(other.lane for other in cluster) + 1
        for other in cluster:
            other.lanes = wide
    return items


def colleagues(ids):
    """Return the active users of some ids, by name."""
    return list(User.objects.filter(pk__in=ids, is_active=True).select_related("team").order_by("name"))
