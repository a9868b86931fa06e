"""Queries that are written once give the rows that the queryset itself would give."""

import datetime

import pytest
from django.db import connection
from django.db.models import Func
from django.test.utils import CaptureQueriesContext

from perennial.core.actor import Actor
from perennial.core.models import Event
from perennial.core.prepared import Prepared

pytestmark = pytest.mark.django_db


def happened(verb, at, pk=1):
    return Event.objects.create(type="people", record_id=pk, verb=verb, at=at)


def test_each_call_is_filled_with_its_own_values():
    noon = datetime.datetime(2026, 5, 4, 12, tzinfo=datetime.UTC)
    first, later = happened("created", noon), happened("changed", noon + datetime.timedelta(hours=1))
    other = happened("created", noon, pk=2)
    asked = Prepared(
        lambda verb, pk, since: Event.objects.filter(verb=verb, record_id=pk, at__gte=since),
        str,
        int,
        datetime.datetime,
    )
    assert asked("created", 1, noon) == [first]
    assert asked("created", 2, noon) == [other]
    assert asked("changed", 1, noon) == [later]
    assert asked("changed", 1, noon + datetime.timedelta(hours=2)) == []
    assert asked.first("created", 1, noon).at == noon


def test_rows_written_after_the_first_call_are_seen():
    asked = Prepared(lambda pk: Event.objects.filter(record_id=pk), int)
    assert asked.first(1) is None
    made = happened("created", datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC))
    assert asked(1) == [made]


def test_figures_and_parts_of_rows_come_as_from_the_queryset():
    at = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
    happened("created", at)
    happened("changed", at)
    counted = Prepared(
        lambda pk: Event.objects.filter(record_id=pk).order_by().values_list(Func("pk", function="COUNT"), flat=True),
        int,
    )
    assert counted.first(1) == 2
    parts = Prepared(lambda pk: Event.objects.filter(record_id=pk).order_by("pk").values("verb", "at"), int)
    assert parts(1) == [{"verb": "created", "at": at}, {"verb": "changed", "at": at}]


def test_one_call_is_one_query():
    asked = Prepared(lambda pk: Event.objects.filter(record_id=pk), int)
    asked(1)
    with CaptureQueriesContext(connection) as queries:
        asked(7)
    assert len(queries) == 1
    assert "7" in queries[0]["sql"]


def test_a_number_larger_than_any_column_holds_finds_nothing():
    happened("created", datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC))
    asked = Prepared(lambda pk: Event.objects.filter(record_id=pk), int)
    assert asked(2**70) == asked(-(2**70)) == []


def test_any_number_of_ids_is_the_same_query():
    at = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
    made = [happened("created", at, pk=pk) for pk in (1, 2, 3)]
    asked = Prepared(lambda ids: Event.objects.filter(record_id__among=ids).order_by("pk"), list)
    assert asked([1, 3]) == [made[0], made[2]]
    assert asked([2]) == [made[1]]
    assert asked([]) == []
    assert asked.count([1, 2, 9]) == 2


def test_each_reach_of_rights_has_a_query_of_its_own():
    at = datetime.datetime(2026, 5, 4, tzinfo=datetime.UTC)
    happened("created", at, pk=1), happened("created", at, pk=2)

    def who(reach, ids):
        return Actor(1, "", visible=lambda found, action="see": found.filter(record_id__in=ids), reach=lambda: reach)

    asked = Prepared(lambda actor, verb: actor.visible(Event.objects.filter(verb=verb)), Actor, str)
    assert [row.record_id for row in asked(who("first", [1]), "created")] == [1]
    assert [row.record_id for row in asked(who("second", [2]), "created")] == [2]
    assert asked(who("none", []), "created") == []
    assert asked.count(who("none", []), "created") == 0
    # Whose reach nobody can name is asked for each time anew.
    assert [row.record_id for row in asked(who(None, [1]), "created")] == [1]
    assert [row.record_id for row in asked(who(None, [2]), "created")] == [2]
