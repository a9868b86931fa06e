"""Cells mended where they stand: right, version, reason beside the cell, warning, undo."""

import json

import pytest

from perennial.records import verbs

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def roman(cast, people, context):
    raw = {"last_name": "Hnatiuk", "owner": cast["owner"].user_id, "phones": ["+380674182291", "+380674182292"], "job_title": "Joiner"}
    return verbs.create(people, raw, by=cast["owner"], context=context)


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"].user)
    return client


def save(client, record, field, value, version=None, **more):
    data = {f"v.{field}": value, "has": field, "version": version or record.version, **more}
    return client.post(f"/people/cell/{record.pk}/{field}/", data, **HTMX)


def test_the_input_of_a_cell_holds_what_stands_there(owner, roman):
    html = owner.get(f"/people/cell/{roman.pk}/job_title/", **HTMX).content.decode()
    assert 'value="Joiner"' in html


def test_saving_answers_with_the_whole_row_and_a_way_back(owner, roman):
    answer = save(owner, roman, "last_name", "Hnatiuk-Moroz")
    assert "Hnatiuk-Moroz</span>" in answer.content.decode() and "data-row" in answer.content.decode()
    undo = json.loads(answer["HX-Trigger"])["toast"]["undo"]
    owner.post(undo, **HTMX)
    roman.refresh_from_db()
    assert roman.last_name == "Hnatiuk" and roman.name == "Hnatiuk"


def test_a_cell_of_phones_changes_the_first_and_keeps_the_rest(owner, roman):
    save(owner, roman, "phones", "050 311 47 08")
    roman.refresh_from_db()
    assert [entry["number"] for entry in roman.phones] == ["+380503114708", "+380674182292"]


def test_a_wrong_value_comes_back_with_the_reason(owner, roman):
    answer = save(owner, roman, "birthday", "soon")
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "soon" in html and 'aria-invalid="true"' in html
    answer = save(owner, roman, "emails", "olena@")
    assert answer.status_code == 422 and "olena@" in answer.content.decode()


def test_what_somebody_else_wrote_meanwhile_is_shown_beside(owner, roman, cast, people, context):
    seen = roman.version
    verbs.update(people, roman, {"job_title": "Architect"}, by=cast["owner"], context=context)
    answer = save(owner, roman, "job_title", "Carpenter", version=seen)
    html = answer.content.decode()
    assert answer.status_code == 409 and "Architect" in html and "Carpenter" in html
    assert save(owner, roman, "job_title", "Carpenter", version=roman.version).status_code == 200


def test_a_change_elsewhere_in_the_record_does_not_disturb(owner, roman, cast, people, context):
    seen = roman.version
    verbs.update(people, roman, {"lifecycle": "loyalty"}, by=cast["owner"], context=context)
    assert save(owner, roman, "job_title", "Carpenter", version=seen).status_code == 200


def test_who_may_not_edit_gets_no_input_and_saves_nothing(client, roman, cast):
    client.force_login(cast["outsider"].user)
    assert client.get(f"/people/cell/{roman.pk}/job_title/", **HTMX).status_code == 404
    assert save(client, roman, "job_title", "Mine").status_code == 404
    cast["outsider"].user.role.rights = {"*": {"see": "all", "edit": "own"}}
    cast["outsider"].user.role.save()
    assert save(client, roman, "job_title", "Mine").status_code == 403


@pytest.mark.parametrize("field", ["name", "nothing", "next_step", "addresses"])
def test_what_is_not_mended_in_a_cell_has_no_input(field, owner, roman):
    assert owner.get(f"/people/cell/{roman.pk}/{field}/", **HTMX).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "99999999999999999999"])
def test_no_version_breaks_it(version, owner, roman):
    data = {"v.job_title": "Joiner", "has": "job_title", "version": version}
    assert owner.post(f"/people/cell/{roman.pk}/job_title/", data, **HTMX).status_code in (200, 409)


def test_a_double_is_named_while_a_number_is_typed(owner, roman, cast, people, context):
    raw = {"last_name": "Hnatiuk", "first_name": "Roman", "phones": "050 311 47 08"}
    double = verbs.create(people, raw, by=cast["owner"], context=context)
    address = f"/people/cell/{roman.pk}/phones/warnings/"
    said = owner.get(address, {"v.phones": "050 311 47 08"}).json()
    assert [line["url"] for line in said] == [people.url(double.pk)] and "Roman Hnatiuk" in said[0]["text"]
    assert owner.get(address, {"v.phones": "not yet"}).json() == []
