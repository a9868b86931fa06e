"""Groups and sums of a query: boards by column, reports by any fields and months."""

import re

from django.db.models import Count, DateField, F, Func, Sum
from django.db.models.functions import TruncDay, TruncMonth, TruncQuarter, TruncWeek, TruncYear
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Refused
from perennial.core.models import installation
from perennial.core.money import Money

PERIODS = {"day": TruncDay, "week": TruncWeek, "month": TruncMonth, "quarter": TruncQuarter, "year": TruncYear}
GROUP = re.compile(r"(?:(\w+)\(([\w.]+)\)|([\w.]+))\Z")
MOST_GROUPS = 2_000


def report(query, group, sum=""):
    """Return [{<group>: value, …, "count", "sum"}] over a query, sums as Money of the company. Raises Refused.

    `group` is a list like ["stage", "month(created_at)"]. What no kept sums can answer is added up: its cost grows with the records.
    """
    group = [str(word) for word in list(group)[:4]]
    parts = [_part(query, word) for word in group]
    names = [f"_g{place}" for place in range(len(parts))]
    summed = _sum_column(query.type, sum)
    rows, currency = [], installation().currency
    for row in _grouped(query, names, group, [expression for *_rest, expression in parts], sum).order_by(*names)[:MOST_GROUPS]:
        shown = {name: _shown(field, row[f"_g{place}"]) for place, (name, field, _e) in enumerate(parts)}
        shown["count"] = row["_count"]
        if summed:
            shown["sum"] = Money(int(row["_sum"] or 0), currency)
        rows.append(shown)
    return rows


def board(query, columns, by, per_column=20):
    """Return [{"key", "count", "sum", "rows"}] for the given values of the field `by`."""
    column, currency = query.type.field(by).column, installation().currency
    totals = _grouped(query, ["_key"], [by], [F(column)], query.type.board_sum)
    found = {row["_key"]: row for row in totals}
    rows = query.first_of_each(column, [key for key in columns if key in found], per_column) if per_column else {}
    return [
        {
            "key": key,
            "count": found.get(key, {}).get("_count", 0),
            "sum": Money(int(found.get(key, {}).get("_sum") or 0), currency),
            "rows": rows.get(key, []),
        }
        for key in columns
    ]


def _grouped(query, names, groups, expressions, sum):
    """Return {name: group, "_count", "_sum"} over a query: from sums that are kept, or by adding up."""
    kept = query.type.kept_sums(query, groups, sum)
    if kept:
        found, expressions = kept
        counted, summed = Sum("count"), "amount"
    else:
        found, counted, summed = query.records(), Count("pk"), _sum_column(query.type, sum)
    found = found.order_by().values(**dict(zip(names, expressions, strict=True))).annotate(_count=counted)
    return found.annotate(_sum=Sum(summed)) if summed else found


def _part(query, word):
    match = GROUP.match(str(word))
    if not match:
        raise Refused({"/group": _("Group by a field, or by day, week, month, quarter or year of one.")})
    period, inner, plain = match.groups()
    try:
        field = query.type.field(inner or plain)
    except KeyError:
        raise Refused({"/group": _("There is no field “%(field)s” to group by.") % {"field": word[:60]}}) from None
    if field.kind in ("computed", "emails", "phones", "addresses", "tags", "many", "external", "file", "longtext"):
        raise Refused({"/group": _("“%(field)s” cannot be grouped by.") % {"field": field.label}})
    if not period:
        return field.code, field, field.expression() if field.custom else F(field.column)
    if period not in PERIODS or field.kind not in ("date", "datetime") or field.custom:
        raise Refused({"/group": _("Group by day, week, month, quarter or year of a date.")})
    plain = field.kind == "date" and period in ("month", "year")
    return period, field, _FirstDay(F(field.column), period=period) if plain else PERIODS[period](field.column)


class _FirstDay(Func):
    """The first day of a date's `period` (month or year), said by the database itself: no Python is called for each row."""

    output_field = DateField()

    def as_sqlite(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, template="DATE(%(expressions)s, 'start of %(period)s')", **more)

    def as_postgresql(self, compiler, connection, **more):
        return self.as_sql(compiler, connection, template="DATE_TRUNC('%(period)s', %(expressions)s)::date", **more)


def _sum_column(type, code):
    if not code:
        return None
    try:
        field = type.field(code)
    except KeyError:
        raise Refused({"/sum": _("There is no field “%(field)s” to add up.") % {"field": code[:60]}}) from None
    if field.kind not in ("money", "number") or field.custom:
        raise Refused({"/sum": _("“%(field)s” cannot be added up.") % {"field": field.label}})
    return getattr(field, "base_column", None) or field.column


def _shown(field, value):
    return value.isoformat()[:10] if hasattr(value, "isoformat") else value
