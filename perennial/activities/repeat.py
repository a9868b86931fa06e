"""Repetition: RRULE of RFC 5545 as a few choices in words, and the next time of a rule on its owner's clock."""

from datetime import timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil.rrule import rrulestr
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = dict(zip(DAYS, (
    gettext_lazy("Monday"), gettext_lazy("Tuesday"), gettext_lazy("Wednesday"), gettext_lazy("Thursday"),
    gettext_lazy("Friday"), gettext_lazy("Saturday"), gettext_lazy("Sunday"),
), strict=True))  # fmt: skip
CHOICES = [
    ("", gettext_lazy("does not repeat")),
    ("FREQ=DAILY", gettext_lazy("every day")),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", gettext_lazy("every working day")),
    ("FREQ=WEEKLY", gettext_lazy("every week")),
    ("FREQ=WEEKLY;INTERVAL=2", gettext_lazy("every two weeks")),
    ("FREQ=MONTHLY", gettext_lazy("every month")),
    ("FREQ=MONTHLY;INTERVAL=3", gettext_lazy("every three months")),
    ("FREQ=YEARLY", gettext_lazy("every year")),
]


def following(rule, start, owner=None):
    """Return the next moment of a rule after `start` that is not before today.

    The hour stays the same on the owner's clock, also when it is put forward or back. None when the rule has ended.
    """
    zone = zone_of(owner)
    local = timezone.localtime(start, zone).replace(tzinfo=None)
    midnight = timezone.localtime(timezone.now(), zone).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    after = max(local, midnight - timedelta(microseconds=1))
    found = rrulestr(rule, dtstart=local).after(after)
    return None if found is None else found.replace(tzinfo=zone).astimezone(ZoneInfo("UTC"))


def zone_of(user):
    """Return a user's time zone, or the one that is active."""
    try:
        return ZoneInfo(user.time_zone) if user else timezone.get_current_timezone()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return timezone.get_current_timezone()


def words(rule):
    """Say a rule in words: every week on Monday."""
    for code, label in CHOICES:
        if rule == code:
            return str(label)
    parts = dict(part.split("=", 1) for part in rule.split(";") if "=" in part)
    days = [str(DAY_NAMES[day]) for day in parts.get("BYDAY", "").split(",") if day in DAY_NAMES]
    if parts.get("FREQ") == "WEEKLY" and days:
        return _("every week on %(days)s") % {"days": ", ".join(days)}
    return _every(parts)


def _every(parts):
    interval = int(parts["INTERVAL"]) if parts.get("INTERVAL", "").isdecimal() else 1
    said = {
        "DAILY": ngettext("every %(n)d day", "every %(n)d days", interval),
        "WEEKLY": ngettext("every %(n)d week", "every %(n)d weeks", interval),
        "MONTHLY": ngettext("every %(n)d month", "every %(n)d months", interval),
        "YEARLY": ngettext("every %(n)d year", "every %(n)d years", interval),
    }
    pattern = said.get(parts.get("FREQ"))
    return pattern % {"n": interval} if pattern else _("repeats")
