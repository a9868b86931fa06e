"""The editor of a field: what its form says, read back, and what it must draw."""

from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from perennial.accounts.models import User
from perennial.records import forms
from perennial.records.custom_checks import CONDITIONAL, DEFAULTED, OPERATORS, UNIQUE, reserved
from perennial.records.customs import KEEP
from perennial.records.fields import OPERATORS as WORDS
from perennial.records.fields.filled import filled
from perennial.records.fields.indexes import INDEXED
from perennial.records.fields.made import build
from perennial.records.imports.custom import code_of
from perennial.records.models import CustomField
from perennial.records.models.custom import KINDS
from perennial.records.pages.settings_lines import ICONS
from perennial.records.registry import REGISTRY

FEW = 200  # records that a plain list still offers for a condition


@dataclass
class Draft:
    """A field being made or changed: the row as typed (never stored), and what is wrong with it."""

    row: CustomField
    errors: dict = field(default_factory=dict)
    default_raw: Any = None


def draft_of(row, type, values=None, errors=None):
    """Return the Draft of a row, with what was typed over it."""
    standing = list(row.choices)
    for name, value in (values or {}).items():
        setattr(row, name, value)
    draft = Draft(row, {key: str(words) for key, words in (errors or {}).items()}, (values or {}).get("default"))
    draft.leaving = [choice for choice in standing if f"gone.{choice[0]}" in draft.errors]
    return draft


def typed(data, row, type):
    """Return the values that a sent form gives a field: those of a new one, or of one that stands (`row.pk`)."""
    values = {
        "label": data.get("label", "").strip(), "help": data.get("help", "").strip(),
        **{name: name in data for name in ("required", "unique", "filterable")},
    }
    if not row.pk:
        values |= {"code": data.get("code", "").strip(), "kind": data.get("kind", "text"), "target": data.get("target", "")}
    kind = values.get("kind", row.kind)
    if kind in ("choice", "many"):
        values["choices"] = _choices(data.getlist("choice_code"), data.getlist("choice_label"))
    values["shown_if"] = _condition(data)
    if "default" in data.getlist("has"):
        values["default"] = forms.raw(_Asking(type, CustomField(type=type.code, code="x", kind=kind, choices=values.get("choices", row.choices))), data)["default"]
    return values


def free_code(type, label):
    """Return a code for a name that no field of the type has."""
    stem = code_of(label) if label.strip() else "field"
    taken = reserved(type) | set(CustomField.objects.filter(type=type.code).values_list("code", flat=True))
    return next(code for n in range(1, 10_000) if (code := stem[:41] if n == 1 else f"{stem[:36]}_{n}") not in taken)


def drawn(draft, type, context):
    """Return what the editor's template needs beside the draft."""
    row = draft.row
    asked = row.shown_if or {}
    asked = asked if isinstance(asked, dict) and "field" in asked else {}
    used = filled(type)[2].get(row.code, {}) if row.kind in ("choice", "many") and row.pk else {}
    return {
        "kinds": KINDS, "icon": ICONS.get(row.kind, "text"), "kind_label": dict(KINDS).get(row.kind, row.kind),
        "targets": [(one.code, one.label) for one in sorted(REGISTRY.values(), key=lambda one: one.place) if one.importable],
        "choices": [choice for choice in row.choices if len(choice) == 2], "kept": [choice[1] for choice in row.choices if len(choice) > 2],
        "used": used, "uniquable": row.kind in UNIQUE, "indexed": row.kind in INDEXED,
        "default": _default_input(draft, type, context), "condition": condition_inputs(type, row, asked, context),
        "leaving": [(code, label, _answers(row)) for code, label in (choice[:2] for choice in draft.leaving)],
    }


def condition_inputs(type, row, asked, context):
    """Return the parts of the condition: fields to choose from, operators, and the input of the value."""
    others = [one for one in type.fields if one.kind in CONDITIONAL and not one.hidden and not one.attached and one.pk != (row.pk or -1)]
    names = {one.attribute if one.custom else one.code: one for one in others}
    other = names.get(asked.get("field"))
    op = asked.get("op") if asked.get("op") in OPERATORS else "is"
    found = {
        "fields": [(code, one.label) for code, one in names.items()], "field": asked.get("field", "") if other else "",
        "ops": [(code, WORDS[code]) for code in OPERATORS], "op": op, "value": asked.get("value"), "options": None, "url": "", "shown": "",
    }
    if other is None or op in ("empty", "not_empty"):
        return found | {"asks": "" if other is None else "nothing"}
    if other.kind == "bool":
        standing = {True: "true", False: "false"}.get(found["value"], found["value"])
        return found | {"asks": "list", "options": [("true", _("yes")), ("false", _("no"))], "value": standing}
    if hasattr(other, "choices") and other.kind != "link":
        return found | {"asks": "list", "options": other.choices}
    if other.kind in ("link", "user"):
        return found | _linked(other, asked.get("value"), context)
    return found | {"asks": "date" if other.kind == "date" else "text"}


def _linked(other, value, context):
    if other.kind == "user":
        return {"asks": "list", "options": [(user.pk, str(user)) for user in User.objects.filter(is_active=True)[:FEW]]}
    records = other.type.visible(context.actor)
    few = list(records[: FEW + 1])
    if len(few) <= FEW:
        return {"asks": "list", "options": [(record.pk, _called(record)) for record in few]}
    known = records.filter(pk=value).first() if str(value or "").isdecimal() else None
    return {"asks": "options", "url": reverse("options", args=[other.target]), "shown": other.type.title(known) if known else ""}


def _called(record):
    """Name a stage with its pipeline: many pipelines have a stage of the same name."""
    above = getattr(record, "pipeline", None)
    return f"{above}: {record}" if above else str(record)


def _answers(row):
    return [("?", _("choose")), (KEEP, _("keep it, offer it no longer")), ("-", _("empty the field")), *[(code, _("put “%(name)s”") % {"name": label}) for code, label, *kept in row.choices if not kept]]


def _choices(codes, labels):
    """Return [[code, label]] of the rows that were filled in; a new row gets a code from its name."""
    pairs = [(code.strip()[:40], " ".join(label.split())) for code, label in zip(codes, labels, strict=False) if label.strip()]
    taken, found = {code for code, _label in pairs if code}, []
    for code, label in pairs:
        if not code:
            stem = code_of(label) or "option"
            code = next(one for n in range(1, 10_000) if (one := stem[:40] if n == 1 else f"{stem[:35]}_{n}") not in taken)
            taken.add(code)
        found.append([code, label])
    return found


def _condition(data):
    if not data.get("shown_field"):
        return None
    return {"field": data["shown_field"], "op": data.get("shown_op", "is"), "value": data.get("shown_value", "")}


def _default_input(draft, type, context):
    row = draft.row
    if row.kind not in DEFAULTED or (row.kind in ("choice", "many") and not row.choices):
        return None
    asking = _Asking(type, row)
    raw = {"default": draft.default_raw} if draft.default_raw is not None else {}
    return forms.inputs(asking, None, raw, draft.errors, context=context)[0]


class _Asking:
    """The default of a field, looking like a type with one field to the form."""

    def __init__(self, type, row):
        self.model = type.model
        plain = CustomField(type=row.type, code=row.code or "x", kind=row.kind, choices=row.choices, target=row.target, default=row.default)
        asked = build(plain)
        asked.code, asked.label, asked.default = "default", _("Filled in at first with"), row.default
        self.fields = [asked]
