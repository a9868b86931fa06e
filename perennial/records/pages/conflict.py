"""When two people change the same thing: what stands now beside what was typed, to choose by field."""

from dataclasses import dataclass
from typing import Any

from perennial.accounts.models import User
from perennial.core.errors import Invalid
from perennial.records.fields import Context
from perennial.records.pages.record_values import Values


@dataclass
class Side:
    """One field in dispute: as it stands now, and as it was typed."""

    field: Any
    theirs: str
    mine: str


@dataclass
class Conflict:
    """What came between: by whom and when, and the fields in dispute."""

    version: int  # as it stands now: what is sent next is measured by it
    who: str
    at: Any
    sides: list


def conflict_of(type, stale, raw, context):
    """Return the Conflict of a refused change; fields that nobody else touched are not in it."""
    touched = [field for field in type.fields if field.code in raw and field.attribute in stale.changes]
    typed = {field.code: _typed(field, raw[field.code], context) for field in touched}
    values = Values(context).gather(
        [pair for field in touched for pair in ((field, field.get(stale.current)), (field, typed[field.code]))]
    )
    sides = [
        Side(field, values.words(field, field.get(stale.current)), _words(values, field, typed[field.code]))
        for field in touched
    ]
    last = stale.events[-1] if stale.events else None
    user = User.objects.filter(pk=last.user_id).first() if last and last.user_id else None
    return Conflict(stale.current.version, str(user) if user else "Perennial", last.at if last else None, sides)


def _typed(field, raw, context: Context):
    try:
        return field.parse(raw, context)
    except Invalid:
        return str(raw)


def _words(values, field, value):
    return value if isinstance(value, str) else values.words(field, value)
