"""Forms of records: what the field macros need for each kind of field, and what a sent form says, read back.

`inputs` describes the inputs of a type (draw them with `records/record/inputs.html`);
`raw` reads the values of a sent form for `records.verbs`, which checks them.
"""

import re

from perennial.records.form_inputs import LISTS, REPEATED, Form, Input
from perennial.ui.forms import repeated

__all__ = ["Input", "changed", "inputs", "raw", "with_focus", "with_new"]

AMOUNT = re.compile(r"[\d\s.,'\-−–]+")


def inputs(type, record=None, raw=None, errors=None, only=None, context=None):
    """Return the Inputs of a type's writable fields.

    `record` gives the values that stand now (None: a new record, with defaults); `raw` those typed and
    refused, by field code, which win; `only` names the fields wanted, in that order.
    """
    form = Form(type, record, raw or {}, errors or {}, context)
    fields = {f.code: f for f in type.fields}
    if only is None:
        chosen = [f for f in fields.values() if not f.readonly and not f.hidden]
    else:
        chosen = [fields[code] for code in only if code in fields and not fields[code].readonly]
    return [form.input(f) for f in chosen]


def raw(type, data, files=None, only=None):
    """Return {field code: raw value} of the fields that a sent form had (each names itself in `has`).

    Values of file fields are the uploads themselves, to be kept first.
    """
    there = set(data.getlist("has"))
    found = {}
    for f in type.fields:
        if f.code not in there or f.readonly or (only is not None and f.code not in only):
            continue
        if f.kind == "file":
            if files and f"v.{f.code}" in files:
                found[f.code] = files[f"v.{f.code}"]
            continue
        found[f.code] = _sent(f, data, f"v.{f.code}")
    return found


def with_focus(made):
    """Let a dialog or a new page begin in its first box of words, rather than on its button for closing."""
    for one in made[:1]:
        if one.kind in ("text", "textarea", "number", "select", "combobox", "tags"):
            one.attrs = {**one.attrs, "autofocus": "autofocus"}
    return made


def changed(type, record, raw):
    """Return raw values without the choices that stand as they stood: one may keep what one could not choose anew."""
    chosen = {f.code: f for f in type.fields if f.kind in ("link", "user", "option", "choice")}
    return {
        code: value
        for code, value in raw.items()
        if code not in chosen or isinstance(value, dict) or str(value) != str(_standing(chosen[code], record))
    }


def with_new(type, raw, context):
    """Return raw values in which records that were only named, and are not there yet, have been made.

    Only where the noun allows it (`made_by_name`); call it inside the transaction of the change.
    """
    links = {f.code: f for f in type.fields if f.kind == "link" and f.type.made_by_name}
    return {code: _made(links.get(code), value, context) for code, value in raw.items()}


def _made(link, value, context):
    if link is None or not isinstance(value, dict) or not value.get("name"):
        return value
    there = link.type.named(value["name"], link.type.visible(context.actor))
    return there or link.type.make(value["name"], context).pk


def _standing(f, record):
    value = f.get(record)
    return "" if value is None else value


def _sent(f, data, name):
    if hasattr(f, "sent"):
        return f.sent(data, name)
    if f.kind in REPEATED:
        return repeated(data, name)
    if f.kind in LISTS:
        return [item for item in data.getlist(name) if item.strip()]
    if f.kind == "money":
        amount, currency = data.get(name, "").strip(), data.get(f"{name}_currency", "")
        # A currency written beside the amount wins over the one chosen in the list.
        return f"{amount} {currency}" if amount and AMOUNT.fullmatch(amount) else amount
    if f"{name}_new" in data and not data.get(name):
        return {"name": data[f"{name}_new"].strip()}
    return data.get(name, "")
