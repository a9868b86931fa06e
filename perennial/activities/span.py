"""The span of days that a calendar shows: a day, a week, a month, in the reader's zone."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.core.when import day_bounds
from perennial.ui import formats

VIEWS = ("day", "team", "week", "month")
WEEKEND = 5


@dataclass(frozen=True)
class Span:
    """What is shown: the way to see it and one day of it."""

    view: str
    on: datetime.date

    @property
    def days(self):
        """The days shown, Monday first."""
        if self.view == "day":
            return [self.on]
        first = self.on
        if self.view == "month":
            first = self.on.replace(day=1)
            weeks = ((_month_after(first) - datetime.timedelta(days=1)) - _monday(first)).days // 7 + 1
            return [_monday(first) + datetime.timedelta(days=n) for n in range(weeks * 7)]
        return [_monday(first) + datetime.timedelta(days=n) for n in range(7)]

    @property
    def bounds(self):
        """The moments in UTC at which the span begins and ends."""
        days = self.days
        zone = timezone.get_current_timezone()
        return day_bounds(zone, days[0])[0], day_bounds(zone, days[-1])[1]

    @property
    def words(self):
        """What is shown, in words: 23–29 November, week 48."""
        days = self.days
        if self.view == "day":
            return formats.date(self.on, "EEEE, d MMMM y")
        if self.view == "month":
            return formats.date(self.on, "LLLL y")
        first, last = days[0], days[-1]
        pattern = "d" if first.month == last.month else "d MMMM"
        span = f"{formats.date(first, pattern)}–{formats.date(last, 'd MMMM')}"
        return _("%(days)s, week %(n)s") % {"days": span, "n": first.isocalendar().week}

    def step(self, by):
        """Return the day that the same view shows one step on (1) or back (-1)."""
        if self.view == "month":
            first = self.on.replace(day=1)
            return _month_after(first) if by > 0 else (first - datetime.timedelta(days=1)).replace(day=1)
        return self.on + datetime.timedelta(days=by * (1 if self.view == "day" else 7))


def read(view, on):
    """Return the Span that an address asks for; what makes no sense becomes this week."""
    try:
        day = datetime.date.fromisoformat(on or "")
        if not 1900 <= day.year <= 2200:
            raise ValueError(on)
    except ValueError:
        day = timezone.localdate()
    return Span(view if view in VIEWS else "week", day)


def _monday(day):
    return day - datetime.timedelta(days=day.weekday())


def _month_after(first):
    return (first + datetime.timedelta(days=32)).replace(day=1)
