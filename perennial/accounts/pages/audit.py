"""The audit: who did what, when and from where, and who opened what."""

import datetime

from django.utils import timezone
from django.utils.dateparse import parse_date

from perennial.accounts import words
from perennial.accounts.changes import need
from perennial.accounts.contributes import address
from perennial.accounts.models import Opening, User
from perennial.accounts.pages import shelf
from perennial.core.models import Event

SHOWN = 100


def index(request):
    """List events or openings, newest first, by person, record and day."""
    need(request.actor, "audit")
    opened = request.GET.get("what") == "opened"
    asked = {
        name: request.GET.get(name, "").replace("\0", "").strip()
        for name in ("person", "day", "type", "record", "before")
    }
    rows = list(_narrow((Opening if opened else Event).objects.order_by("-id"), asked)[: SHOWN + 1])
    names = User.objects.in_bulk({row.user_id for row in rows if row.user_id})
    values = {
        "opened": opened,
        "words": words,
        "asked": asked,
        "people": [(user.pk, str(user)) for user in User.objects.all()],
        "lines": [(row, names.get(row.user_id), address(row.type, row.record_id)) for row in rows[:SHOWN]],
        "next": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
    }
    return shelf.render(request, "accounts/audit.html", "audit", values)


def _narrow(rows, asked):
    if _number(asked["person"]):
        rows = rows.filter(user_id=_number(asked["person"]))
    if asked["type"]:
        rows = rows.filter(type=asked["type"][:40])
    if _number(asked["record"]):
        rows = rows.filter(record_id=_number(asked["record"]))
    if _number(asked["before"]):
        rows = rows.filter(pk__lt=_number(asked["before"]))
    day = _day(asked["day"])
    if day:
        start = timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
        rows = rows.filter(at__gte=start, at__lt=start + datetime.timedelta(days=1))
    return rows


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0


def _day(text):
    try:
        return parse_date(text)
    except ValueError:
        return None
