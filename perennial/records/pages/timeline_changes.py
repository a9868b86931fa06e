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
    currencies = _currencies(events, by_type)
    found = {event.pk: _changes(event, by_type.get(event.type, {}), currencies) for event in events if event.changes}
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


def _changes(event, fields, currencies):
    return [
        Change(fields[name], name, *_sides(fields[name], pair, event, currencies))
        for name, pair in event.changes.items()
        if name in fields and isinstance(pair, list | tuple) and len(pair) == 2
    ]


def _sides(field, pair, event, currencies):
    now = currencies.get((event.type, event.record_id, field.code))
    both = event.changes.get(getattr(field, "currency_column", ""), [now, now])
    return [stored(field, value, both[place] or now) for place, value in enumerate(pair)]


def stored(field, value, currency=None):
    """Return the Python value of what an event keeps (JSON); its words where it cannot be read."""
    if value in EMPTY:
        return None
    try:
        if field.custom:
            return field.load(value)
        if field.kind == "money":
            return Money(int(value), currency)
        if field.kind == "date":
            return datetime.date.fromisoformat(value)
        if field.kind in ("datetime", "step"):
            return datetime.datetime.fromisoformat(value)
        if field.kind == "time":
            return datetime.time.fromisoformat(value)
    except (ValueError, TypeError, KeyError):
        return str(value)
    return value


def _currencies(events, by_type):
    """Return {(type, record id, field code): currency} of amounts that changed in the currency they have now."""
    found = {}
    for code, fields in by_type.items():
        for field in fields.values():
            if field.kind != "money" or field.custom:
                continue
            ids = {event.record_id for event in events if event.type == code and field.attribute in event.changes}
            if ids:
                rows = REGISTRY[code].model._base_manager.filter(pk__in=ids).values_list("pk", field.currency_column)
                found |= {(code, pk, field.code): currency for pk, currency in rows}
    return found
