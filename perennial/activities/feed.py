"""One's own calendar for other programs, as iCalendar (RFC 5545): meetings and calls as events, tasks as to-dos."""

import datetime
import secrets

import icalendar
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.accounts.changes import changing
from perennial.accounts.policy import actor_for
from perennial.activities.about_names import named
from perennial.activities.day import SHORT, concerning
from perennial.activities.models import reach
from perennial.activities.repeat import zone_of
from perennial.core.errors import Forbidden

PAST, AHEAD = datetime.timedelta(days=90), datetime.timedelta(days=550)
MOST = 3000
PRIORITY = {"high": 1, "normal": 5, "low": 9}


def make_key(user, *, by):
    """Give a user a new address of his calendar; the one before stops at once. Return the key."""
    return _put_key(user, secrets.token_urlsafe(24), "calendar_opened", by)


def revoke_key(user, *, by):
    """Close the calendar's address."""
    return _put_key(user, "", "calendar_closed", by)


def calendar_of(user, root=""):
    """Return the user's calendar as iCalendar text (bytes). `root` is the address that links begin with."""
    actor, now = actor_for(user, via="system", read_only=True), timezone.now()
    wanted = Q(starts_at__gte=now - PAST, starts_at__lt=now + AHEAD) | Q(starts_at=None, done_at=None, kind="task")
    found = list(reach(actor).filter(concerning([user.pk])).filter(wanted).order_by("starts_at", "pk")[:MOST])
    about, zone = named(found, actor), zone_of(user)
    made = icalendar.Calendar()
    made.add("prodid", "-//Perennial//Calendar//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _("Perennial: %(name)s") % {"name": user})
    made.add("x-wr-timezone", str(zone))
    made.add("refresh-interval", datetime.timedelta(minutes=15), parameters={"VALUE": "DURATION"})
    for one in found:
        part = _todo(one, zone) if one.kind == "task" else _event(one, zone)
        _describe(part, one, about[one.pk], root)
        made.add_component(part)
    # Rules repeat on the user's clock: its zone goes along, with the days on which it is put forward and back.
    made.add_missing_timezones()
    return made.to_ical()


def _put_key(user, key, verb, by):
    if by.user_id != user.pk:
        raise Forbidden("users", user)
    with changing(user, verb, by=by) as current:
        current.calendar_key = key
    return key


def _event(one, zone):
    part = icalendar.Event()
    start = one.starts_at.astimezone(zone)
    if one.all_day:
        part.add("dtstart", start.date())
        part.add("dtend", start.date() + datetime.timedelta(days=1))
    else:
        part.add("dtstart", start)
        part.add("dtend", max(one.ends_at or one.starts_at + SHORT, one.starts_at).astimezone(zone))
    part.add("status", "CONFIRMED")
    return part


def _todo(one, zone):
    part = icalendar.Todo()
    if one.starts_at:
        local = one.starts_at.astimezone(zone)
        if one.repeat:  # a rule counts from a beginning
            part.add("dtstart", local.date() if one.all_day else local)
        else:
            part.add("due", local.date() if one.all_day else local)
    part.add("priority", PRIORITY[one.priority])
    part.add("status", "COMPLETED" if one.done_at else "NEEDS-ACTION")
    if one.done_at:
        part.add("completed", one.done_at.astimezone(datetime.UTC))
    return part


def _describe(part, one, about, root):
    part.add("uid", f"activity-{one.pk}@perennial")
    part.add("dtstamp", one.updated_at.astimezone(datetime.UTC))
    part.add("last-modified", one.updated_at.astimezone(datetime.UTC))
    part.add("sequence", one.version)
    part.add("summary", str(one))
    words = "\n".join(filter(None, [", ".join(named.name for named in about), one.text]))
    if words:
        part.add("description", words)
    if one.place:
        part.add("location", one.place)
    if one.repeat and not one.done_at:  # the one that is done has given birth to the next
        part.add("rrule", icalendar.vRecur.from_ical(one.repeat))
    if root:
        part.add("url", f"{root}/{one.as_kind().TYPE}/{one.pk}/")
    if one.remind_before is not None and not one.done_at and one.starts_at:
        alarm = icalendar.Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", str(one))
        alarm.add("trigger", datetime.timedelta(minutes=-one.remind_before))
        part.add_component(alarm)
