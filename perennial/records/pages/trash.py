"""The trash: what was deleted, by whom and when, and the way back."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.models import User
from perennial.core.errors import Refused
from perennial.core.models import Event
from perennial.core.prepared import tested
from perennial.records import verbs
from perennial.records.registry import REGISTRY, record_type
from perennial.ui import pages

SHOWN = 50


@dataclass
class Gone:
    """One record in the trash."""

    type: Any
    record: Any
    title: str
    by: str = ""
    who: Any = ""
    may_restore: bool = False


def index(request):
    """List what is in the trash of every type, or of one, newest first."""
    types = [type for type in sorted(REGISTRY.values(), key=lambda type: type.place) if request.actor.may("see", type.model)]
    asked = request.GET.get("type", "")
    chosen = [type for type in types if type.code == asked] or types
    before = _moment(request.GET.get("before", ""))
    found = sorted((record for type in chosen for record in _records(request.actor, type, before)), key=lambda r: r.trashed_at, reverse=True)
    rows = _told(request.actor, found[:SHOWN])
    values = {"types": types, "asked": asked, "rows": rows, "next": rows[-1].record.trashed_at.isoformat() if len(found) > SHOWN else ""}
    return pages.render(request, "records/list/trash.html", values)


@require_POST
def restore(request, code, pk):
    """Bring a record back from the trash."""
    type = record_type(code)
    record = type.load(request.actor, pk, "delete", trashed=True)
    try:
        verbs.restore(record, by=request.actor)
    except Refused as refused:
        return pages.toast(HttpResponse(status=422), next(iter(refused.errors.values())))
    response = pages.trigger(HttpResponse(status=204), "changed")
    return pages.toast(response, _("“%(name)s” is back.") % {"name": type.title(record)}, reverse(f"{code}:out", args=[pk]))


@require_POST
def trash(request, code, pk):
    """Move one record to the trash."""
    type = record_type(code)
    record = type.load(request.actor, pk, "delete", trashed=False)
    verbs.trash(record, by=request.actor)
    response = pages.trigger(HttpResponse(status=204), "changed")
    return pages.toast(response, _("“%(name)s” is in the trash.") % {"name": type.title(record)}, reverse(f"{code}:back", args=[pk]))


def _records(actor, type, before):
    found = tested(type.visible(actor, trashed=True)).order_by("-trashed_at")
    return list((found.filter(trashed_at__lt=before) if before else found)[: SHOWN + 1])


def _moment(text):
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


def _told(actor, records):
    """Return the Gone of records: the last event that trashed each says by whom."""
    events = Event.objects.filter(verb="trashed", record_id__in=[record.pk for record in records]).order_by("id")
    last = {(event.type, event.record_id): event.user_id for event in events}
    users = User.objects.in_bulk({pk for pk in last.values() if pk})
    found = []
    for record in records:
        type, user = REGISTRY[record.TYPE], users.get(last.get((record.TYPE, record.pk)))
        name, colour = (str(user), user.colour) if user else ("", "")
        found.append(Gone(type, record, type.title(record), name, colour, actor.may("delete", record)))
    return found
