"""My day, the home page: what is late, what is for today, what other rooms find missing; beside it the hours."""

import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET
from markupsafe import Markup

from perennial.accounts.models import User
from perennial.accounts.policy import scope, team_ids
from perennial.activities.day import day_of
from perennial.activities.models import Task
from perennial.activities.points import DAY_BLOCKS
from perennial.ui import formats, offline, pages

TEMPLATE = "activities/day.html"
PARTS = ("day-list", "day-hours")
HOURS = (9, 18)  # shown at least


@require_GET
def show(request):
    """Show one's own day."""
    request.day_users = [request.user.pk]
    return offline.keep(pages.render(request, TEMPLATE, _context(request, day_of(request.actor))))


@require_GET
def team(request):
    """Show the day of the team, to whoever may see its tasks."""
    if not _sees_team(request):
        raise PermissionDenied(_("Your role shows you your own day only."))
    request.day_users = team_ids(request.user)
    context = _context(request, day_of(request.actor, request.day_users), team=True)
    people = User.objects.filter(pk__in=request.day_users, is_active=True).select_related("team")
    context["people"] = [(user, *_load(context["day"], user)) for user in people]
    return pages.render(request, TEMPLATE, context)


@require_GET
def block(request, code):
    """Show one block alone."""
    request.day_users = team_ids(request.user) if "team" in request.GET and _sees_team(request) else [request.user.pk]
    found = next((one for one in DAY_BLOCKS if one.code == code), None)
    if found is None:
        raise Http404
    shown = {"block": _shown(request, found), "team": "team" in request.GET}
    return pages.render(request, TEMPLATE, shown, block="day_block")


def _context(request, day, team=False):
    now = timezone.localtime()
    part = request.htmx.target if request.htmx else ""  # the list and the hours draw themselves anew without the blocks
    blocks = [one for one in sorted(DAY_BLOCKS, key=lambda one: one.place) if one.team or not team]
    drawn = [] if part in PARTS else [_shown(request, one) for one in blocks]
    return {
        "day": day,
        "team": team,
        "now": now,
        "weekday": _capital(formats.date(now.date(), "EEEE")),
        "date": formats.date(now.date(), "d MMMM"),
        "main": [one for one in drawn if one["side"] == "main"],
        "aside": [one for one in drawn if one["side"] == "aside"],
        "told": [(one.code, *one.tell(request)) for one in blocks if one.tell],
        "oob": part == "day-list",
        "strip": strip(day.booked, now),
        "booked": booked_words(day.minutes),
        "sees_team": not team and _sees_team(request),
        "adds": not team and request.actor.may("create", Task),
    }


def strip(rows, now, day=None):
    """Return what the hours of a day are drawn from: {"hours", "from", "events", "now"}; figures are hours of the clock."""
    events = [_event(row, now) for row in rows]
    first = min([HOURS[0], *(int(one["at"]) for one in events)])
    last = max([HOURS[1], *(-int(-(one["at"] + one["for"]) // 1) for one in events)])
    clock = now.hour + now.minute / 60
    shown_now = first <= clock <= last and (day is None or day == now.date())
    return {
        "hours": list(range(first, min(last, 24) + 1)),
        "from": first,
        "events": _lanes(events),
        "now": round(clock, 2) if shown_now else None,
    }


def booked_words(minutes):
    """Say how long: 4 h 30 booked."""
    if not minutes:
        return ""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(n)d min booked") % {"n": rest}
    return (
        _("%(h)d h %(m)02d booked") % {"h": hours, "m": rest}
        if rest
        else ngettext("%(h)d h booked", "%(h)d h booked", hours) % {"h": hours}
    )


def _event(row, now):
    start, end = timezone.localtime(row.activity.starts_at), timezone.localtime(row.ends_at)
    at = start.hour + start.minute / 60
    length = max((end - start) / datetime.timedelta(hours=1), 0.25)
    return {
        "row": row,
        "at": round(at, 2),
        "for": round(min(length, 24 - at), 2),
        "past": end < now,
        "short": length <= 0.5,
        "start": start,
        "end": end,
    }


def _lanes(events):
    """Put what overlaps beside each other: each event gets its `lane` and how many `lanes` there are."""
    cluster, until = [], 0
    for one in sorted(events, key=lambda one: (one["at"], -one["for"])):
        if one["at"] >= until:
            cluster = []
        taken = {other["lane"] for other in cluster if other["at"] + other["for"] > one["at"]}
        one["lane"] = next(lane for lane in range(len(cluster) + 1) if lane not in taken)
        cluster.append(one)
        until = max(until, one["at"] + one["for"])
        lanes = max(other["lane"] for other in cluster) + 1
        for other in cluster:
            other["lanes"] = lanes
    return events


def _shown(request, block):
    return {
        "code": block.code,
        "side": block.side,
        "html": Markup(block.render(request) or ""),
        "events": [*block.events, "undone"],
    }


def _load(day, user):
    def of(rows):
        return sum(row.activity.owner_id == user.pk for row in rows)

    return of(day.late), of(day.today), of(day.done)


def _sees_team(request):
    return scope(request.user, Task.TYPE, "see") in ("team", "all") and len(team_ids(request.user)) > 1


def _capital(words):
    return words[:1].upper() + words[1:]
