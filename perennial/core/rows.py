"""Many rows of one table: new ones in one statement, without building a query for each; known ones a chunk at a time.

For imports and the like: thousands of records, events and look-up keys at once. Values are written exactly as the
models' own fields would write them.
"""

from datetime import UTC
from functools import cache
from operator import itemgetter

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models.base import ModelState

PLAIN = {
    "CharField", "TextField", "IntegerField", "BigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField",
    "SmallIntegerField", "BigAutoField", "FloatField", "BooleanField", "ForeignKey",
}  # fmt: skip


def each(queryset, chunk=500, newest=False):
    """Yield the rows of a queryset by their key, a chunk at a time, for whoever writes meanwhile.

    `iterator()` would keep one reading open: on SQLite nothing can be written beside it once somebody else has written.
    """
    rows, reached = queryset.order_by("-pk" if newest else "pk"), None
    while found := list((rows if reached is None else rows.filter(**{"pk__lt" if newest else "pk__gt": reached}))[:chunk]):
        yield from found
        reached = found[-1].pk


def maker(model):
    """Return a function that makes new objects as `model()` does, without asking each field for its default each time."""
    plain = {name: value for name, value in model().__dict__.items() if name != "_state"}
    made = [(field.attname, field.default) for field in model._meta.concrete_fields if field.has_default() and callable(field.default)]

    def make():
        record = model.__new__(model)
        record.__dict__.update(plain, _state=ModelState(), **{name: default() for name, default in made})
        return record

    return make


def insert(records):
    """Store new records of one model and give them their ids; must be called inside a transaction."""
    model = type(records[0])
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    for record, pk in zip(records, reserve(model, len(records)), strict=True):
        record.pk = record.pk or pk
    values = itemgetter(*[field.attname for field in fields])
    insert_rows(model, [field.attname for field in fields], (values(record.__dict__) for record in records))
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def insert_rows(model, names, rows):
    """Store rows of values (in the order of the attributes `names`) without making objects of them."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    writers = [_writer(fields[name], connection.vendor) for name in names]
    odd = [(place, write) for place, write in enumerate(writers) if write]
    rows = (_written(row, odd) for row in rows) if odd else rows
    columns = ", ".join(connection.ops.quote_name(fields[name].column) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    places = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({places})", rows)


def reserve(model, count):
    """Return `count` ids of a table that nobody else will get."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)"
            cursor.execute(sequence, [connection.ops.quote_name(table), model._meta.pk.column, count])
            return [row[0] for row in cursor.fetchall()]
        # The transaction holds SQLite's only right to write, and rows that follow move the counter on.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        return range(last[0] + 1 if last else 1, (last[0] if last else 0) + count + 1)


def _written(row, odd):
    row = list(row)
    for place, write in odd:
        value = row[place]
        if value is not None:
            row[place] = write(value)
    return row


@cache
def _writer(field, vendor):
    """Return how a field's value becomes what the driver takes, None where it is the same."""
    kind = field.get_internal_type()
    if kind == "JSONField":
        return _json
    if vendor == "postgresql" and kind in ("DateTimeField", "DateField", *PLAIN):
        return None
    if kind == "DateTimeField":
        return _moment
    if kind == "DateField":
        return str
    if kind in PLAIN:
        return None
    return lambda value: field.get_db_prep_save(value, connection)


def _moment(moment):
    return str(moment)[:-6] if moment.tzinfo is UTC else str(moment.astimezone(UTC))[:-6]


_encode = DjangoJSONEncoder().encode


def _json(value):
    if value == [] or value == {}:  # most of them are empty
        return "[]" if isinstance(value, list) else "{}"
    return _encode(value)
