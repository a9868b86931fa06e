"""Time as users mean it: their zone, their day, «last week», «tomorrow at ten». Storage is UTC."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from perennial.core.dates import guess_date_order, parse_date, parse_moment
from perennial.core.errors import Invalid
from perennial.core.spoken import parse_task

__all__ = [
    "RANGES", "day_bounds", "guess_date_order", "parse_date", "parse_moment", "parse_task", "range_bounds",
    "range_days", "zone",
]  # fmt: skip

RANGES = (
    "today", "yesterday", "tomorrow", "this_week", "last_week", "next_week", "this_month", "last_month",
    "next_month", "this_quarter", "last_quarter", "next_quarter", "this_year", "last_year", "next_year",
    "last_n_days", "next_n_days",
)  # fmt: skip
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_STEPS = {"last": -1, "this": 0, "next": 1}


def zone(name: str) -> ZoneInfo:
    """Find a time zone by its IANA name («Europe/Kyiv»)."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Invalid(format_lazy(_("“{name}” is not a time zone."), name=name)) from None


def day_bounds(user_zone: ZoneInfo, day: date | None = None) -> tuple[datetime, datetime]:
    """Give the moments in UTC when a day (today) begins for a user and when the next one does."""
    day = day or datetime.now(user_zone).date()
    return _midnight(day, user_zone), _midnight(day + timedelta(days=1), user_zone)


def range_bounds(name: str, user_zone: ZoneInfo, now: datetime | None = None) -> tuple[datetime, datetime]:
    """Give the half-open span in UTC of a relative range such as «last_month» or «last_n_days:30»."""
    first, after = range_days(name, (now or datetime.now(UTC)).astimezone(user_zone).date())
    return _midnight(first, user_zone), _midnight(after, user_zone)


def range_days(name: str, today: date) -> tuple[date, date]:
    """Give the first day of a relative range and the day after its last.

    Weeks begin on Monday; «last_n_days:7» ends with today and «next_n_days:7» begins with it.
    """
    kind, _colon, count = name.partition(":")
    try:
        if kind in ("last_n_days", "next_n_days") and 1 <= int(count) <= 36_525:
            tomorrow = today + timedelta(days=1)
            length = timedelta(days=int(count))
            return (tomorrow - length, tomorrow) if kind == "last_n_days" else (today, today + length)
        if kind in RANGES and not count:
            return _named(kind, today)
    except (ValueError, OverflowError):
        pass
    raise Invalid(format_lazy(_("“{name}” is not a known span of time."), name=name))


def _named(name: str, today: date) -> tuple[date, date]:
    days = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if name in days:
        first = today + timedelta(days=days[name])
        return first, first + timedelta(days=1)
    step, unit = name.split("_")
    if unit == "week":
        first = today + timedelta(days=7 * _STEPS[step] - today.weekday())
        return first, first + timedelta(days=7)
    size = _MONTHS[unit]
    month = today.year * 12 + today.month - 1
    begin = month - month % size + size * _STEPS[step]
    return _month(begin), _month(begin + size)


def _month(count: int) -> date:
    return date(count // 12, count % 12 + 1, 1)


def _midnight(day: date, user_zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), user_zone).astimezone(UTC)
