"""The builder of filters: rows of field, operator and value, in groups of all and any."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404
from django.urls import reverse

from perennial.records.pages.filtering import (
    ASKED,
    COUNTED,
    FIRST,
    RANGES,
    VALUELESS,
    Names,
    filterable,
    operator_words,
    resolve,
)
from perennial.records.pages.lists_state import state_of
from perennial.records.registry import REGISTRY, record_type
from perennial.ui import pages

LIST_INPUT = 60  # choices that a plain list still shows


@dataclass
class Row:
    """One condition as the builder draws it."""

    code: str
    label: str
    op: str
    operators: list
    shape: str  # none, one, pair, many, span
    asks: str  # text, number, date, time, bool, list, options
    values: list = field(default_factory=list)  # [(value, label)]
    options: list = field(default_factory=list)
    url: str = ""
    ranges: Any = None
    count: str = ""  # of days, for "the last N days"


def builder(request, code):
    """Show the builder with the filter of the address."""
    type = record_type(code)
    state = state_of(request, type)
    word, parts = state.conditions
    names = Names(type, state.data["filter"], request.actor)
    values = {
        "type": type, "word": word, "parts": [drawn for part in parts if (drawn := _draw(type, part, names))], "fields": offered(type),
        "start": row(type, offered(type)[0][1][0][0], "", None, names),
    }
    return pages.render(request, "records/list/filter.html", values)


def one(request, code):
    """Show one row anew after its field or operator was chosen."""
    type = record_type(code)
    try:
        value = json.loads(request.GET.get("value") or "null")
    except (ValueError, RecursionError):
        value = None
    node = {"field": request.GET.get("field", ""), "op": request.GET.get("op", ""), "value": value}
    try:
        drawn = row(type, node["field"], node["op"], value, Names(type, node, request.actor))
    except KeyError:
        raise Http404 from None
    return pages.render(request, "records/list/filter_row.html", {"type": type, "row": drawn, "fields": offered(type)})


def offered(type):
    """Return [(group label, [(code, label)])] of the fields to choose from: one's own, then those over its links."""
    found = [("", [(field.code, field.label) for field in filterable(type)])]
    for link in filterable(type):
        if link.kind == "link" and not link.custom and link.target in REGISTRY and link.target != type.code:
            further = [(f"{link.code}.{one.code}", one.label) for one in filterable(REGISTRY[link.target])]
            found.append((link.label, further))
    return found


def row(type, code, op, value, names):
    """Return the Row of a condition. Raises KeyError."""
    asked, label = resolve(type, code)
    if op not in asked.operators:
        op = FIRST.get(asked.kind, asked.operators[0])
        op = op if op in asked.operators else asked.operators[0]
    drawn = Row(code, label, op, [(one, operator_words(asked, one)) for one in asked.operators], _shape(op), _asks(asked, op))
    if drawn.shape == "span":
        kind, _colon, drawn.count = str(value or "today").partition(":")
        drawn.values, drawn.ranges = [(kind, "")], {**RANGES, **{name: words % {"n": "…"} for name, words in COUNTED.items()}}
        return drawn
    if hasattr(asked, "choices") and drawn.asks == "list":
        drawn.options = [(str(one), label) for one, label in asked.choices]
    if drawn.asks == "options":
        drawn.url = reverse("options", args=[asked.target if asked.kind in ("link", "user") else "tags"])
    given = value if isinstance(value, list) else [value]
    drawn.values = [(str(one), names.of(asked, one)) for one in given if one not in (None, "") and not isinstance(one, dict | list)]
    return drawn


def _shape(op):
    if op in VALUELESS:
        return "none"
    return {"between": "pair", "in": "many", "not_in": "many", "within": "span", "not_within": "span"}.get(op, "one")


def _asks(field, op):
    if field.kind == "step" and op in ("before", "after", "between"):
        return "date"
    asks = ASKED.get(field.kind, "text")
    return "text" if asks == "list" and op in ("contains", "starts") else asks


def _draw(type, node, names, deep=0):
    """Return a group as {"word", "parts"} or a condition's Row; None for what is not known."""
    if not isinstance(node, dict) or deep > 3:
        return None
    for word in ("all", "any"):
        if isinstance(node.get(word), list):
            inner = [drawn for part in node[word] if (drawn := _draw(type, part, names, deep + 1))]
            return {"word": word, "parts": inner}
    try:
        return row(type, str(node.get("field", "")), str(node.get("op", "is")), node.get("value"), names)
    except KeyError:
        return None
