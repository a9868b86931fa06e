"""What is said while a value is typed: that somebody like that is there already. It warns, it does not refuse."""

from django.utils.translation import gettext as _

from perennial.records.duplicates.evidence import TYPED
from perennial.records.duplicates.near import similar
from perennial.records.duplicates.profile import comparable, compared_fields

MOST = 3


def warnings(type, field, value, record, actor):
    """Return [{"text", "url"}] of the records that `record` would resemble with `value` in `field`."""
    if not warned(type, field):
        return []
    values = {one.code: one.get(record) for one in [*compared_fields(type), *_names(type)]} if record else {}
    found = similar(type, {**values, field.code: value}, actor, exclude=record.pk if record else None, least=TYPED, limit=MOST)
    return [
        {"text": _("%(name)s is there already: %(why)s") % {"name": type.title(other), "why": ", ".join(reasons)}, "url": type.url(other.pk)}
        for other, reasons, _score in found
    ]


def warned(type, field):
    """Tell whether a field has a say in who a record is."""
    return comparable(type) and field.code in {one.code for one in [*compared_fields(type), *_names(type)]} and field.kind not in ("link", "date")


def _names(type):
    """Return the fields that a record's name is made of."""
    title = type.field(type.title_field)
    return [one for one in type.writable() if one.kind == "text" and one.code.endswith("name")] if title.readonly else [title]
