"""The only ways in which a record changes: each is one transaction, one question of rights, one event."""

from contextlib import contextmanager
from copy import deepcopy

from django.db import transaction

from perennial.core import events, rows
from perennial.core.errors import Forbidden, Missing, Stale
from perennial.core.models import Event
from perennial.core.prepared import Prepared

_LOCKED = Prepared(lambda model, pk: model._base_manager.select_for_update().filter(pk=pk).order_by(), object, int)
KEPT_OUT = {"id", "version", "created_at", "updated_at"}


def create(record, *, by, verb="created", data=None, at=None, links=None):
    """Store a new record with its event; return it. Raises Forbidden."""
    _ask(by, "create", record)
    at = at or by.at
    with transaction.atomic():
        if at:
            record.created_at = record.updated_at = at
        record.save(force_insert=True)
        events.derive(type(record), [record])
        events.write(record, verb, by=by, data=data, at=at, links=links)
    return record


def create_many(records, *, by, verb="created", data=None):
    """Store many new records of one model, in a few statements; return them. Raises Forbidden."""
    if not records:
        return []
    model = type(records[0])
    _ask(by, "create", model)
    with transaction.atomic():
        rows.insert(records)
        events.derive(model, records)
        entries = [(record, {}, (data or {}), record.created_at, None) for record in records]
        events.write_many(entries, verb, by=by)
    return records


@contextmanager
def change(record, verb="changed", *, by, action="edit", expect=None, strict=False, data=None, at=None, links=None):
    """Yield the locked, fresh record; on leaving store what was changed in it, with one event.

    `expect` is the version that the actor saw. An older one raises Stale: always
    when `strict`, otherwise only when a field that is now set was changed in between.
    "changed" with nothing changed writes nothing; another verb always writes its event.
    Raises Forbidden, Missing, Stale; nothing is stored then.
    """
    model = type(record)
    with transaction.atomic():
        current = _LOCKED.first(model, record.pk)
        if current is None:
            raise Missing(record.pk)
        _ask(by, action, current)
        since = _since(current, expect) if expect is not None and current.version != expect else []
        if since and strict:
            raise Stale(current, expect, since)
        before = values(current)
        yield current
        changes = difference(before, values(current))
        _refuse_overwriting(current, expect, since, changes)
        if changes or verb != "changed":
            _store(current, changes, at or by.now())
            events.derive(model, [current], changes)
            current.last_event = events.write(
                current, verb, by=by, changes=changes, data=data, at=at, links=links
            )
        record.__dict__.update({k: v for k, v in current.__dict__.items() if k != "_state"})
        record._state.fields_cache.clear()  # links that were followed before may lead elsewhere now


def trash(record, *, by, expect=None):
    """Move a record to the trash; it can be restored as it was."""
    with change(record, "trashed", by=by, action="delete", expect=expect) as current:
        current.trashed_at = current.trashed_at or by.now()
    return record


def restore(record, *, by):
    """Bring a record back from the trash."""
    with change(record, "restored", by=by, action="delete") as current:
        current.trashed_at = None
    return record


def values(record):
    """Return {attribute: value} of what a change may touch; custom fields as `custom.<code>`."""
    found = {}
    for field in record._meta.concrete_fields:
        if field.attname in KEPT_OUT:
            continue
        value = getattr(record, field.attname)
        if field.attname == "custom":
            found.update({f"custom.{code}": deepcopy(part) for code, part in value.items()})
        else:
            found[field.attname] = deepcopy(value) if isinstance(value, dict | list) else value
    return found


def difference(before, after):
    """Return {attribute: [before, after]} for everything that differs."""
    return {
        name: [before.get(name), after.get(name)]
        for name in {**before, **after}
        if before.get(name) != after.get(name)
    }


def put(record, attribute, value):
    """Set one attribute as `values` names it, from a stored (JSON) value; None removes a custom value."""
    if attribute.startswith("custom."):
        code = attribute.removeprefix("custom.")
        if value is None:
            record.custom.pop(code, None)
        else:
            record.custom[code] = value
    else:
        field = next(field for field in record._meta.concrete_fields if field.attname == attribute)
        setattr(record, attribute, value if field.is_relation else field.to_python(value))


def _ask(by, action, subject):
    if not by.may(action, subject):
        raise Forbidden(action, subject)


def _since(current, expect):
    return list(
        Event.objects.filter(type=current.TYPE, record_id=current.pk, version__gt=expect).order_by("version", "id")
    )


def _refuse_overwriting(current, expect, since, changes):
    touched = {name for event in since for name in event.changes}
    if touched & changes.keys():
        fresh = type(current)._base_manager.get(pk=current.pk)
        raise Stale(fresh, expect, since)


def _store(current, changes, at):
    current.version += 1
    current.updated_at = at
    columns = {name.split(".")[0] for name in changes}
    current.save(update_fields=[*columns, "version", "updated_at"])
