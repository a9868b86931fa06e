"""Changes of events, read back into fields and values: for the timeline and the history."""

import datetime
from dataclasses import dataclass
from typing import Any

from perennial.core.money import Money
from perennial.records.registry import REGISTRY

EMPTY = (None, "", [], {})


@dataclass
class Change:
    """One field before and after an event; `attribute` is what putting back is asked by."""

    field: Any
    attribute: str
    before: Any
    after: Any

    @property
    def shows_before(self):
        """Lists of many entries are told by what they are now; their past stands in the history."""
        return self.before not in EMPTY and self.field.kind not in ("longtext", "addresses")


def changes_of(events, values=None, fields=None):
    """Return {event id: [Change, …]} for the fields that people fill in, and load the names they print by."""
    known = fields or {}
    types = {event.type for event in events if event.changes and event.type in REGISTRY}
    by_type = {code: _by_attribute(known.get(code) or REGISTRY[code].fields) for code in types}
    found = {event.pk: _changes(event, by_type.get(event.type, {})) for event in events if event.changes}
    if values is not None:
        values.gather(
            [
                (change.field, side)
                for changes in found.values()
                for change in changes
                for side in (change.before, change.after)
            ]
        )
    return found


def _by_attribute(fields):
    return {field.attribute: field for field in fields if not field.readonly and not field.hidden}


def _changes(event, fields):
    return [
        Change(fields[name], name, *(stored(fields[name], side, event, place) for place, side in enumerate(pair)))
        for name, pair in event.changes.items()
        if name in fields and isinstance(pair, list | tuple) and len(pair) == 2
    ]


def stored(field, value, event, place):
    """Return the Python value of what an event keeps (JSON); the value itself where it cannot be read."""
    if value in EMPTY:
        return None
    try:
        if field.custom:
            return field.load(value)
        if field.kind == "money":
            return _money(field, value, event, place)
        if field.kind == "date":
            return datetime.date.fromisoformat(value)
        if field.kind in ("datetime", "step"):
            return datetime.datetime.fromisoformat(value)
        if field.kind == "time":
            return datetime.time.fromisoformat(value)
    except (ValueError, TypeError, KeyError):
        return str(value)
    return value


def _money(field, minor, event, place):
    currency = event.changes.get(field.currency_column, [None, None])[place]
    if not currency:
        model = REGISTRY[event.type].model
        currency = model._base_manager.filter(pk=event.record_id).values_list(field.currency_column, flat=True).first()
    return Money(int(minor), currency)
