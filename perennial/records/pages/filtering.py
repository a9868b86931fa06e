"""Filters in words: the chips over a list, and what a condition may ask of each kind of field."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perennial.accounts.models import User
from perennial.core.errors import Invalid
from perennial.records.fields import OPERATORS
from perennial.records.registry import REGISTRY
from perennial.ui import formats

RANGES = {
    "today": gettext_lazy("today"), "yesterday": gettext_lazy("yesterday"), "tomorrow": gettext_lazy("tomorrow"),
    "this_week": gettext_lazy("this week"), "last_week": gettext_lazy("last week"), "next_week": gettext_lazy("next week"),
    "this_month": gettext_lazy("this month"), "last_month": gettext_lazy("last month"), "next_month": gettext_lazy("next month"),
    "this_quarter": gettext_lazy("this quarter"), "last_quarter": gettext_lazy("last quarter"),
    "next_quarter": gettext_lazy("next quarter"), "this_year": gettext_lazy("this year"),
    "last_year": gettext_lazy("last year"), "next_year": gettext_lazy("next year"),
}
COUNTED = {"last_n_days": gettext_lazy("the last %(n)s days"), "next_n_days": gettext_lazy("the next %(n)s days")}
VALUELESS = ("empty", "not_empty")
# Kinds of values that the builder asks for, by kind of field.
ASKED = {
    "number": "number", "money": "number", "date": "date", "datetime": "date", "time": "time", "bool": "bool",
    "choice": "list", "option": "list", "many": "list", "step": "list", "tags": "options", "link": "options", "user": "options",
}
# The operator that a field is most often asked by.
FIRST = {"text": "contains", "longtext": "contains", "emails": "contains", "phones": "contains", "addresses": "contains"}
FIRST |= {"date": "within", "datetime": "within", "many": "in", "tags": "in", "choice": "in", "option": "in", "user": "in"}
FIRST |= {"step": "in", "number": "gte", "money": "gte"}


@dataclass(frozen=True)
class Chip:
    """One top condition in words."""

    label: str
    value: str
    off: str  # the address without it
    place: int
    wrong: bool = False


def chips(state, actor):
    """Return the Chips of a list's filter."""
    word, parts = state.conditions
    names = Names(state.type, state.data["filter"], actor)
    found = []
    for place, part in enumerate(parts):
        label, value = _words(state.type, part, names)
        if place and word == "any":
            label = _("or %(condition)s") % {"condition": label}
        found.append(Chip(label, value, state.without(place), place, wrong=not label))
    return found


def filterable(type):
    """Return the fields that a filter may name."""
    return [field for field in type.fields if field.operators and field.filterable and not (field.hidden and not field.custom)]


def resolve(type, code):
    """Return (field, its label) of a filter's field, which may reach over one link. Raises KeyError."""
    first, _dot, rest = str(code).partition(".")
    if rest and first != "custom":
        link = type.field(first)
        if link.kind != "link" or link.target not in REGISTRY:
            raise KeyError(code)
        field = REGISTRY[link.target].field(rest)
        return field, f"{link.label}: {field.label}"
    field = type.field(code)
    return field, str(field.label)


def operator_words(field, op):
    """Return an operator in words that suit the field."""
    dated = field.kind in ("date", "datetime", "time", "step")
    if dated and op in ("before", "after"):
        return OPERATORS[op]
    if field.kind in ("many", "tags", "emails", "phones") and op in ("is", "in"):
        return {"is": _("has"), "in": _("has one of")}[op]
    return OPERATORS[op]


class Names:
    """The names of what a filter points at: one query for each type that it names."""

    def __init__(self, type, tree, actor):
        self.actor, wanted = actor, {}
        for node in leaves(tree):
            try:
                field, _label = resolve(type, node.get("field", ""))
            except KeyError:
                continue
            if field.kind in ("link", "user"):
                values = node.get("value")
                wanted.setdefault(field.target, set()).update(map(str, values if isinstance(values, list) else [values]))
        self.found = {target: self._names(target, values) for target, values in wanted.items()}

    def _names(self, target, values):
        ids = [int(str(value)[:18]) for value in values if str(value).isascii() and str(value).isdigit()]
        if target == "users":
            return {str(user.pk): str(user) for user in User.objects.filter(pk__in=ids)}
        if not ids or target not in REGISTRY:
            return {}
        type = REGISTRY[target]
        return {str(record.pk): type.title(record) for record in type.visible(self.actor).filter(pk__in=ids)}

    def of(self, field, value):
        """Return what one value of a condition is called."""
        if field.kind == "user" and value == "me":
            return _("me")
        if field.kind in ("link", "user"):
            return self.found.get(field.target, {}).get(str(value), str(value))
        if hasattr(field, "choices"):
            return str(next((label for code, label in getattr(field, "known", field.choices) if str(code) == str(value)), value))
        if field.kind == "bool":
            return field.text({"true": True, "false": False}.get(str(value).lower(), value))
        if field.kind in ("date", "datetime"):
            return _day(value)
        if field.kind == "phones":
            return formats.phone(str(value))
        return str(value)


def leaves(tree, deep=0):
    """Yield every condition of a filter tree, however nested."""
    if not isinstance(tree, dict) or deep > 8:
        return
    for word in ("all", "any"):
        if isinstance(tree.get(word), list):
            for part in tree[word]:
                yield from leaves(part, deep + 1)
            return
    yield tree


def span(value):
    """Return a relative span of time in words."""
    kind, _colon, count = str(value).partition(":")
    if kind in COUNTED:
        return COUNTED[kind] % {"n": count}
    return str(RANGES.get(kind, value))


def _words(type, node, names):
    """Return (label and operator, value) of one part of a filter."""
    if not isinstance(node, dict):
        return "", ""
    for word in ("all", "any"):
        if isinstance(node.get(word), list):
            inner = [" ".join(filter(None, _words(type, part, names))) for part in node[word]]
            return "", (_(" or ") if word == "any" else _(" and ")).join(inner)
    try:
        field, label = resolve(type, node.get("field", ""))
        op = str(node.get("op", "is"))
        # "is Olena or Iryna" reads better than "is one of Olena or Iryna".
        said = f"{label} {operator_words(field, {'in': 'is', 'not_in': 'is_not'}.get(op, op))}"
    except (KeyError, Invalid):
        return _("Unknown condition"), str(node.get("field", ""))
    return said, "" if op in VALUELESS else _value(field, op, node.get("value"), names)


def _value(field, op, value, names):
    if op in ("within", "not_within"):
        return span(value)
    if op == "between" and isinstance(value, list) and len(value) == 2:
        return "{} – {}".format(*(names.of(field, one) for one in value))
    if not isinstance(value, list):
        return names.of(field, value)
    shown = [names.of(field, one) for one in value[:3]]
    if len(value) > 3:
        return _("%(names)s and %(n)s more") % {"names": ", ".join(shown), "n": len(value) - 3}
    if len(shown) < 2:
        return "".join(shown)
    return _("%(names)s or %(last)s") % {"names": ", ".join(shown[:-1]), "last": shown[-1]}


def _day(value):
    try:
        return formats.date(formats.dt.date.fromisoformat(str(value)[:10]))
    except ValueError:
        return str(value)
