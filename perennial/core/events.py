"""Events: written in the transaction of the change, heard inside it or after commit."""

from django.utils import timezone

from perennial.core.models import Event, EventLink
from perennial.core.points import Point

# Derived rows (search, keys, sums, next steps) kept true inside the same transaction.
# `changes` is None for new records, otherwise {field: [before, after]} of the single record.
DERIVE = Point("derive", "(model, records: list[Record], changes: dict | None) -> None")

# Work after commit, done exactly once: a job stored in the same transaction.
LISTEN = Point("listen", "(type, verb, task(event_id)); '*' stands for any")


def listen(type, verb, task):
    """Have `task.enqueue(event_id)` stored with each event of this type and verb ("*" for any)."""
    LISTEN.add((type, verb, task))


def write(record, verb, *, by, changes=None, data=None, at=None, links=None):
    """Write one event about `record` (and into the timelines it links to); return it."""
    return write_many([(record, changes or {}, data or {}, at, links)], verb, by=by)[0]


def write_many(entries, verb, *, by):
    """Write one event for each (record, changes, data, at, links) in a few statements."""
    now = timezone.now()
    events = [
        Event(
            at=at or by.at or now,
            type=record.TYPE,
            record_id=record.pk,
            verb=verb,
            version=record.version,
            title=str(record)[:200],
            user_id=by.user_id,
            via=by.via,
            ip=by.ip,
            changes=changes,
            data=data,
            batch=by.batch,
            cause_id=by.cause_id,
        )
        for record, changes, data, at, _ in entries
    ]
    if len(events) == 1:
        events[0].save(force_insert=True)
    else:
        Event.objects.bulk_create(events, batch_size=500)
    _link(events, entries)
    _enqueue(events)
    return events


def _link(events, entries):
    rows = [
        EventLink(event=event, type=type, record_id=record_id, at=event.at)
        for event, (record, _, _, _, links) in zip(events, entries, strict=True)
        for type, record_id in dict.fromkeys(record.links() if links is None else links)
    ]
    if rows:
        EventLink.objects.bulk_create(rows, batch_size=500)


def _enqueue(events):
    for event in events:
        for type, verb, task in LISTEN:
            if type in ("*", event.type) and verb in ("*", event.verb):
                task.enqueue(event.pk)


def derive(model, records, changes=None):
    """Bring everything derived from these records up to date."""
    for member in DERIVE:
        member(model, records, changes)
