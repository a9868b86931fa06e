"""The history of a record: every change of every field, with who, when and from where."""

import datetime

from django.db.models import Q
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from perennial.accounts.models import User
from perennial.core.models import Event
from perennial.records.context import context_for
from perennial.records.pages.record_answers import list_address
from perennial.records.pages.record_values import Values
from perennial.records.pages.timeline_changes import changes_of
from perennial.records.registry import REGISTRY
from perennial.records.sight import silence
from perennial.ui import pages

PAGE = 50  # events
VIA = {
    "web": _("page"),
    "api": _("API"),
    "import": _("import"),
    "cli": _("command line"),
    "job": _("by itself"),
    "mail": _("mail"),
    "system": _("by itself"),
}
DEEDS = {
    "created": _("Added"),
    "changed": _("Changed"),
    "put_back": _("Put back"),
    "trashed": _("Moved to the trash"),
    "restored": _("Taken out of the trash"),
    "merged": _("Merged"), "merged_away": _("Merged into another record"),
    "unmerged": _("Merge taken apart"),
    "file_added": _("File added"),
    "file_trashed": _("File moved to the trash"),
    "file_restored": _("File taken out of the trash"),
}


@require_GET
def history(request, code, pk):
    """Show what was changed in a record, by field if asked."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk)
    chosen = next(
        (field for field in type.fields if field.code == request.GET.get("field") and not field.readonly), None
    )
    events, earlier = _events(record, chosen, request.GET.get("before", ""))
    silence(events, request.actor)
    values = Values(context_for(request.actor))
    changes = changes_of(events, values)
    rows = [
        _row(event, [change for change in changes.get(event.pk, []) if not chosen or change.field.code == chosen.code])
        for event in events
    ]
    context = {
        "type": type,
        "record": record,
        "title": type.title(record),
        "list_href": list_address(type),
        "values": values,
        "chosen": chosen,
        "earlier": earlier,
        "rows": [row for row in rows if row["changes"] or row["event"].verb != "changed"],
        "fields": [(field.code, field.label) for field in type.fields if not field.readonly and not field.hidden],
        "editable": not record.trashed_at and request.actor.may("edit", record),
    }
    return pages.render(request, "records/record/history.html", context)


def _row(event, changes):
    return {
        "event": event,
        "changes": changes,
        "via": VIA.get(event.via, event.via),
        "deed": DEEDS.get(event.verb) or REGISTRY[event.type].event_words.get(event.verb, event.verb),
    }


def _events(record, field, before):
    found = Event.objects.filter(type=record.TYPE, record_id=record.pk)
    if field:
        found = found.filter(changes__has_key=field.attribute)
    if before:
        at, pk = _mark(before)
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=pk))
    events = list(found.order_by("-at", "-pk")[: PAGE + 1])
    people = {
        user.pk: user for user in User.objects.filter(pk__in={event.user_id for event in events if event.user_id})
    }
    for event in events:
        event.user = people.get(event.user_id)
    more = len(events) > PAGE
    events = events[:PAGE]
    return events, f"{events[-1].at.isoformat()}_{events[-1].pk}" if more else ""


def _mark(text):
    try:
        at, _line, pk = text.rpartition("_")
        return datetime.datetime.fromisoformat(at).astimezone(datetime.UTC), int(pk)
    except (ValueError, OverflowError):
        raise Http404 from None
