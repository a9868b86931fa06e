"""The one query: filters, order, pages, counts, groups."""

import datetime

import pytest

from perennial.core.errors import Refused
from perennial.records import verbs
from perennial.records.models import CustomField, schema_changed
from perennial.records.query import Query, report

NAMES = ["Ґалаґан", "Гонта", "Їжакевич", "Іваненко", "Йосипчук", "Ковальчук", "Яковенко", "Адамс", "Єременко", "Жук"]


@pytest.fixture
def ten(cast, people, context):
    CustomField.objects.create(type="people", code="wood", label="Wood", kind="choice", choices=[["oak", "Oak"], ["ash", "Ash"]])
    CustomField.objects.create(type="people", code="visits", label="Visits", kind="number")
    schema_changed()
    for place, name in enumerate(NAMES):
        raw = {"last_name": name, "tags": ["even"] if place % 2 == 0 else []}
        raw["custom"] = {"wood": "oak" if place < 4 else "ash", "visits": place} if place < 8 else {}
        if place % 3:
            raw["birthday"] = datetime.date(1990, 1, 1 + place % 2)
        raw["owner"] = cast["colleague" if place < 3 else "owner"].user_id
        verbs.create(people, raw, by=cast["owner"], context=context)


def ask(type, actor, context, **data):
    return Query.of(type, data, actor=actor, context=context)


def names(rows):
    return [row["name"] for row in rows]


def test_names_stand_in_the_order_of_the_alphabet(ten, people, cast, context):
    page = ask(people, cast["owner"], context).page(20)
    assert names(page.rows) == [
        "Адамс", "Гонта", "Ґалаґан", "Єременко", "Жук", "Іваненко", "Їжакевич", "Йосипчук", "Ковальчук", "Яковенко",
    ]


@pytest.mark.parametrize("sort", [["name"], ["-name"], ["birthday"], ["-birthday", "name"], ["owner", "-birthday"], ["visits"], ["-wood", "birthday"]])
def test_pages_put_together_are_the_whole_and_back_is_the_way_one_came(ten, people, cast, context, sort):
    query = ask(people, cast["owner"], context, sort=sort)
    whole = [row["id"] for row in query.page(50).rows]
    assert len(whole) == 10
    assert whole == list(query.sorted().values_list("pk", flat=True))
    pages, page = [], query.page(3)
    while True:
        pages.append([row["id"] for row in page.rows])
        if not page.next:
            break
        page = query.page(3, page.next)
    assert [pk for part in pages for pk in part] == whole
    back = query.page(3, page.previous)
    assert [row["id"] for row in back.rows] == pages[-2]


@pytest.mark.parametrize(
    ("leaf", "count"),
    [
        ({"field": "wood", "op": "is", "value": "Oak"}, 4),
        ({"field": "wood", "op": "is_not", "value": "oak"}, 6),
        ({"field": "visits", "op": "gte", "value": 5}, 3),
        ({"field": "visits", "op": "empty"}, 2),
        ({"field": "last_name", "op": "contains", "value": "КОВАЛЬ"}, 1),
        ({"field": "last_name", "op": "not_contains", "value": "енко"}, 7),
        ({"field": "tags", "op": "in", "value": ["even"]}, 5),
        ({"field": "tags", "op": "empty"}, 5),
        ({"field": "birthday", "op": "is", "value": "1990-01-02"}, 3),
        ({"field": "birthday", "op": "not_empty"}, 6),
        ({"field": "owner", "op": "is", "value": "me"}, 7),
        ({"field": "created_at", "op": "within", "value": "today"}, 10),
        ({"any": [{"field": "visits", "op": "is", "value": 1}, {"all": [{"field": "wood", "op": "is", "value": "ash"}, {"field": "visits", "op": "lt", "value": 6}]}]}, 3),
    ],
)
def test_filters_find_what_they_say(ten, people, cast, context, leaf, count):
    query = ask(people, cast["owner"], context, filter=leaf)
    assert query.count() == len(query.page(50).rows) == count


@pytest.mark.parametrize(
    "tree",
    [
        {"field": "shoe", "op": "is", "value": 1}, {"field": "visits", "op": "contains", "value": 1}, {"field": "visits", "op": "is"},
        {"all": {}}, [], {"field": "birthday", "op": "is", "value": "soon"}, {"field": "visits", "op": "between", "value": 3},
    ],
)
def test_a_filter_that_means_nothing_is_refused(ten, people, cast, context, tree):
    with pytest.raises(Refused):
        ask(people, cast["owner"], context, filter=tree or [1]).count()


def test_counts_and_rows_hold_only_what_one_may_see(ten, people, cast, context):
    assert ask(people, cast["colleague"], context).count() == 3
    assert ask(people, cast["outsider"], context).page().rows == []


def test_a_report_counts_by_field_and_month(ten, people, cast, context):
    rows = report(ask(people, cast["owner"], context), ["wood"])
    assert {row["wood"]: row["count"] for row in rows} == {"oak": 4, "ash": 4, None: 2}
    months = report(ask(people, cast["owner"], context), ["month(birthday)"])
    assert {row["month"]: row["count"] for row in months} == {"1990-01-01": 6, None: 4}


def test_a_damaged_cursor_is_refused(ten, people, cast, context):
    with pytest.raises(Refused):
        ask(people, cast["owner"], context).page(3, "bm9uc2Vuc2U")
