"""Fields of one's own: each kind goes the whole way, from its making to a list, a file and the API."""

import datetime

import pytest

from perennial.core.errors import Invalid, Refused
from perennial.core.money import Money
from perennial.records import customs, forms, verbs
from perennial.records.context import context_for
from perennial.records.fields.made import KINDS
from perennial.records.imports.plan import Plan
from perennial.records.imports.rows import Reader
from perennial.records.models import CustomField, File
from perennial.records.pages.export import _cells
from perennial.records.pages.lists_cells import Look
from perennial.records.query import Query

UTC = datetime.UTC
CHOICES = [["oak", "Дуб"], ["ash", "Ясен"]]
# kind: (raw as a form or file gives it, the value, another raw that sorts behind or None, how the API gives the first)
WALK = {
    "text": ("Ґанок", "Ґанок", "Ящик", "Ґанок"),
    "longtext": ("two\nlines", "two\nlines", None, "two\nlines"),
    "number": ("7,5", 7.5, "12", 7.5),
    "money": ("1 234,50 EUR", Money(123450, "EUR"), "2000 EUR", {"amount": "1234.50", "currency": "EUR"}),
    "date": ("03.02.2026", datetime.date(2026, 2, 3), "2026-11-22", "2026-02-03"),
    "datetime": ("2026-02-03T10:30", datetime.datetime(2026, 2, 3, 10, 30, tzinfo=UTC), "2026-11-22T08:00", "2026-02-03T10:30:00+00:00"),
    "time": ("9:05", datetime.time(9, 5), "14:30", "09:05"),
    "bool": ("так", True, None, True),
    "choice": ("дуб", "oak", None, "oak"),
    "many": ("Дуб, Ясен", ["oak", "ash"], None, ["oak", "ash"]),
    "emails": ("lab@linia.example", [{"address": "lab@linia.example", "kind": "work", "primary": True}], None, None),
    "phones": ("067 224 19 63", [{"number": "+380672241963", "extension": "", "kind": "work", "primary": True}], None, None),
    "addresses": ("Kyiv, Reitarska 4", None, None, None),
}
ASKED = {  # how a filter of each kind finds the first value
    "text": [("is", "ґАНОК"), ("contains", "анок"), ("starts", "ґан"), ("in", ["ганок", "Ґанок"]), ("not_empty", None)],
    "longtext": [("contains", "LINES"), ("not_empty", None)],
    "number": [("is", "7.5"), ("lt", 8), ("gte", 7.5), ("between", [7, 8])],
    "money": [("is", "1234.50"), ("lt", "1 500"), ("between", ["1000", "1500"])],
    "date": [("is", "2026-02-03"), ("before", "2026-02-04"), ("between", ["2026-02-01", "2026-02-28"])],
    "datetime": [("is", "2026-02-03"), ("before", "2026-02-04"), ("not_empty", None)],
    "time": [("is", "09:05"), ("before", "10:00"), ("between", ["09:00", "09:30"])],
    "bool": [("is", True), ("is", "true")],
    "choice": [("is", "oak"), ("in", ["oak", "x"][:1]), ("not_empty", None)],
    "many": [("is", "ash"), ("in", ["oak"]), ("not_empty", None)],
    "emails": [("is", "LAB@linia.example"), ("contains", "linia"), ("not_empty", None)],
    "phones": [("is", "0672241963"), ("contains", "2241"), ("not_empty", None)],
    "addresses": [("not_empty", None)],
    "link": [("not_empty", None)],
    "file": [("not_empty", None)],
}


@pytest.fixture
def owner(cast):
    """The owner, who may change the fields of the company."""
    role = cast["owner"].user.role
    role.capabilities = ["settings"]
    role.save()
    return cast["owner"]


@pytest.fixture
def made(people, owner):
    """Return made(kind, **values): a field of people of that kind."""

    def make(kind, **values):
        given = {"label": f"My {kind}", "code": f"my_{kind}", "kind": kind, **values}
        if kind in ("choice", "many"):
            given.setdefault("choices", CHOICES)
        if kind == "link":
            given.setdefault("target", "companies")
        return customs.create(people, given, by=owner)

    return make


@pytest.mark.parametrize("kind", sorted(WALK))
def test_a_field_of_each_kind_goes_the_whole_way(kind, made, people, owner, context):
    made(kind)
    raw, value, behind, in_api = WALK[kind]
    field = people.field(f"my_{kind}")
    first = verbs.create(people, {"last_name": "First", f"my_{kind}": raw}, by=owner, context=context)
    other = verbs.create(people, {"last_name": "Other"}, by=owner, context=context)
    first.refresh_from_db()
    assert value is None or field.get(first) == value
    for op, asked in ASKED[kind]:
        assert found(people, owner, context, kind, op, asked) == ["First"], (op, asked)
    assert found(people, owner, context, kind, "empty", None) == ["Other"]
    look_of_a_row(people, owner, context, field, first)
    assert in_api is None or field.json_many([field.get(first)]) == [in_api]
    assert verbs.parse(people, Reader(people, ["x"], Plan({"x": f"custom.my_{kind}"})).read([raw]), context)
    if behind:
        verbs.update(people, other, {f"custom.my_{kind}": behind}, by=owner, context=context)
        for sort, names in ((f"my_{kind}", ["First", "Other"]), (f"-my_{kind}", ["Other", "First"])):
            page = Query.of(people, {"sort": [sort], "columns": ["last_name"]}, actor=owner, context=context).page(1)
            after = Query.of(people, {"sort": [sort], "columns": ["last_name"]}, actor=owner, context=context).page(1, page.next)
            assert [row["last_name"] for row in page.rows + after.rows] == names
    verbs.update(people, first, {f"my_{kind}": ""}, by=owner, context=context)
    assert f"my_{kind}" not in first.custom


def test_a_link_names_a_record_is_shown_to_who_may_see_it_and_filters_by_it(made, people, companies, owner, cast, context):
    made("link")
    linia = verbs.create(companies, {"name": "Linia"}, by=owner, context=context)
    person = verbs.create(people, {"last_name": "First", "my_link": "Linia", "owner": cast["colleague"].user_id}, by=owner, context=context)
    field = people.field("my_link")
    assert field.get(person) == linia.pk and not field.sortable
    assert found(people, owner, context, "link", "is", linia.pk) == ["First"]
    over = {"field": "my_link.name", "op": "contains", "value": "lin"}
    assert Query.of(people, {"filter": over}, actor=owner, context=context).count() == 1
    rows = Query.of(people, {"columns": ["my_link"]}, actor=owner, context=context).page().rows
    assert _cells(field, rows[0]["my_link"], Look(people, [field], rows, owner, context)) == ["Linia"]
    assert _cells(field, rows[0]["my_link"], Look(people, [field], rows, cast["colleague"], context)) == [""]


def test_a_file_is_kept_by_who_may_reach_it_through_its_record_and_stands_in_the_list(made, people, owner, cast, context):
    made("file")
    first = verbs.create(people, {"last_name": "First"}, by=owner, context=context)
    mine = verbs.create(people, {"last_name": "Other", "owner": cast["colleague"].user_id}, by=owner, context=context)
    file = File.objects.create(type="people", record_id=first.pk, name="plan.pdf", size=9, sha256="0" * 64, stored_as="x")
    for actor, record, pk in ((owner, first, 77), (cast["colleague"], mine, file.pk)):
        with pytest.raises(Refused):
            verbs.update(people, record, {"my_file": pk}, by=actor, context=context_for(actor))
    verbs.update(people, first, {"my_file": file.pk}, by=owner, context=context)
    assert found(people, owner, context, "file", "not_empty", None) == ["First"]
    assert found(people, owner, context, "file", "empty", None) == ["Other"]
    look_of_a_row(people, owner, context, people.field("my_file"), first)
    assert people.field("my_file").json(file.pk) == {"id": file.pk, "name": "plan.pdf", "size": 9}


def test_all_fifteen_kinds_are_walked():
    assert {*WALK, "link", "file"} == set(KINDS)


def test_a_default_is_filled_in_and_a_required_field_is_asked_for_only_where_it_is_shown(made, people, owner, context):
    made("choice", default="ash")
    made("number", required=True, shown_if={"field": "custom.my_choice", "op": "is", "value": "oak"})
    assert verbs.create(people, {"last_name": "First"}, by=owner, context=context).custom == {"my_choice": "ash"}
    with pytest.raises(Refused) as refused:
        verbs.create(people, {"last_name": "Other", "my_choice": "oak"}, by=owner, context=context)
    assert list(refused.value.errors) == ["my_number"]


def test_a_unique_field_refuses_a_second_and_cannot_be_made_unique_over_doubles(made, people, owner, context):
    row = made("text")
    for name in ("First", "Other"):
        verbs.create(people, {"last_name": name, "my_text": "A-17"}, by=owner, context=context)
    with pytest.raises(Refused) as refused:
        customs.change(row, people, {"unique": True}, by=owner)
    assert "First" in refused.value.errors["unique"] and "Other" in refused.value.errors["unique"]
    verbs.update(people, people.all().get(last_name="Other"), {"my_text": "A-18"}, by=owner, context=context)
    customs.change(row, people, {"unique": True}, by=owner)
    with pytest.raises(Refused):
        verbs.create(people, {"last_name": "Third", "my_text": "a-17"}, by=owner, context=context)


def test_a_field_put_away_is_asked_no_longer_and_comes_back_with_its_values(made, people, owner, context):
    row = made("emails")
    person = verbs.create(people, {"last_name": "First", "my_emails": "lab@linia.example"}, by=owner, context=context)
    customs.archive(row, by=owner)
    assert "my_emails" not in {field.code for field in people.fields}
    verbs.update(people, person, {"emails": "other@linia.example"}, by=owner, context=context)
    customs.bring_back(CustomField.objects.get(pk=row.pk), people, by=owner)
    assert found(people, owner, context, "emails", "is", "lab@linia.example") == ["First"]


def test_a_choice_that_records_have_goes_only_with_an_answer(made, people, owner, context):
    row = made("choice")
    for name in ("First", "Other"):
        verbs.create(people, {"last_name": name, "my_choice": "oak"}, by=owner, context=context)
    with pytest.raises(Refused) as refused:
        customs.change(row, people, {"choices": [["ash", "Ясен"]]}, by=owner)
    assert list(refused.value.errors) == ["gone.oak"]
    row.refresh_from_db()
    customs.change(row, people, {"choices": [["ash", "Ясен"]]}, by=owner, gone={"oak": "ash"})
    assert {person.custom["my_choice"] for person in people.all()} == {"ash"}


def test_a_choice_kept_on_records_has_its_name_and_is_not_offered(made, people, owner, context):
    row = made("many")
    person = verbs.create(people, {"last_name": "First", "my_many": "Дуб, Ясен"}, by=owner, context=context)
    customs.change(row, people, {"choices": [["ash", "Ясен"]]}, by=owner, gone={"oak": customs.KEEP})
    field = people.field("my_many")
    inputs = forms.inputs(people, person, only=["my_many"], context=context)
    assert [label for _code, label in inputs[0].options] == ["Ясен", "Дуб"]  # a form that is sent back loses nothing
    assert field.text(field.get(person)) == "Дуб, Ясен" and [code for code, _label in field.choices] == ["ash"]


def test_a_renamed_choice_keeps_its_code(made, people, owner, context):
    row = made("choice")
    person = verbs.create(people, {"last_name": "First", "my_choice": "oak"}, by=owner, context=context)
    customs.change(row, people, {"choices": [["oak", "Bog oak"], ["ash", "Ясен"]]}, by=owner)
    assert people.field("my_choice").text(person.custom["my_choice"]) == "Bog oak"
    with pytest.raises(Invalid):
        people.field("my_choice").parse("birch", context)


def found(people, actor, context, kind, op, value):
    query = Query.of(people, {"filter": {"field": f"my_{kind}", "op": op, "value": value}, "columns": ["last_name"]}, actor=actor, context=context)
    return sorted(row["last_name"] for row in query.page().rows)


def look_of_a_row(people, owner, context, field, record):
    """A list and a file have words for the value."""
    rows = Query.of(people, {"columns": [field.code], "filter": {"field": "last_name", "op": "is", "value": "First"}}, actor=owner, context=context).page().rows
    cells = _cells(field, rows[0][field.code], Look(people, [field], rows, owner, context))
    assert cells and all(cell not in (None, "", []) for cell in cells)



def test_the_api_takes_gives_and_filters_every_plain_kind(made, owner, door):
    browser, sent, given = door("owner"), {}, {}
    for kind, (raw, _value, _behind, in_api) in WALK.items():
        made(kind)
        sent[f"my_{kind}"] = raw
        if in_api is not None:
            given[f"my_{kind}"] = in_api
    answer = browser.post("/api/v1/people", {"last_name": "First", "custom": sent}, content_type="application/json")
    assert answer.status_code == 201, answer.content
    custom = answer.json()["custom"]
    assert {code: custom[code] for code in given} == given
    assert custom["my_emails"][0]["address"] == "lab@linia.example"
    asked = '{"field": "custom.my_choice", "op": "is", "value": "oak"}'
    items = browser.get("/api/v1/people", {"filter": asked, "sort": "-custom.my_number", "fields": "last_name,custom.my_money"}).json()["items"]
    assert [(item["last_name"], item["custom"]) for item in items] == [("First", {"my_money": {"amount": "1234.50", "currency": "EUR"}})]
