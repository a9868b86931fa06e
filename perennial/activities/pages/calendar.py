"""The calendar: a day, a team's week, a week by the hour, a month; what has no day yet waits beside."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from perennial.accounts.models import Team, User
from perennial.accounts.policy import team_ids
from perennial.activities import booked, span
from perennial.activities.models import Meeting
from perennial.ui import formats, pages

HOURS = (8, 19)  # shown at least
MOST_PEOPLE = 30
IN_MONTH = 4  # items of one day of a month before "more"
KEPT = "calendar"  # what one looked at last, in the session


@require_GET
def show(request):
    """Show the calendar as it was last looked at, or as the address asks."""
    shown, people, asked = _asked(request)
    if asked is not None:
        return redirect(asked)
    ids = [user.pk for user in people]
    found = booked.items(request.actor, shown, ids)
    waits, count = booked.waiting(request.actor, ids)
    context = {
        "span": shown,
        "people": people,
        "items": found,
        "waits": waits,
        "waiting": count,
        "now": timezone.localtime(),
        "today": timezone.localdate(),
        "previous": _address(shown.view, shown.step(-1), people),
        "next": _address(shown.view, shown.step(1), people),
        "address": lambda view, on=None: _address(view, on or shown.on, people),
        "views": _views(shown, people),
        "watch": watch(found, people, shown),
        "hint": _plan_hint(request),
        **_drawn(shown, people, found),
    }
    return pages.render(request, "activities/calendar.html", context)


@require_GET
def choose(request):
    """Offer the colleagues and teams whose calendars can be shown."""
    shown, people = _read(request)
    values = {
        "span": shown,
        "chosen": {user.pk for user in people},
        "teams": Team.objects.all(),
        "colleagues": User.objects.filter(is_active=True).select_related("team"),
    }
    return pages.render(request, "activities/calendar_people.html", values, block="dialog")


def watch(items, people, shown):
    """Return what needs a look: [(state, day, words, person)] for clashes and days that are too full."""
    found = []
    for day in shown.days:
        of_day = [one for one in items if one.start.date() == day]
        for user in people:
            if any(user.pk in one.clashes for one in of_day if not one.past):
                found.append(("late", day, _("%(name)s is in two places") % {"name": user.get_short_name()}, user))
            elif hours := booked.overloaded(of_day, user.pk, day):
                found.append(
                    (
                        "today",
                        day,
                        _("%(name)s has %(n)s h booked") % {"name": user.get_short_name(), "n": formats.number(hours)},
                        user,
                    )
                )
    return found[:8]


def _asked(request):
    """Return (Span, people, None), or where to go when the address is silent and something was looked at before."""
    kept = request.session.get(KEPT, {})
    if not request.GET and kept:
        return None, None, f"{reverse('calendar')}?{kept['query']}" if kept.get("query") else None
    shown, people = _read(request)
    query = _address(shown.view, shown.on, people).partition("?")[2].split("&on=")[0]
    if kept.get("query") != query:
        request.session[KEPT] = {"query": query}
    return shown, people, None


def _read(request):
    view = request.GET.get("view") or ("team" if len(team_ids(request.user)) > 1 else "week")
    shown = span.read(view, request.GET.get("on"))
    return shown, _people(request, shown)


def _people(request, shown):
    ids = [
        int(part)
        for word in request.GET.getlist("who")
        for part in word.split(",")
        if part.isdecimal() and len(part) < 18
    ]
    for team in request.GET.getlist("team"):
        if team.isdecimal() and len(team) < 18:
            ids += User.objects.filter(team_id=int(team)).values_list("pk", flat=True)
    if not ids:
        ids = team_ids(request.user) if shown.view == "team" else [request.user.pk]
    people = booked.colleagues(ids)[:MOST_PEOPLE] or [request.user]
    # The reader stands first: his own week is what he looks for.
    return sorted(people, key=lambda user: user.pk != request.user.pk)


def _drawn(shown, people, items):
    """Return what the template of the view needs."""
    if shown.view == "team":
        days = [
            day
            for day in shown.days
            if day.weekday() < 6 or day == timezone.localdate() or any(one.start.date() == day for one in items)
        ]
        cells = {(user.pk, day): [] for user in people for day in days}
        for one in items:
            for pk in one.people:
                if (pk, one.start.date()) in cells:
                    cells[pk, one.start.date()].append(one)
        return {
            "cells": cells,
            "days": days,
            "loads": {user.pk: booked.load(items, user.pk, shown.days) for user in people},
        }
    if shown.view == "month":
        by_day = {day: [one for one in items if one.start.date() == day] for day in shown.days}
        return {
            "by_day": by_day,
            "weeks": [shown.days[n : n + 7] for n in range(0, len(shown.days), 7)],
            "in_month": IN_MONTH,
        }
    rows = shown.view == "day" and len(people) > 1
    timed = [one for one in items if one.timed]
    first = min([HOURS[0], *(int(one.at) for one in timed)])
    last = min(24, max([HOURS[1], *(int(-(-(one.at + one.long) // 1)) for one in timed)]))
    return {"rows": rows, "first": first, "last": last, "columns": _columns(shown, people, items, rows)}


def _columns(shown, people, items, rows):
    """Return the lanes of hours: people of one day as rows, or days as columns."""
    lanes = []
    for key in people if rows else shown.days:
        of = [
            one
            for one in items
            if (key.pk in one.people and one.start.date() == shown.on if rows else one.start.date() == key)
        ]
        lanes.append(
            {
                "user": key if rows else people[0] if len(people) == 1 else None,
                "day": shown.on if rows else key,
                "timed": booked.lanes([one for one in of if one.timed]),
                "all_day": [one for one in of if not one.timed],
            }
        )
    return lanes


def _views(shown, people):
    labels = [
        ("day", _("Day"), ""),
        ("team", _("Team week"), "people"),
        ("week", _("Week"), ""),
        ("month", _("Month"), ""),
    ]
    return [
        {
            "href": _address(view, shown.on, [] if view == "team" and len(people) < 2 else people),
            "label": label,
            "icon": icon,
            "current": view == shown.view,
        }
        for view, label, icon in labels
    ]


def _address(view, on, people):
    who = ",".join(str(user.pk) for user in people)
    return f"{reverse('calendar')}?view={view}{f'&who={who}' if who else ''}&on={on.isoformat()}"


def _plan_hint(request):
    return request.actor.may("create", Meeting)
