"""Lists: rows, order, filters in the address, pages, counts, columns, and what the outsider sees of them."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perennial.records import verbs
from perennial.records.models import CustomField, View, schema_changed

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def sixty(cast, people, context):
    for number in range(60):
        raw = {"last_name": f"Kovalenko{number:02d}", "owner": cast["owner" if number % 2 else "colleague"].user_id}
        raw["phones"], raw["lifecycle"] = [f"+38050311{number:04d}"], "loyalty" if number < 10 else "attraction"
        verbs.create(people, raw, by=cast["owner"], context=context)


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"].user)
    return client


def page(client, **asked):
    return client.get("/people/", asked).content.decode()


def filtered(*conditions, word="all"):
    return json.dumps({word: list(conditions)})


def test_a_list_shows_its_first_fifty_rows_and_says_of_how_many(sixty, owner):
    html = page(owner)
    assert html.count("data-row ") == 50
    assert "1–50 of 60" in html


def test_the_next_page_follows_by_key_and_the_way_back_leads_to_the_first(sixty, owner):
    first = page(owner)
    after = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    second = owner.get(after).content.decode()
    assert "51–60 of 60" in second and "Kovalenko59" in second
    back = second.split('rel="prev" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "1–50 of 60" in owner.get(back).content.decode()


def test_a_click_on_a_head_turns_the_order_round(sixty, owner):
    html = page(owner, sort="-name")
    assert html.index("Kovalenko59") < html.index("Kovalenko58")
    assert 'aria-sort="descending"' in html


def test_a_filter_in_the_address_stands_as_a_chip_that_can_be_taken_off(sixty, owner):
    html = page(owner, filter=filtered({"field": "lifecycle", "op": "in", "value": ["loyalty"]}))
    assert "1–10 of 10" in html
    assert "Lifecycle is <b>Loyalty</b>" in html
    assert "Save view" in html


def test_groups_of_conditions_nest(sixty, owner):
    either = {"any": [{"field": "last_name", "op": "is", "value": "Kovalenko03"}, {"field": "last_name", "op": "is", "value": "Kovalenko04"}]}
    html = page(owner, filter=filtered(either, {"field": "owner", "op": "is", "value": "me"}))
    assert "1–1 of 1" in html and "Kovalenko03" in html


@pytest.mark.parametrize("tree", ["{", "[]", '{"all": 3}', '{"field": "nothing"}', '{"field": "name", "op": "x"}', '{"all":[null, 3]}'])
def test_a_filter_that_cannot_be_asked_is_told_not_a_failure(tree, sixty, owner):
    assert owner.get("/people/", {"filter": tree}).status_code == 200


@pytest.mark.parametrize("asked", [{"sort": "nothing"}, {"after": "?"}, {"columns": "x,y"}, {"from": "-1"}, {"after": "W10"}])
def test_no_address_breaks_the_list(asked, sixty, owner):
    assert owner.get("/people/", asked).status_code == 200


def test_each_looks_only_at_what_is_his(sixty, client, cast):
    client.force_login(cast["colleague"].user)
    assert "1–30 of 30" in page(client)
    client.force_login(cast["outsider"].user)
    assert "Nothing here yet" in page(client)


def test_a_filter_that_leaves_nothing_offers_to_clear_it(sixty, owner):
    assert "Nothing fits this filter" in page(owner, filter=filtered({"field": "last_name", "op": "is", "value": "Nobody"}))


def test_the_tabs_tell_how_many_records_each_view_has(sixty, owner, cast):
    tree = {"field": "lifecycle", "op": "is", "value": "loyalty"}
    View.objects.create(type="people", name="Loyal ones", owner=cast["owner"].user, query={"filter": tree})
    html = owner.get("/people/counts/", **HTMX).content.decode()
    assert "Loyal ones" in html and ">10<" in html and ">60<" in html


def test_a_page_costs_few_questions_however_many_rows(sixty, owner):
    page(owner)
    with CaptureQueriesContext(connection) as few:
        page(owner, filter=filtered({"field": "lifecycle", "op": "is", "value": "loyalty"}))
    with CaptureQueriesContext(connection) as many:
        page(owner)
    assert len(many) <= 12 and len(many) <= len(few) + 1


def test_columns_that_a_user_chose_stay_his(sixty, owner, client, cast):
    owner.post("/people/columns/", {"column": ["birthday", "lifecycle"]})
    html = page(owner)
    assert 'data-field="lifecycle"' in html and 'data-field="phones"' not in html
    client.force_login(cast["colleague"].user)
    assert 'data-field="phones"' in page(client)


def test_the_width_of_a_column_is_kept(sixty, owner):
    owner.post("/people/columns/width/", {"field": "phones", "width": "210"})
    assert 'width="210"' in page(owner)
    owner.post("/people/columns/width/", {"field": "phones", "width": "very"})
    assert 'width="210"' in page(owner)


def test_widths_are_typed_beside_the_choice_of_columns(sixty, owner):
    owner.post("/people/columns/", {"column": ["phones", "lifecycle"], "width.phones": "300", "width.lifecycle": "7"})
    assert 'width="300"' in page(owner) and 'width="40"' in page(owner)
    assert 'name="width.phones" min="40" max="900" inputmode="numeric" value="300"' in owner.get("/people/columns/").content.decode()
    owner.post("/people/columns/", {"column": ["phones", "lifecycle"], "width.phones": "", "width.lifecycle": "-"})
    assert 'width="' not in page(owner).split("<tbody")[0].split("<thead")[1]
    owner.post("/people/columns/", {"column": ["phones"], "width.phones": "300"})
    owner.post("/people/columns/", {"column": ["phones"], "width.phones": "300", "again": "1"})
    assert 'width="300"' not in page(owner)


def test_a_field_the_company_added_is_a_column_and_a_filter_at_once(sixty, owner):
    CustomField.objects.create(type="people", code="wood", label="Wood", kind="choice", choices=[["oak", "Oak"]])
    schema_changed()
    html = owner.get("/people/columns/", **HTMX).content.decode()
    assert "Wood" in html
    assert owner.get("/people/", {"filter": filtered({"field": "wood", "op": "is", "value": "oak"})}).status_code == 200


def test_the_builder_asks_for_a_value_that_fits_the_field(sixty, owner):
    row = owner.get("/people/filter/row/", {"field": "created_at", "op": "within"}, **HTMX).content.decode()
    assert "last month" in row
    row = owner.get("/people/filter/row/", {"field": "company", "op": "is"}, **HTMX).content.decode()
    assert "ui-combobox" in row
    assert owner.get("/people/filter/row/", {"field": "nothing"}, **HTMX).status_code == 404


def test_the_builder_shows_the_filter_it_was_opened_on(sixty, owner):
    tree = filtered({"field": "owner", "op": "in", "value": ["me"]}, {"any": [{"field": "tags", "op": "empty"}]})
    html = owner.get("/people/filter/", {"filter": tree}, **HTMX).content.decode()
    assert html.count("data-condition ") >= 2 and html.count("data-group ") >= 2


def test_the_quick_look_shows_a_record_only_to_who_may_see_it(sixty, owner, client, cast, people):
    first = people.all().filter(owner_id=cast["owner"].user_id).first()
    assert first.name in owner.get(f"/people/quick/{first.pk}/", **HTMX).content.decode()
    client.force_login(cast["outsider"].user)
    assert client.get(f"/people/quick/{first.pk}/", **HTMX).status_code == 404


def test_a_name_of_a_company_that_one_may_not_see_is_not_told(cast, people, context, client):
    from perennial.records.registry import record_type

    company = verbs.create(record_type("companies"), {"name": "Secret House", "owner": cast["owner"].user_id}, by=cast["owner"], context=context)
    raw = {"last_name": "Open", "owner": cast["colleague"].user_id, "company": company.pk}
    verbs.create(people, raw, by=cast["owner"], context=context)
    client.force_login(cast["colleague"].user)
    html = page(client)
    assert "Open" in html and "Secret House" not in html
