"""Saved views: kept, changed, thrown away, each with an event that the audit tells of."""

from django.db import transaction

from perennial.core import events
from perennial.records.models import View


@transaction.atomic
def keep(view, *, by):
    """Store a new view."""
    view.save(force_insert=True)
    events.write(view, "created", by=by, changes=_changes({}, _told(view)))


@transaction.atomic
def change(view, values, *, by):
    """Set attributes of a view; nothing is told when nothing changes."""
    before = _told(view)
    for name, value in values.items():
        setattr(view, name, value)
    view.save(update_fields=list(values))
    changes = _changes(before, _told(view))
    if changes:
        events.write(view, "changed", by=by, changes=changes)


@transaction.atomic
def remove(view, *, by):
    """Throw a view away."""
    events.write(view, "removed", by=by, changes=_changes(_told(view), {}))
    View.objects.filter(pk=view.pk).delete()


def _told(view):
    parts = {name: view.query.get(name) or None for name in ("filter", "sort", "columns")}
    return {"name": view.name, "shared": view.shared, "pinned": view.pinned, **parts}


def _changes(before, after):
    names = [*before, *(name for name in after if name not in before)]
    return {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}
