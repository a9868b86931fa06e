"""A query of one record type by one actor: filter, search, sort, columns; pages, counts and ids."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache, reduce
from operator import or_

from django.db import connection
from django.db.models import Case, Func, Q, When
from django.db.models.lookups import In, IsNull
from django.utils.translation import gettext_lazy as _

from perennial.accounts.policy import scope
from perennial.core.actor import Actor
from perennial.core.errors import Refused
from perennial.core.models import installation
from perennial.core.prepared import Prepared
from perennial.records import search
from perennial.records.fields import Context
from perennial.records.query.filters import compile_filter
from perennial.records.query.sorting import beyond, pack, sort_keys, unpack
from perennial.records.sight import hide_names

COUNTED_UP_TO = 10_000
TESTED_UP_TO = 500  # where each record is looked at to tell whether it may be seen
MOST_OWNERS = 40  # whose first records are asked for one by one


@dataclass
class Page:
    """Some rows of a query: dicts {id, version, field code: value}, and the cursors around them."""

    rows: list
    next: str | None
    previous: str | None


@dataclass
class Query:
    """What is asked of a record type. Every part is checked when it is used; Refused tells what is wrong."""

    type: object
    actor: object
    filter: dict | None = None
    sort: tuple = ()
    columns: tuple = ()
    search: str = ""
    trashed: bool = False
    action: str = "see"  # what the actor must be allowed to do with the records that answer
    where: tuple = ()  # (column, number or word) that all of them hold; unlike a filter it lets SQL be written once
    context: Context = field(default_factory=Context)
    _match: object = field(default=None, repr=False)  # the answer to the search text, looked up once

    @classmethod
    def of(cls, type, data, *, actor, context, trashed=False):
        """Return the query that saved data (a view's, an address's, the API's) describes. Raises Refused."""
        data = data or {}
        if not isinstance(data, dict):
            raise Refused({"/": _("A query is an object with filter, sort and columns.")})
        sort, columns = data.get("sort") or [], data.get("columns") or []
        if not all(isinstance(word, str) for part in (sort, columns) for word in part):
            raise Refused({"/sort": _("Sort and columns are lists of field names.")})
        return cls(
            type, actor, filter=data.get("filter"), sort=tuple(sort), columns=tuple(columns),
            search=str(data.get("search") or ""), trashed=trashed, context=context,
        )

    def records(self, action=""):
        """Return the unsorted queryset of all records that answer the query and the actor may `action`."""
        found = self.type.visible(self.actor, action or self.action, trashed=self.trashed).filter(*self.where)
        if self.filter is not None:
            found = found.filter(compile_filter(self.type, self.filter, self.context, self.actor))
        if self.search.strip():
            self._match = self._match or search.matching(self.type.code, self.search)
            found = found.filter(self._match)
        return found

    def sorted(self):
        """Return the whole queryset in order (for exports and background work)."""
        order = []
        for key in self._keys():
            if key.nullable:
                order.append(IsNull(key.expression, True).asc())
            order.append(key.order(False))
        return self.records().order_by(*order)

    @property
    def counted_up_to(self):
        """How many records a page counts: fewer where what may be seen follows from what each hangs on."""
        hangs = hasattr(self.type.model, "reached_through") and self.actor.user is not None
        return TESTED_UP_TO if hangs and scope(self.actor.user, self.type.code, self.action) in ("own", "team") else COUNTED_UP_TO

    def count(self, cap=COUNTED_UP_TO):
        """Return how many records answer, counted up to `cap` (then `cap` + 1)."""
        if cap and self._open and not self.where:
            return _FIRST_IDS.count((self.type, self.action, self.trashed, cap + 1), self.actor)
        found = self.records().order_by()
        return found[: cap + 1].count() if cap else found.count()

    def counts(self, ways, *moments):
        """Return how many records meet each of the conditions that the function `ways` makes of the moments."""
        asked = (self.type, self.action, self.trashed, tuple(column for column, _value in self.where))
        given = (*moments, *[value for _column, value in self.where])
        kinds = tuple(type(value) for value in given)
        if self._open and _FILLED.issuperset(kinds):
            return _part_counts(kinds)(asked, ways, self.actor, *given)[0]
        return _counted(self.records(), ways(*moments)).get()

    def page(self, limit=50, cursor=None):
        """Return one Page of rows."""
        rows, ahead, behind = self._found(limit, cursor)
        return Page(self.present(rows), ahead, behind)

    def first(self, limit, extra=None):
        """Return the first rows under a further condition, without cursors (exports)."""
        found = self.records().filter(extra) if extra is not None else self.records()
        order = [key.order(False) for key in self._keys()]
        return self.present(list(found.order_by(*order).values(*self._paths())[:limit]))

    def first_of_each(self, column, values, limit):
        """Return {value: the first rows of those that hold it in a column}; what rows need besides is asked once for all."""
        found = {value: replace(self, where=(*self.where, (column, value)))._found(limit, None)[0] for value in values}
        shown = iter(self.present([row for rows in found.values() for row in rows]))
        return {value: [next(shown) for _row in rows] for value, rows in found.items()}

    def present(self, rows):
        """Turn rows of columns into {id, version, field code: value}; computed columns cost one query each."""
        shown = self.fields()
        ids = [row["id"] for row in rows]
        for field_ in shown:
            if field_.kind == "computed" and ids:
                found = field_.load_many(ids, self.actor)
                for row in rows:
                    row[field_.code] = found.get(row["id"])
        columns = {"id": ids, "version": [row["version"] for row in rows]}
        columns |= {field_.code: field_.from_rows(rows) for field_ in shown}
        made = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
        hide_names(made, shown, self.actor)
        return made

    def fields(self):
        """Return the Fields of the columns. Raises Refused."""
        found = []
        for code in self.columns or self.type.columns:
            try:
                found.append(self.type.field(code))
            except KeyError:
                if self.columns:
                    raise Refused({"/columns": _("There is no field “%(field)s”.") % {"field": code[:60]}}) from None
        return found

    def _found(self, limit, cursor):
        """Return (rows of columns, the cursor behind them or None, the cursor before them or None)."""
        keys = self._keys()
        values, backwards = unpack(cursor, len(keys)) if cursor else (None, False)
        rows = []
        for nulls, resumed in self._parts(keys, values, backwards):
            if len(rows) <= limit:
                rows += self._rows(nulls, values if resumed else (), backwards, limit + 1 - len(rows))
        more = len(rows) > limit
        rows = rows[:limit]
        marks = [tuple(row.pop(f"_s{place}") for place in range(len(keys))) for row in rows]
        if backwards:
            rows.reverse(), marks.reverse()
        ahead = bool(rows) and (more or backwards)
        behind = bool(rows) and (bool(cursor) if not backwards else more)
        return rows, pack(marks[-1]) if ahead else None, pack(marks[0], backwards=True) if behind else None

    @property
    def _open(self):
        """Whether everything is asked that the actor may see: such a query is written once."""
        return self.filter is None and not self.search.strip()

    def _keys(self):
        return sort_keys(self.type, self.sort or self.type.sort)

    def _paths(self):
        return list(dict.fromkeys(["id", "version", *(path for field_ in self.fields() for path in field_.paths)]))

    def _parts(self, keys, values, backwards):
        """Yield (is this the part with an empty first key, does it begin behind `values`) in reading order.

        Filled and empty first keys are asked apart, so that an index serves each.
        """
        first = keys[0]
        parts = [False, True] if first.nullable else [None]
        if backwards:
            parts.reverse()
        if values is not None and first.nullable and parts[0] is not (values[0] is None):
            parts = parts[1:]
        for place, nulls in enumerate(parts):
            yield nulls, values is not None and place == 0

    def _rows(self, nulls, values, backwards, limit):
        part = self._part(nulls, backwards, limit)
        given = (*[value for _column, value in self.where], *values)
        kinds = tuple(type(value) for value in given)
        if self._open and _FILLED.issuperset(kinds):
            return _part_rows(kinds)(part, self.actor, *given)
        return list(part.of(self.records(), values))

    def _part(self, nulls, backwards, limit):
        return _Part(
            self.type, self.action, self.trashed, self.sort or tuple(self.type.sort), tuple(self._paths()),
            tuple(column for column, _value in self.where), installation().schema_version, nulls, backwards, limit,
        )  # fmt: skip


@dataclass(frozen=True)
class _Part:
    """One part of a page: all that its SQL depends on, besides the actor and the values that it begins behind."""

    type: object
    action: str
    trashed: bool
    sort: tuple
    paths: tuple
    where: tuple
    schema: int
    nulls: bool | None
    backwards: bool
    limit: int

    def of(self, found, values, everything=False):
        """Return the part's rows among `found`, behind the sort values `values` (none: from the beginning).

        `everything` tells that `found` is all that may be seen, without a filter that narrows it.
        """
        keys, order = sort_keys(self.type, self.sort), []
        for place, key in enumerate(keys):
            if place == 0 and self.nulls:
                continue
            if place and key.nullable:
                empties = IsNull(key.expression, True)
                order.append(empties.desc() if self.backwards else empties.asc())
            order.append(key.order(self.backwards))
        marks = {f"_s{place}": key.expression for place, key in enumerate(keys)}
        rows = found.filter(self._condition(keys, values)).order_by(*order)
        rows = self._by_owner(rows, order) if everything else rows
        return rows.values(*self.paths, **marks)[: self.limit]

    def _by_owner(self, rows, order):
        """Take the first rows of each owner where a team's are asked: SQLite would collect and sort all of them."""
        owners = next((part.rhs for part in rows.query.where.children if _is_of_owners(part)), ())
        if connection.vendor != "sqlite" or not 1 < len(owners) <= MOST_OWNERS:
            return rows
        of_each = [Q(pk__in=rows.filter(owner_id=pk).values("pk")[: self.limit]) for pk in owners]
        return self.type.model._base_manager.filter(reduce(or_, of_each)).order_by(*order)

    def _condition(self, keys, values):
        first, backwards = keys[0], self.backwards
        condition = Q() if self.nulls is None else Q(IsNull(first.expression, self.nulls))
        if not values:
            return condition
        if values[0] is None:
            return condition & beyond(keys[1:], values[1:], backwards)
        condition &= first.bound(values[0], backwards)
        return condition & beyond([_filled(first), *keys[1:]], values, backwards)


@cache
def _part_rows(kinds):
    def write(part, actor, *values):
        held = zip(part.where, values, strict=False)
        found = part.type.visible(actor, part.action, trashed=part.trashed).filter(*held)
        return part.of(found, values[len(part.where) :], everything=not part.where)

    return Prepared(write, object, Actor, *kinds)


@cache
def _part_counts(kinds):
    def write(asked, ways, actor, *values):
        type, action, trashed, where = asked
        moments = values[: len(values) - len(where)]
        found = type.visible(actor, action, trashed=trashed).filter(*zip(where, values[len(moments) :], strict=True))
        return _counted(found, ways(*moments))

    return Prepared(write, object, object, Actor, *kinds)


def _counted(found, ways):
    return found.order_by().values_list(*[Func(Case(When(way, then="pk")), function="COUNT") for way in ways])


_FILLED = {int, str, datetime}
_FIRST_IDS = Prepared(
    lambda asked, actor: asked[0].visible(actor, asked[1], trashed=asked[2]).order_by().values_list("pk")[: asked[3]],
    object, Actor,
)  # fmt: skip


def _is_of_owners(part):
    return isinstance(part, In) and getattr(getattr(part.lhs, "target", None), "name", "") == "owner" and not hasattr(part.rhs, "query")


def _filled(key):
    return type(key)(key.expression, key.descending, False)
