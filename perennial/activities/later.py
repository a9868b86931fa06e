"""Putting off: tomorrow, on Monday, in a week, or to a chosen day; the hour stays the same on one's own clock."""

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.core.dates import parse_date
from perennial.core.errors import Invalid, Refused

HOUR = datetime.time(9)
NEAR = (1900, 2200)  # years in which something may be planned


def moment(word, activity, day="", clock=""):
    """Return (moment, is it for the whole day) that a word or a chosen day means. Raises Refused."""
    today = timezone.localdate()
    days = {
        "tomorrow": today + datetime.timedelta(days=1),
        "monday": today + datetime.timedelta(days=7 - today.weekday()),
        "friday": today + datetime.timedelta(days=(4 - today.weekday()) % 7 or 7),
        "week": today + datetime.timedelta(days=7),
    }
    at, all_day = _clock(activity)
    chosen = days.get(word)
    if chosen is None:
        chosen = read_day(day or word, "day")
        at, all_day = (read_clock(clock), False) if clock else (HOUR, True)
    return timezone.make_aware(datetime.datetime.combine(chosen, at)), all_day


def read_day(text, field):
    """Return the day that a date input sends. Raises Refused."""
    try:
        day = parse_date(text.strip())
        if not NEAR[0] <= day.year <= NEAR[1]:
            raise Invalid(text)
        return day
    except (Invalid, ValueError, TypeError, OverflowError):
        raise Refused({field: _("Choose a day.")}) from None


def read_clock(text, field="clock"):
    """Return the time that a time input sends. Raises Refused."""
    try:
        return datetime.time.fromisoformat(text.strip())
    except ValueError:
        raise Refused({field: _("Write the time as 14:30.")}) from None


def _clock(activity):
    if activity.starts_at is None or activity.all_day:
        return HOUR, True
    return timezone.localtime(activity.starts_at).time().replace(second=0, microsecond=0), False
