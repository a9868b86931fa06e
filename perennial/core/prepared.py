"""Queries that every request asks: Django writes their SQL once, later times only fill in the values."""

import datetime
import threading

from django.db import DEFAULT_DB_ALIAS, connections

# Values that no real query holds: where they come to stand among the SQL's parameters, the real ones go.
_MARKS = {
    int: lambda place: -(2**52) - place,
    str: lambda place: f"\x01{place}",
    datetime.datetime: lambda place: datetime.datetime(1971, 2, 3, 4, 5, 6, 700 + place, datetime.UTC),
}


class Prepared:
    """A query of one shape: `Prepared(lambda user: View.objects.filter(owner=user), int)` is called with a user's id.

    The kinds of the values (int, str, datetime) follow the function that writes the query, which must not
    look at them, nor at anything else that differs from call to call. Reads the default database.
    """

    def __init__(self, write, *kinds):
        self._write, self._kinds = write, kinds
        self._written = threading.local()  # a connection belongs to its thread

    def __call__(self, *values):
        """Return the list of rows, as the queryset would give them."""
        connection = connections[DEFAULT_DB_ALIAS]
        if getattr(self._written, "connection", None) is not connection:
            self._written.query = _Written(self._write, self._kinds, connection)
            self._written.connection = connection
        return self._written.query.rows(values)

    def first(self, *values):
        """Return the first row, or None."""
        return next(iter(self(*values)), None)


class _Written:
    """A queryset that asks by SQL it has already written."""

    def __init__(self, write, kinds, connection):
        marks = [_MARKS[kind](place) for place, kind in enumerate(kinds)]
        self.connection, self.queryset = connection, write(*marks)
        self.adapt = [connection.ops.adapt_datetimefield_value if kind is datetime.datetime else kind for kind in kinds]
        compiler = self.queryset.query.get_compiler(connection=connection)
        self.sql, self.parameters = compiler.as_sql()
        adapted = [adapt(mark) for adapt, mark in zip(self.adapt, marks, strict=True)]
        self.filled = [
            (at, adapted.index(parameter)) for at, parameter in enumerate(self.parameters) if parameter in adapted
        ]
        compiler.execute_sql = self._execute
        self.queryset.query.get_compiler = lambda *args, **options: compiler

    def rows(self, values):
        adapted = [adapt(value) for adapt, value in zip(self.adapt, values, strict=True)]
        self.parameters = list(self.parameters)
        for at, place in self.filled:
            self.parameters[at] = adapted[place]
        return list(self.queryset._iterable_class(self.queryset))

    def _execute(self, *args, **options):
        with self.connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            return [cursor.fetchall()]
