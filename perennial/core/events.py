"""Events: written in the transaction of the change, heard inside it or after commit."""

from django.utils import timezone

from perennial.core import rows
from perennial.core.models import Event, EventLink
from perennial.core.points import Point

# Derived rows (search, keys, sums, next steps) kept true inside the same transaction.
# `changes` is None for new records, otherwise {field: [before, after]} of the single record.
DERIVE = Point("derive", "(model, records: list[Record], changes: dict | None) -> None")

# Work after commit, done exactly once: a job stored in the same transaction.
LISTEN = Point("listen", "(type, verb, task(event_id)); '*' stands for any")


def listen(type, verb, task):
    """Have `task.enqueue(event_id)` stored with each event of this type and verb ("*" for any).

    A listener that has `enqueue_many(event_ids)` is given all events of an import's step at once.
    """
    LISTEN.add((type, verb, task))


def write(record, verb, *, by, changes=None, data=None, at=None, links=None):
    """Write one event about `record` (and into the timelines it links to); return it."""
    event = Event(**_values(record, verb, by, changes or {}, data or {}, at))
    event.save(force_insert=True)
    linked = [EventLink(event=event, type=type, record_id=pk, at=event.at) for type, pk in _links(record, links)]
    if linked:
        EventLink.objects.bulk_create(linked)
    _enqueue([event.pk], event.type, verb)
    return event


def write_many(entries, verb, *, by):
    """Write one event for each (record, changes, data, at, links) of one type in a few statements; return their ids."""
    events = [_values(record, verb, by, changes, data, at) for record, changes, data, at, _links in entries]
    ids = rows.reserve(Event, len(events))
    names = ["id", *events[0]]
    rows.insert_rows(Event, names, ([pk, *event.values()] for pk, event in zip(ids, events, strict=True)))
    linked = [
        (pk, type, record_id, event["at"])
        for pk, event, entry in zip(ids, events, entries, strict=True)
        for type, record_id in _links(entry[0], entry[4])
    ]
    if linked:
        rows.insert_rows(EventLink, ["event_id", "type", "record_id", "at"], linked)
    _enqueue(ids, events[0]["type"], verb)
    return ids


def _values(record, verb, by, changes, data, at):
    return {
        "at": at or by.at or timezone.now(),
        "type": record.TYPE,
        "record_id": record.pk,
        "verb": verb,
        "version": record.version,
        "title": str(record)[:200],
        "user_id": by.user_id,
        "via": by.via,
        "ip": by.ip,
        "changes": changes,
        "data": data,
        "batch": by.batch,
        "cause_id": by.cause_id,
    }


def _links(record, links):
    return dict.fromkeys(record.links() if links is None else links)


def _enqueue(ids, event_type, event_verb):
    for type, verb, task in LISTEN:
        if type in ("*", event_type) and verb in ("*", event_verb):
            many = getattr(task, "enqueue_many", None)
            if many:
                many(ids)
            else:
                for pk in ids:
                    task.enqueue(pk)


def derive(model, records, changes=None):
    """Bring everything derived from these records up to date."""
    for member in DERIVE:
        member(model, records, changes)
