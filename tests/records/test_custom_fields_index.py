"""The index of a filterable field: made and dropped with the field, and used by what lists ask."""

import pytest
from django.db import connection

from perennial.records import customs, verbs
from perennial.records.fields import indexes
from perennial.records.models import CustomField
from perennial.records.query import Query
from tests.records.test_custom_fields import made, owner  # noqa: F401

# kind: what is asked of it, and the sort
QUESTIONS = {
    "text": [("is", "wood 7")], "number": [("is", 7), ("lt", 3)], "money": [("is", "7"), ("lt", "3")],
    "date": [("is", "2026-01-07"), ("before", "2026-01-03")], "datetime": [("before", "2026-01-03")], "time": [("before", "00:03")],
    "choice": [("is", "Wood 7")],
}
VALUES = {
    "text": "Wood {n}", "number": "{n}", "money": "{n}", "date": "2026-01-{day:02}", "datetime": "2026-01-{day:02}T10:00", "time": "00:{day:02}",
    "choice": "c{day}",
}
WOODS = [[f"c{n}", f"Wood {n}"] for n in range(1, 29)]


@pytest.fixture
def rows(people, owner, context):  # noqa: F811
    """Return rows(kind): a field of that kind, three hundred people who have it, and its index."""

    def make(row):
        model, field = people.model, people.field(row.code)
        found = []
        for n in range(300):
            value = field.parse(VALUES[row.kind].format(n=n, day=n % 28 + 1), context)
            found.append(model(last_name=f"P{n}", sort_key=f"p{n:04}", owner_id=owner.user_id, custom={row.code: field.dump(value)}))
        model.objects.bulk_create(found)
        connection.check_constraints()  # what waits for the end of the transaction would hold the index up
        indexes.tend(row)
        with connection.cursor() as cursor:
            cursor.execute(f'ANALYZE "{model._meta.db_table}"')

    return make


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_filters_and_sorts_by_a_field_use_its_index(kind, made, rows, people, owner, context):  # noqa: F811
    row = made(kind, choices=WOODS)
    rows(row)
    name = indexes.index_name("people", row.code)
    for op, value in QUESTIONS[kind]:
        query = Query.of(people, {"filter": {"field": row.code, "op": op, "value": value}}, actor=owner, context=context)
        assert name in plan(query.records().order_by()), op
    query = Query.of(people, {"sort": [row.code]}, actor=owner, context=context)
    nulls, _resumed = next(iter(query._parts(query._keys(), None, False)))
    assert nulls is False
    assert name in plan(query._part(nulls, False, 50).of(query.records(), ()))


def test_the_index_goes_with_the_switch_and_with_the_field_put_away(made, people, owner):  # noqa: F811
    row = made("number")
    indexes.tend(row)
    assert there(row)
    customs.change(row, people, {"filterable": False}, by=owner)
    indexes.tend(CustomField.objects.get(pk=row.pk))
    assert not there(row)
    customs.change(row, people, {"filterable": True}, by=owner)
    indexes.tend_all()
    assert there(row)
    indexes.tend(customs.archive(row, by=owner))
    assert not there(row)


def test_lists_of_values_are_found_by_their_keys_and_need_no_index(made, people, owner, context):  # noqa: F811
    row = made("many")
    indexes.tend(row)
    assert not there(row)
    verbs.create(people, {"last_name": "First", "my_many": ["oak"]}, by=owner, context=context)
    assert Query.of(people, {"filter": {"field": "my_many", "op": "is", "value": "oak"}}, actor=owner, context=context).count() == 1


def there(row):
    return indexes.index_name(row.type, row.code) in indexes._there()


def plan(queryset):
    """Return how the database would answer; small tables are asked as if they were large."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    return queryset.explain()
