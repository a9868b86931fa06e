"""What happened with a record: its timeline, its own changes, its files."""

import datetime

from django.http.multipartparser import MultiPartParserError
from django.utils.translation import gettext as _

from perennial.accounts.models import User
from perennial.api import answers
from perennial.api.door import api
from perennial.core.errors import Refused
from perennial.core.models import Event
from perennial.records import files as kept
from perennial.records.pages.record_answers import address
from perennial.records.pages.timeline import seen
from perennial.records.sight import silence


@api("GET")
def timeline(call, code, pk):
    """Answer the events in a record's timeline that the caller may see, newest first."""
    type = call.type(code)
    type.load(call.actor, pk)
    limit = call.number("limit", 50, 200)
    traces, more = seen(code, pk, call.actor, _mark(call.query.get("before")))
    shown = traces[:limit]
    events = {event.pk: event for event in Event.objects.filter(pk__in=[trace.id for trace in shown])}
    found = [events[trace.id] for trace in shown if trace.id in events]
    last = shown[-1] if shown and (more or len(traces) > limit) else None
    return answers.answer({"items": _items(found, call.actor), "next": f"{last.at.isoformat()}_{last.id}" if last else None})


@api("GET")
def history(call, code, pk):
    """Answer every change of a record's own fields, newest first."""
    type = call.type(code)
    type.load(call.actor, pk)
    limit, before = call.number("limit", 50, 200), call.number("before", 0, 10**9)
    events = Event.objects.filter(type=code, record_id=pk).order_by("-pk")
    found = list((events.filter(pk__lt=before) if before else events)[: limit + 1])
    return answers.answer(
        {"items": _items(found[:limit], call.actor), "next": str(found[limit - 1].pk) if len(found) > limit else None}
    )


@api("GET", "POST")
def files(call, code, pk):
    """GET: the files of a record. POST (multipart, field "file"): one more."""
    type = call.type(code)
    if call.request.method == "GET":
        record = type.load(call.actor, pk)
        return answers.answer({"items": [_file(type, pk, file) for file in kept.of(record)]})
    record = type.load(call.actor, pk, "edit", trashed=False)
    return answers.answer(_file(type, pk, kept.keep(record, _upload(call), by=call.actor)), 201)


def _upload(call):
    """Return the file that was sent. Raises Refused, also for a form that cannot be read."""
    try:
        upload = call.request.FILES.get("file")
    except MultiPartParserError:
        upload = None
    if upload is None:
        raise Refused({"/file": _("Send the file as multipart form data under “file”.")})
    return upload


def _items(events, actor):
    silence(events, actor)
    names = dict(
        User.objects.filter(pk__in={event.user_id for event in events if event.user_id}).values_list("pk", "name")
    )
    return [
        {
            "id": event.pk,
            "at": event.at.isoformat(),
            "type": event.type,
            "record": event.record_id,
            "verb": event.verb,
            "title": event.title,
            "version": event.version,
            "via": event.via,
            "user": {"id": event.user_id, "name": names.get(event.user_id, "")} if event.user_id else None,
            "changes": {name: {"before": before, "after": after} for name, (before, after) in event.changes.items()},
            "data": event.data,
        }
        for event in events
    ]


def _file(type, pk, file):
    return {
        "id": file.pk,
        "name": file.name,
        "size": file.size,
        "sha256": file.sha256,
        "content_type": file.content_type,
        "created_at": file.created_at.isoformat(),
        "url": address(f"{type.code}:file", pk, file.pk),
    }


def _mark(text):
    if not text:
        return None
    try:
        at, _line, pk = text.rpartition("_")
        return datetime.datetime.fromisoformat(at.replace(" ", "+")).astimezone(datetime.UTC), int(pk)
    except (ValueError, OverflowError):
        raise Refused({"/before": _("This page mark is damaged: begin again from the first page.")}) from None
