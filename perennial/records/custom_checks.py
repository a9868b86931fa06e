"""What must be true of a field that the company makes: its name, its code, its choices, its condition."""

from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid
from perennial.records.custom_values import doubles
from perennial.records.fields.json_value import CODE
from perennial.records.fields.made import KINDS, build
from perennial.records.models import CustomField
from perennial.records.registry import REGISTRY

RESERVED = {"id", "version", "custom", "trashed_at", "has", "key", "q"}
UNIQUE = ("text", "number", "date", "emails", "phones")  # kinds of which no two records may have the same
DEFAULTED = ("text", "longtext", "number", "money", "date", "time", "bool", "choice", "many")
CONDITIONAL = ("bool", "choice", "option", "many", "link", "user", "text", "number", "date")  # kinds that others may depend on
OPERATORS = ("is", "is_not", "empty", "not_empty")
MOST_CHOICES = 500


def check(row, type, context, was=None):
    """Return {part: message} for what is wrong with a field; `was` is how it stood (None: it is new)."""
    errors = _name(row, type)
    if was is None:
        errors |= _code(row, type) | _kind(row)
    if row.kind in ("choice", "many"):
        errors |= _choices(row)
    errors |= _condition(row, type, context)
    if not errors:
        errors |= _default(row, context)
    if not errors and row.unique and not (was and was.unique and not was.archived):
        errors |= _unique(row, type)
    return errors


def reserved(type):
    """Return the codes that a field of a type cannot take: those that are built in."""
    columns = {column.name for column in type.model._meta.get_fields()} | {column.attname for column in type.model._meta.concrete_fields}
    return RESERVED | columns | {field.code for field in type.fields if not field.custom}


def _name(row, type):
    if not row.label:
        return {"label": _("Give the field a name.")}
    if len(row.label) > 80:
        return {"label": _("This is longer than %(count)d characters: shorten it.") % {"count": 80}}
    taken = {str(field.label).casefold() for field in type.fields if field.pk is None or field.pk != row.pk}
    if row.label.casefold() in taken:
        return {"label": _("There is a field of this name already.")}
    if len(row.help or "") > 300:
        return {"help": _("This is longer than %(count)d characters: shorten it.") % {"count": 300}}
    return {}


def _code(row, type):
    if not CODE.match(row.code):
        return {"code": _("A code begins with a small Latin letter and has only small Latin letters, digits and _, at most 41.")}
    if row.code in reserved(type):
        return {"code": _("This code belongs to a built-in field. Choose another.")}
    other = CustomField.objects.filter(type=type.code, code=row.code).first()
    if other and other.archived:
        return {"code": _("The field “%(name)s”, which is put away, has this code. Bring it back, or choose another.") % {"name": other.label}}
    return {"code": _("The field “%(name)s” has this code. Choose another.") % {"name": other.label}} if other else {}


def _kind(row):
    if row.kind not in KINDS:
        return {"kind": _("Choose a kind.")}
    if row.kind == "link" and row.target not in REGISTRY:
        return {"target": _("Choose what it links to.")}
    return {}


def _choices(row):
    errors, seen = {}, {}
    for code, label, *_kept in row.choices:
        if not label or len(label) > 120:
            errors["choices"] = _("An option needs a name of at most 120 characters.")
        elif label.casefold() in seen:
            errors[f"choice.{code}"] = _("There is “%(name)s” already. Letter case does not make it another.") % {"name": seen[label.casefold()]}
        seen.setdefault(label.casefold(), label)
    if not row.choices:
        errors["choices"] = _("Give at least one option.")
    elif len(row.choices) > MOST_CHOICES:
        errors["choices"] = _("At most %(count)d options.") % {"count": MOST_CHOICES}
    return errors


def _condition(row, type, context):
    """Check the condition and keep its value as the other field keeps its own."""
    asked = row.shown_if
    if not asked or not isinstance(asked, dict) or "field" not in asked:
        return {}
    try:
        other = type.field(asked["field"])
        if other.kind not in CONDITIONAL or other.attribute == f"custom.{row.code}" or asked.get("op") not in OPERATORS:
            raise KeyError(asked["field"])
    except KeyError:
        return {"shown_if": _("Choose another field for the condition.")}
    if _depends(other, type, f"custom.{row.code}"):
        return {"shown_if": _("“%(name)s” is itself shown only by this field.") % {"name": other.label}}
    if asked["op"] in ("empty", "not_empty"):
        row.shown_if = {"field": other.attribute if other.custom else other.code, "op": asked["op"]}
        return {}
    raw = asked.get("value")
    try:
        parsed = other.parse([raw] if other.kind == "many" else raw, context)
    except Invalid as error:
        return {"shown_if": error.message}
    if parsed in (None, []):
        return {"shown_if": _("Choose a value for the condition.")}
    value = parsed[0] if other.kind == "many" else other.json(parsed) if other.kind == "date" else parsed
    row.shown_if = {"field": other.attribute if other.custom else other.code, "op": asked["op"], "value": value}
    return {}


def _depends(field, type, attribute, deep=0):
    """Tell whether a field is asked only by way of another."""
    above = (field.shown_if or {}).get("field") if isinstance(field.shown_if, dict) else None
    if not above or deep > 20:
        return False
    if above == attribute:
        return True
    try:
        return _depends(type.field(above), type, attribute, deep + 1)
    except KeyError:
        return False


def _default(row, context):
    """Check the default and keep it as the API would give it."""
    if row.default in (None, "", []) or row.kind not in DEFAULTED:
        row.default = None
        return {}
    field = build(row)
    try:
        row.default = field.json(field.parse(row.default, context))
    except Invalid as error:
        return {"default": error.message}
    return {}


def _unique(row, type):
    if row.kind not in UNIQUE:
        return {"unique": _("Fields of this kind cannot be unique.")}
    found = doubles(type, build(row)) if row.pk else []
    if not found:
        return {}
    said = "; ".join(f"{words}: {', '.join(type.title(record) for record in records)}" for words, records in found)
    return {"unique": _("Some records have the same: %(doubles)s. Change them first.") % {"doubles": said}}
