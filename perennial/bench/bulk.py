"""Loading many rows: indexes are taken away before and made again afterwards, ids are counted here."""

from itertools import islice

from django.apps import apps
from django.db import connection, transaction

from perennial.core import rows

BATCH = 5_000
KEPT = "records_searchword"  # words are looked up in it while they are learnt


class Table:
    """Rows of one empty table, stored many at a time; each knows its id at once."""

    def __init__(self, model, *names):
        self.model, self.names, self.last, self.waiting = model, names, 0, []

    def add(self, *values):
        """Take one row (values of `names`); return its id."""
        self.last += 1
        self.waiting.append((self.last, *values))
        return self.last

    def flush(self):
        """Store what waits."""
        if self.waiting:
            rows.insert_rows(self.model, ("id", *self.names), self.waiting)
            self.waiting = []


def blank(model):
    """Return a function that makes a new record of a model from attributes, without what makes that slow."""
    known = dict(model().__dict__)

    def make(**values):
        record = model.__new__(model)
        record.__dict__ = {**known, **values}
        return record

    return make


def store(model, records):
    """Store new records that have their ids already."""
    names = [field.attname for field in model._meta.concrete_fields]
    rows.insert_rows(model, names, ([getattr(record, name) for name in names] for record in records))


def batches(items, size=BATCH):
    """Yield lists of items; what is done with each is one transaction."""
    items = iter(items)
    while True:
        with transaction.atomic():
            if not (batch := list(islice(items, size))):
                return
            yield batch


def drop_indexes():
    """Take away all indexes that are not constraints; return [(name, the statement that makes it again)]."""
    found = _indexes()
    with connection.cursor() as cursor:
        for name, _statement in found:
            cursor.execute(f"DROP INDEX {connection.ops.quote_name(name)}")
        if connection.vendor == "sqlite":  # what is made here can be made again
            cursor.execute("PRAGMA synchronous=OFF")
            cursor.execute("PRAGMA cache_size=-300000")
    return found


def make_index(statement):
    """Make one index again."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def count_on():
    """Put PostgreSQL's counters of ids behind the last rows; SQLite's follow by themselves."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy and model._meta.pk.get_internal_type() == "BigAutoField":
                _count_on(cursor, connection.ops.quote_name(model._meta.db_table), model._meta.pk.column)


def settle():
    """Let the database put in order what it holds, as it does by itself in time."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def _count_on(cursor, table, column):
    last = f"(SELECT max({column}) FROM {table})"
    cursor.execute(f"SELECT setval(pg_get_serial_sequence(%s, %s), {last}) WHERE {last} IS NOT NULL", [table, column])


def _indexes():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                """SELECT name, sql FROM sqlite_master
                   WHERE type = 'index' AND tbl_name <> %s AND sql LIKE 'CREATE INDEX%%'""", [KEPT]
            )  # fmt: skip
        else:
            cursor.execute(
                """SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()
                   AND tablename <> %s AND indexdef LIKE 'CREATE INDEX%%'""", [KEPT]
            )  # fmt: skip
        return cursor.fetchall()
