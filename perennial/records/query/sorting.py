"""Sort orders, and pages by key: never by a large offset. Empty values come last in both directions."""

import base64
import datetime
import json
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, IsNull, LessThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Refused


@dataclass
class Key:
    """One part of an order: an expression, its direction, and whether it may be empty."""

    expression: Any
    descending: bool
    nullable: bool

    def after(self, value, backwards):
        """Return the condition of coming strictly behind `value` in reading direction."""
        if value is None:
            return Q(IsNull(self.expression, False)) if backwards else Q(pk__in=[])
        lookup = LessThan if self.descending != backwards else GreaterThan
        beyond = Q(lookup(self.expression, value))
        return beyond | Q(IsNull(self.expression, True)) if self.nullable and not backwards else beyond

    def same(self, value):
        """Return the condition of standing level with `value`."""
        return Q(IsNull(self.expression, True)) if value is None else Q(Exact(self.expression, value))

    def bound(self, value, backwards):
        """Return the range bound that lets an index serve the page (stack.md: «key paging»)."""
        lookup = LessThanOrEqual if self.descending != backwards else GreaterThanOrEqual
        return Q(lookup(self.expression, value))

    def order(self, backwards):
        return self.expression.desc() if self.descending != backwards else self.expression.asc()


def sort_keys(type, sort):
    """Return the Keys of a sort like ["-created_at", "name"]; the id always comes last. Raises Refused."""
    keys = []
    for word in list(sort)[:4]:
        code, descending = word.lstrip("-"), word.startswith("-")
        if code == "id":
            keys.append(Key(F("pk"), descending, False))
            return keys
        try:
            field = type.field(code)
        except KeyError:
            raise Refused({"/sort": _("There is no field “%(field)s” to sort by.") % {"field": code[:60]}}) from None
        if not field.sortable:
            raise Refused({"/sort": _("“%(field)s” cannot be sorted by.") % {"field": field.label}})
        expression = field.sort_expression() if hasattr(field, "sort_expression") else field.expression()
        keys.append(Key(expression, descending, _nullable(type, field, expression)))
    return [*keys, Key(F("pk"), bool(keys) and keys[0].descending, False)]


def _nullable(type, field, expression):
    if field.custom or "__" in getattr(expression, "name", ""):
        return True
    return type.model._meta.get_field(expression.name).null


def beyond(keys, values, backwards):
    """Return the condition of standing behind a row whose sort values are `values`."""
    condition, level = Q(pk__in=[]), Q()
    for key, value in zip(keys, values, strict=True):
        condition |= level & key.after(value, backwards)
        level &= key.same(value)
    return condition


def pack(values, backwards=False):
    """Return the opaque cursor for a row's sort values."""
    plain = [
        {"t": value.isoformat()} if isinstance(value, datetime.datetime)
        else {"d": value.isoformat()} if isinstance(value, datetime.date)
        else value
        for value in values
    ]
    return base64.urlsafe_b64encode(json.dumps([plain, backwards]).encode()).decode().rstrip("=")


def unpack(cursor, length):
    """Return (sort values, backwards) of a cursor. Raises Refused."""
    try:
        plain, backwards = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        values = [
            (datetime.datetime.fromisoformat(v["t"]) if "t" in v else datetime.date.fromisoformat(v["d"]))
            if isinstance(v, dict) else v
            for v in plain
        ]
        if len(values) != length or isinstance(values[-1], bool) or not isinstance(values[-1], int):
            raise ValueError(cursor)
        if any(isinstance(value, list) for value in values):
            raise ValueError(cursor)
    except (ValueError, TypeError, KeyError, UnicodeDecodeError):
        raise Refused({"/cursor": _("This page mark is damaged: begin again from the first page.")}) from None
    return values, bool(backwards)
