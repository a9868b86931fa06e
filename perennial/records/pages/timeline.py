"""The timeline of a record: its own events and those that stand in it too, newest first, by day."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext
from django.views.decorators.http import require_GET

from perennial.accounts.models import User
from perennial.core.actor import Actor
from perennial.core.models import Event, EventLink
from perennial.core.prepared import Prepared, by_id
from perennial.records.context import context_for
from perennial.records.pages import timeline_lines
from perennial.records.pages.record_answers import context_of, may
from perennial.records.points import TIMELINE
from perennial.records.registry import REGISTRY
from perennial.records.sight import silence
from perennial.ui import formats, pages

PAGE, WINDOW = 30, 1000  # lines shown at once; events looked at to count and filter
KINDS = [
    ("notes", gettext_lazy("Notes")),
    ("calls", gettext_lazy("Calls")),
    ("mail", gettext_lazy("Mail")),
    ("meetings", gettext_lazy("Meetings")),
    ("tasks", gettext_lazy("Tasks")),
    ("deals", gettext_lazy("Deals and money")),
    ("files", gettext_lazy("Files")),
    ("changes", gettext_lazy("Changes")),
]
# What happens to records of any kind; everything else that a type does is of the type's own kind.
PLAIN_VERBS = {"changed", "put_back", "trashed", "restored", "merged", "unmerged"}


@dataclass
class Trace:
    """What must be known of an event to sort, count and hide it."""

    id: int
    at: datetime.datetime
    type: str
    record_id: int
    verb: str

    @property
    def kind(self):
        return kind_of(self.type, self.verb)


@dataclass
class Entry:
    """One line as the page draws it."""

    event: Event
    line: Any
    put_back: str = ""


@require_GET
def timeline(request, code, pk):
    """Answer the timeline of a record, or (with `before`) what comes earlier."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk)
    asked = request.GET.get("before", "")
    block = "timeline_more" if asked else "record_timeline"
    return pages.render(request, "records/record/timeline.html", context(request, type, record), block=block)


def context(request, type, record, fields=None):
    """Return what the timeline's template needs."""
    kind, before = request.GET.get("kind", ""), _mark(request.GET.get("before", ""))
    traces, full = seen(type.code, record.pk, request.actor, before)
    chosen = [trace for trace in traces if not kind or trace.kind == kind]
    shown = chosen[:PAGE]
    if len(chosen) > PAGE:
        earlier = shown[-1]
    else:
        earlier = traces[-1] if full and traces else None
    return {
        "type": type,
        "record": record,
        "kind": kind,
        "kinds": _counts(traces, full, kind),
        "any": bool(traces),
        "days": _days(
            entries(shown, type, record, request.actor, context_of(request), fields), request.GET.get("day", "")
        ),
        "earlier": f"{earlier.at.isoformat()}_{earlier.id}" if earlier else "",
        "last_day": _day(shown[-1].at) if shown else "",
    }


def kind_of(type, verb):
    """Return the kind under which the timeline counts an event."""
    if verb.startswith("file_"):
        return "files"
    own = REGISTRY[type].timeline_kind if type in REGISTRY else ""
    return own if own and verb not in PLAIN_VERBS else "changes"


def seen(type, pk, actor, before=None, window=WINDOW):
    """Return (Traces of a record's timeline that the actor may see, newest first; whether there may be more).

    Events of other records are there only while the actor may see those records: one query for each type.
    """
    traces, full = _traces(type, pk, before, window)
    others = {}
    for trace in traces:
        if (trace.type, trace.record_id) != (type, pk):
            others.setdefault(trace.type, set()).add(trace.record_id)
    visible = {(type, pk)}
    for code, ids in others.items():
        if code in REGISTRY:
            visible |= {(code, found) for found in _VISIBLE(REGISTRY[code].model, actor, list(ids))}
    return [trace for trace in traces if (trace.type, trace.record_id) in visible], full


def entries(traces, type, record, actor, reading=None, fields=None):
    """Return the Entries of some traces: events, their lines by the rooms' presenters, who did it."""
    events = sorted(
        by_id(Event, [trace.id for trace in traces]).values(), key=lambda event: (event.at, event.pk), reverse=True
    )
    people = by_id(User, {event.user_id for event in events if event.user_id})
    for event in events:
        event.user = people.get(event.user_id)
    silence(events, actor, _("not for you to see"))
    lines = present(events, type, record, actor, reading, fields)
    editable = not record.trashed_at and may(actor, "edit", record)
    made = []
    for event in events:
        line = lines.get(event.pk)
        if line is None:
            continue
        own = (event.type, event.record_id) == (type.code, record.pk)
        back = own and editable and event.verb in ("changed", "put_back") and event.changes
        made.append(Entry(event, line, "put_back" if back else ""))
    return made


def present(events, type, record, actor, reading=None, fields=None):
    """Return {event id: Line or None}: the rooms' presenters first, the plain one for the rest."""
    lines, types = {}, {}
    for wanted, presenter in TIMELINE:
        types.setdefault(presenter, set()).add(wanted)
    for presenter, codes in types.items():
        left = [event for event in events if event.pk not in lines and ("*" in codes or event.type in codes)]
        if left:
            lines |= presenter(left, actor)
    left = [event for event in events if event.pk not in lines]
    return lines | timeline_lines.present(
        left, reading or context_for(actor), (type.code, record.pk), {type.code: fields} if fields else None
    )


def _traces(type, pk, before, window):
    rows = [
        row
        for asked in ((_OWN, _LINKED) if before else (_OWN_NEWEST, _LINKED_NEWEST))
        for row in asked(window, type, pk, *(before or ()))
    ]
    traces = {row[0]: Trace(*row) for row in rows}
    ordered = sorted(traces.values(), key=lambda trace: (trace.at, trace.id), reverse=True)
    return ordered[:window], len(ordered) >= window


def _own(window, type, pk, *before):
    found = Event.objects.filter(type=type, record_id=pk).order_by("-at", "-pk")
    if before:
        at, last = before
        found = found.filter(Q(at__lt=at) | Q(at=at, pk__lt=last))
    return found.values_list("pk", "at", "type", "record_id", "verb")[:window]


def _linked(window, type, pk, *before):
    found = EventLink.objects.filter(type=type, record_id=pk).order_by("-at", "-event_id")
    if before:
        at, last = before
        found = found.filter(Q(at__lt=at) | Q(at=at, event_id__lt=last))
    return found.values_list("event_id", "at", "event__type", "event__record_id", "event__verb")[:window]


_OWN_NEWEST, _LINKED_NEWEST = (Prepared(write, object, str, int) for write in (_own, _linked))
_OWN, _LINKED = (Prepared(write, object, str, int, datetime.datetime, int) for write in (_own, _linked))
_VISIBLE = Prepared(
    lambda model, actor, ids: actor.visible(model._default_manager.filter(pk__among=ids).order_by()).values_list(
        "pk", flat=True
    ),
    object, Actor, list,
)  # fmt: skip


def _counts(traces, full, kind):
    """Return the chips: those kinds that occur, with how often (as far as was looked)."""
    found = {}
    for trace in traces:
        found[trace.kind] = found.get(trace.kind, 0) + 1
    plus = "+" if full else ""
    chips = [("", pgettext("timeline", "All"), f"{len(traces)}{plus}")]
    return chips + [
        (code, label, f"{found[code]}{plus}")
        for code, label in KINDS
        if code in found or (code == kind and found.setdefault(code, 0) == 0)
    ]


def _days(made, shown_already):
    days = []
    for entry in made:
        day = _day(entry.event.at)
        if not days or days[-1]["day"] != day:
            days.append({"day": day, "label": _day_words(entry.event.at), "entries": []})
        days[-1]["entries"].append(entry)
    if days and days[0]["day"] == shown_already:
        days[0]["label"] = ""
    return days


def _day(moment):
    return timezone.localtime(moment).date().isoformat()


def _day_words(moment):
    day, today = timezone.localtime(moment).date(), timezone.localdate()
    if abs((today - day).days) < 2:
        return formats.day(day)
    words = formats.date(day, "EEEE, d MMMM" if day.year == today.year else "d MMMM y")
    return words[:1].upper() + words[1:]


def _mark(text):
    if not text:
        return None
    try:
        at, _mark, pk = text.rpartition("_")
        return datetime.datetime.fromisoformat(at).astimezone(datetime.UTC), int(pk)
    except (ValueError, OverflowError):
        raise Http404 from None
