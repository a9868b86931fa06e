"""Records that may be the same as the one being typed: likely duplicates, or the same name or number."""

from dataclasses import dataclass
from typing import Any

from perennial.core.errors import Invalid
from perennial.records.context import context_for
from perennial.records.duplicates import similar
from perennial.records.duplicates.evidence import TYPED
from perennial.records.duplicates.profile import comparable
from perennial.records.models import Key

SHOWN = 5


@dataclass
class Twin:
    """A record that is there already, and what it shares with what was typed."""

    title: str
    url: str
    why: Any


def like(type, raw, actor, exclude=None):
    """Return Twins of what was typed, among the records the actor may see; half-typed values say nothing."""
    if comparable(type):
        found = similar(type, raw, actor, exclude=exclude, least=TYPED, limit=SHOWN)
        return [Twin(type.title(other), type.url(other.pk), ", ".join(reasons)) for other, reasons, _score in found]
    context, found = context_for(actor), {}
    for field in type.fields:
        if field.code not in raw:
            continue
        for record in _sharing(type, field, raw[field.code], actor, context):
            if record.pk != exclude and len(found) < SHOWN:
                found.setdefault(record.pk, Twin(type.title(record), type.url(record.pk), field.label))
    return list(found.values())


def _sharing(type, field, value, actor, context):
    try:
        parsed = (
            field.parse(value, context)
            if field.kind in ("emails", "phones") or field.unique or field.code == type.title_field
            else None
        )
    except Invalid:
        return []
    if not parsed:
        return []
    visible = type.visible(actor)
    keys = field.keys(parsed)
    if keys:
        held = Key.objects.filter(type=type.code, kind=field.attribute, key__in=keys)
        return visible.filter(pk__in=held.values("record_id"))[:SHOWN]
    return visible.filter(**{field.column: parsed})[:SHOWN] if field.code == type.title_field else []
