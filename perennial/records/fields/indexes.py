"""The index of a custom field: lists filter and sort by it as fast as by a column of the table."""

from zlib import crc32

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from perennial.core.jobs import called, periodic
from perennial.records.fields.json_value import sql
from perennial.records.fields.made import build
from perennial.records.models.custom import CustomField
from perennial.records.registry import REGISTRY

INDEXED = ("text", "number", "money", "date", "datetime", "time", "bool", "choice", "link")
LONGEST_NAME = 60


def wants_index(row):
    """Tell whether a custom field should have an index; lists of values are found by their keys instead."""
    return row.filterable and not row.archived and row.kind in INDEXED and row.type in REGISTRY


def index_name(type_code, code):
    """Return the name of a field's index, cut where databases cut names."""
    name = f"cf_{type_code}_{code}"
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 9]}_{crc32(name.encode()):08x}"


def tend(row):
    """Make the index of a field that wants one, or drop that of one that does not."""
    name, there = index_name(row.type, row.code), _there()
    if wants_index(row) and there.get(name) is not True:
        if name in there:  # left half-made when the server stopped
            _run(f'DROP INDEX {_apart()} IF EXISTS "{name}"')
        _make(row, name)
    elif not wants_index(row) and name in there:
        _run(f'DROP INDEX {_apart()} IF EXISTS "{name}"')


@task()
def tend_later(pk):
    """Bring the index of one field up to date in the background."""
    row = CustomField.objects.filter(pk=pk).first()
    if row:
        tend(row)


called(tend_later, _("Index of an own field"))


@periodic(every=3600)
def tend_all():
    """Make the indexes that are missing: a change of the table by an upgrade takes them away on SQLite."""
    there = _there()
    for row in CustomField.objects.filter(archived=False, filterable=True):
        if wants_index(row) and there.get(index_name(row.type, row.code)) is not True:
            tend(row)


def _make(row, name):
    table = REGISTRY[row.type].model._meta.db_table
    field = build(row)
    value = field.folded() if row.kind == "text" else field.expression()
    expression = sql('"custom"', value.code, value.sql_type, connection.vendor, value.part)
    # Over the trash too: PostgreSQL does not look at the statistics of an index that leaves rows out.
    _run(f'CREATE INDEX {_apart()} IF NOT EXISTS "{name}" ON "{table}" (({expression}), "id")')
    if connection.vendor == "postgresql":
        _run(f'ANALYZE "{table}"')  # only now does the planner know how the values lie


def _apart():
    """PostgreSQL makes and drops an index beside the work of others, but not inside a transaction."""
    return "CONCURRENTLY" if connection.vendor == "postgresql" and not connection.in_atomic_block else ""


def _run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _there():
    """Return {name: is it whole} of the indexes of custom fields."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                """SELECT relname, indisvalid FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
                   WHERE relname LIKE 'cf\\_%%' AND pg_table_is_visible(indexrelid)""", []
            )
        else:
            cursor.execute("SELECT name, 1 FROM sqlite_master WHERE type = 'index' AND name LIKE 'cf!_%%' ESCAPE '!'", [])
        return {name: bool(whole) for name, whole in cursor.fetchall()}
