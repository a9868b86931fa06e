"""Carrying in the calendar: to another day, hour, length or colleague."""

import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.models import User
from perennial.activities import booked, later, verbs
from perennial.activities.day import SHORT
from perennial.activities.pages.deeds import load
from perennial.core.errors import Refused, Stale
from perennial.ui import formats, pages

LONGEST = 24 * 60  # minutes that something can be drawn to


@require_POST
def move(request, pk):
    """Put an activity where it was dropped; what cannot be is answered with the reason, and goes back."""
    activity = load(request, pk)
    version = request.POST.get("version", "")
    try:
        wanted = _wanted(request, activity)
        verbs.move(
            activity,
            by=request.actor,
            expect=int(version) if version.isdecimal() and len(version) < 10 else None,
            **wanted,
        )
    except Refused as refused:
        return _refused(next(iter(refused.errors.values())), 422)
    except Stale:
        return _refused(_("Somebody moved it meanwhile; this is how it stands now."), 409)
    return _told(activity)


def _wanted(request, activity):
    """Return what `verbs.move` needs to know of where it was dropped. Raises Refused."""
    data = request.POST
    day = later.read_day(data.get("day", ""), "day")
    owner = _owner(data.get("owner", ""), activity)
    length = _length(data.get("minutes", ""))
    clock = data.get("clock", "")
    if clock:
        to, all_day = _at(day, later.read_clock(clock)), False
    elif activity.starts_at and not activity.all_day and "all_day" not in data:
        to, all_day = _at(day, timezone.localtime(activity.starts_at).time()), False
    elif activity.kind == "task":
        to, all_day = _at(day, later.HOUR), True
    elif activity.starts_at:
        to, all_day = _at(day, timezone.localtime(activity.starts_at).time()), False
    else:
        to, all_day = booked.first_gap(request.actor, owner or activity.owner_id, day, length or SHORT), False
    return {"to": to, "until": to + length if length else None, "owner_id": owner, "all_day": all_day}


def _owner(text, activity):
    """Return the id of the colleague it was dropped on, None when that is no change."""
    if not text.isdecimal() or len(text) > 17 or int(text) == activity.owner_id:
        return None
    if not User.objects.filter(pk=int(text), is_active=True).exists():
        raise Refused({"owner": _("This colleague does not work here any more.")})
    return int(text)


def _length(text):
    if not text.isdecimal() or len(text) > 5 or not 0 < int(text) <= LONGEST:
        return None
    return datetime.timedelta(minutes=int(text))


def _at(day, clock):
    return timezone.make_aware(datetime.datetime.combine(day, clock))


def _told(activity):
    day = formats.day(activity.starts_at)
    when = day if activity.all_day else f"{day}, {formats.time(activity.starts_at)}"
    response = HttpResponse(status=204)
    for event in ("calendar", "day"):
        pages.trigger(response, event)
    undo = reverse(f"{activity.TYPE}:put_back", args=[activity.pk, activity.last_event.pk])
    return pages.toast(response, _("%(what)s: %(when)s") % {"what": activity, "when": when}, undo)


def _refused(words, status):
    response = HttpResponse(status=status)
    pages.trigger(response, "calendar")
    return pages.toast(response, words)
