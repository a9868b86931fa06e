"""Queries that pages ask all the time: Django writes their SQL once, later times only fill in the values."""

import datetime
import json
import threading

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Field, ForeignObject, JSONField, Lookup
from django.db.models.lookups import Exact, In
from django.db.models.sql.where import WhereNode

from perennial.core.actor import Actor

LARGEST = 2**63 - 1
REMEMBERED = 64  # queries of one place, for each thread
# Values that no real query holds: where they come to stand among the SQL's parameters, the real ones go.
_MARKS = {
    int: lambda place: 2_147_400_000 + place,
    str: lambda place: f"\x01{place}",
    list: lambda place: [2_147_400_000 + place],
    datetime.datetime: lambda place: datetime.datetime(1971, 2, 3, 4, 5, 6, 700 + place, datetime.UTC),
}


class Prepared:
    """A query of one shape: `Prepared(lambda user: View.objects.filter(owner=user), int)` is called with a user's id.

    The kinds of the values follow the function that writes the query. Values of kind int, str, datetime and
    list (for the look-up `among`) are filled in; the function must not look at them. For each value of kind
    object, and for actors of each reach, a query of its own is written. Reads the default database.
    """

    def __init__(self, write, *kinds):
        self._write, self._kinds = write, kinds
        self._keyed = [place for place, kind in enumerate(kinds) if kind not in _MARKS]
        self._local = threading.local()  # a connection belongs to its thread

    def __call__(self, *values):
        """Return the list of rows, as the queryset would give them."""
        return self._written(values).rows(values)

    def first(self, *values):
        """Return the first row, or None."""
        return next(iter(self(*values)), None)

    def count(self, *values):
        """Return how many rows there are, without fetching them."""
        return self._written(values).count(values)

    def _written(self, values):
        key = tuple([_key(values[place]) for place in self._keyed])
        if None in key:  # an actor whose reach nobody can name
            return _Plain(self._write(*values))
        connection, queries = connections[DEFAULT_DB_ALIAS], self._local.__dict__
        if queries.get("connection") is not connection or len(queries) > REMEMBERED:
            queries.clear()
            queries["connection"] = connection
        if key not in queries:
            try:
                queries[key] = _Written(self._write, self._kinds, values, connection)
            except EmptyResultSet:  # what this actor may see is nothing
                return _Plain(self._write(*values))
        return queries[key]


def by_id(model, ids):
    """Return {id: record} of a model's rows, whoever may see them; nothing is asked for no ids."""
    return {row.pk: row for row in _ROWS(model, list(ids))} if ids else {}


def tested(queryset):
    """Return a queryset whose conditions so far are only tested: what narrows it next decides the index.

    SQLite keeps no statistics and takes whose records somebody may see for as good a way in as a customer's id.
    """
    if connections[DEFAULT_DB_ALIAS].vendor != "sqlite":
        return queryset
    found = queryset.all()
    found.query.where = _tested(found.query.where)
    return found


@ForeignObject.register_lookup
@Field.register_lookup
class Among(Lookup):
    """`pk__among=[…]`: like `in`, but the same SQL for any number of values."""

    lookup_name, prepare_rhs = "among", False

    def as_sql(self, compiler, connection):
        left, parameters = self.process_lhs(compiler, connection)
        right = "IN (SELECT value FROM json_each(%s))" if connection.vendor == "sqlite" else "= ANY(%s)"
        return f"{left} {right}", [*parameters, _adapter(list, connection)(self.rhs)]


@Field.register_lookup
class TestedIn(In):
    """`kind__tested_in=[…]`: like `in`, but no reason for SQLite to choose an index by it."""

    lookup_name = "tested_in"

    def process_lhs(self, compiler, connection, lhs=None):
        left, parameters = super().process_lhs(compiler, connection, lhs)
        return f"+{left}" if connection.vendor == "sqlite" else left, parameters


def _tested(part):
    """Return a condition in which no column that is compared with given values calls for an index."""
    if isinstance(part, WhereNode):
        return WhereNode([_tested(child) for child in part.children], part.connector, part.negated)
    if not isinstance(part, In | Exact) or not part.rhs_is_direct_value():
        return part
    return TestedIn(part.lhs, [part.rhs] if isinstance(part, Exact) else part.rhs)


class _Plain:
    """A queryset that is asked as it stands."""

    def __init__(self, queryset):
        self.queryset = queryset

    def rows(self, values):
        return list(self.queryset)

    def count(self, values):
        return self.queryset.count()


class _Written:
    """A queryset that asks by SQL it has already written."""

    def __init__(self, write, kinds, values, connection):
        marks = [_MARKS[kind](at) if kind in _MARKS else value for at, (kind, value) in enumerate(zip(kinds, values, strict=True))]
        self.connection, self.queryset = connection, write(*marks)
        compiler = self.queryset.query.get_compiler(connection=connection)
        self.sql, parameters = compiler.as_sql()
        self.parameters = list(parameters)
        self.filled = []  # (place among the parameters, place among the values, how the database takes it)
        for place, kind in enumerate(kinds):
            if kind in _MARKS:
                adapt = _adapter(kind, connection)
                mark = adapt(marks[place])
                self.filled += [(at, place, adapt) for at, parameter in enumerate(parameters) if parameter == mark]
        found = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        converters = {at: ([_sooner(one) for one in converts], column) for at, (converts, column) in found.items()}
        compiler.get_converters = lambda expressions: converters
        compiler.execute_sql = self._execute
        self.queryset.query.get_compiler = lambda *args, **options: compiler

    def rows(self, values):
        self._fill(values)
        return list(self.queryset._iterable_class(self.queryset))

    def count(self, values):
        self._fill(values)
        with self.connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) counted", self.parameters)
            return cursor.fetchone()[0]

    def _fill(self, values):
        for at, place, adapt in self.filled:
            self.parameters[at] = adapt(values[place])

    def _execute(self, *args, **options):
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            return [cursor.fetchall()]


def _sooner(convert):
    """Return what does the same as one of Django's converters, and does the most frequent values itself."""
    if getattr(convert, "__func__", None) is JSONField.from_db_value:
        return lambda value, *rest: {} if value == "{}" else [] if value == "[]" else convert(value, *rest)
    if getattr(convert, "__name__", "") == "convert_datetimefield_value":  # SQLite's, which keeps moments in UTC
        return lambda value, *rest: value.replace(tzinfo=datetime.UTC) if isinstance(value, datetime.datetime) else convert(value, *rest)
    return convert


def _key(value):
    return value.reach() if isinstance(value, Actor) else value


_ROWS = Prepared(lambda model, ids: model._base_manager.filter(pk__among=ids).order_by(), object, list)


def _adapter(kind, connection):
    if kind is datetime.datetime:
        return connection.ops.adapt_datetimefield_value
    if kind is list and connection.vendor == "sqlite":
        return lambda values: json.dumps(list(values))
    return _whole if kind is int else kind


def _whole(value):
    """Bring a number that no column can hold to the largest: it is above all that is there."""
    return max(-LARGEST - 1, min(LARGEST, int(value)))
