"""The API as an integrator uses it: read, make, change, trash, page, search."""

import json

import pytest


@pytest.fixture
def olena(api):
    body = {
        "first_name": "Olena",
        "last_name": "Kovalchuk",
        "emails": [{"address": "o@linia.example"}],
        "tags": ["oak"],
    }
    status, item, response = api("owner", "POST", "people", body)
    assert status == 201 and response["Location"] == f"/api/v1/people/{item['id']}"
    return item


def test_a_record_is_answered_in_full(olena):
    assert olena["version"] == 1 and olena["name"] == "Olena Kovalchuk"
    assert olena["emails"] == [{"address": "o@linia.example", "kind": "work", "primary": True}]
    assert olena["tags"][0]["name"] == "oak" and olena["custom"] == {}


def test_changing_needs_the_version_one_saw(api, olena):
    path = f"people/{olena['id']}"
    assert api("owner", "PATCH", path, {"job_title": "Architect"})[0] == 422
    assert api("owner", "PATCH", path, {"job_title": "Architect"}, If_Match='"1"')[1]["version"] == 2
    status, problem, response = api("owner", "PATCH", path, {"job_title": "Boss"}, If_Match='"1"')
    assert status == 412 and problem["changes"] == {"job_title": {"before": "", "after": "Architect"}}
    assert response["Content-Type"] == "application/problem+json"


def test_every_wrong_field_is_pointed_at(api):
    status, problem, _ = api("owner", "POST", "people", {"emails": "nonsense", "shoe": 42})
    assert status == 422 and {error["pointer"] for error in problem["errors"]} == {"/emails", "/shoe"}


def test_trash_and_restore(api, olena):
    assert api("owner", "DELETE", f"people/{olena['id']}")[0] == 200
    assert api("owner", "GET", "people")[1]["items"] == []
    assert api("owner", "POST", f"people/{olena['id']}/restore")[0] == 200


def test_a_stranger_finds_nothing(api, olena):
    path = f"people/{olena['id']}"
    assert [api("outsider", "GET", f"{path}{part}")[0] for part in ("", "/timeline", "/history", "/files")] == [404] * 4
    assert api("outsider", "PATCH", path, {"job_title": "Spy"}, If_Match='"1"')[0] == 404
    assert api("outsider", "DELETE", path)[0] == 404
    assert api("outsider", "GET", "search?q=Olena")[1]["items"] == []
    assert api("outsider", "GET", "people?count=true")[1]["total"] == 0


@pytest.mark.parametrize("address", ["nothing", "people/%0A1/files", "people/1%0A/restore", "%0A"])
def test_where_nothing_is_a_program_is_told_as_it_reads(api, address):
    status, problem, response = api("owner", "GET", address)
    assert (status, problem["status"], response["Content-Type"]) == (404, 404, "application/problem+json")


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "multipart/form-data; boundary=é"])
def test_a_file_in_a_form_that_cannot_be_read_is_refused(api, olena, kind):
    status, problem, _ = api("owner", "POST", f"people/{olena['id']}/files", Content_Type=kind)
    assert (status, [error["pointer"] for error in problem["errors"]]) == (422, ["/file"])


def test_nobody_without_a_token(client, db):
    assert client.get("/api/v1/people").status_code == 401
    assert client.get("/api/v1/people", headers={"Authorization": "Bearer wrong"}).status_code == 401


def test_pages_filters_sort_and_fields(api):
    for name in "CAB":
        api("owner", "POST", "people", {"last_name": name})
    first = api("owner", "GET", "people?limit=2&sort=name&fields=name&count=true")[1]
    assert [item["name"] for item in first["items"]] == ["A", "B"] and first["total"] == 3
    second = api("owner", "GET", f"people?limit=2&sort=name&fields=name&cursor={first['next']}")[1]
    assert [item["name"] for item in second["items"]] == ["C"] and second["next"] is None
    tree = json.dumps({"field": "last_name", "op": "is", "value": "b"})
    assert len(api("owner", "GET", f"people?filter={tree}")[1]["items"]) == 1


@pytest.mark.parametrize(
    "query",
    ["filter={", "filter=[]", "sort=shoe", "fields=shoe", "limit=0", "limit=x", "cursor=x", 'filter={"field":1}'],
)
def test_nonsense_in_the_query_is_refused_in_words(api, query):
    status, problem, _ = api("owner", "GET", f"people?{query}")
    assert status == 422 and problem["errors"][0]["message"]


def test_the_same_key_makes_one_record(api):
    first = api("owner", "POST", "people", {"last_name": "Once"}, Idempotency_Key="k1")
    again = api("owner", "POST", "people", {"last_name": "Once"}, Idempotency_Key="k1")
    assert again[0] == 201 and again[1] == first[1]
    assert api("owner", "POST", "people", {"last_name": "Twice"}, Idempotency_Key="k1")[0] == 422
    assert len(api("owner", "GET", "people")[1]["items"]) == 1


def test_many_at_once_all_or_nothing_or_each_by_itself(api, olena):
    good, bad = {"last_name": "Good"}, {"emails": "bad"}
    assert api("owner", "POST", "people/bulk", {"items": [good, bad], "atomic": True})[0] == 422
    assert len(api("owner", "GET", "people")[1]["items"]) == 1
    results = api("owner", "POST", "people/bulk", {"items": [good, bad]})[1]["results"]
    assert [result["status"] for result in results] == [201, 422]


def test_timeline_and_history(api, olena):
    api("owner", "PATCH", f"people/{olena['id']}", {"job_title": "Architect"}, If_Match='"1"')
    for part in ("timeline", "history"):
        items = api("owner", "GET", f"people/{olena['id']}/{part}")[1]["items"]
        assert [item["verb"] for item in items] == ["changed", "created"]


def test_a_report_counts(api, olena):
    rows = api("owner", "GET", "people/report?group=month(created_at)")[1]["rows"]
    assert rows[0]["count"] == 1


def test_the_description_names_every_collection(api):
    document = api("owner", "GET", "openapi.json")[1]
    assert document["openapi"] == "3.1.0" and "/api/v1/people/{pk}" in document["paths"]


def test_a_deal_is_moved_won_and_shown_on_the_board(api):
    deal = api(
        "owner",
        "POST",
        "deals",
        {"title": "Kitchen", "company": "Linia", "amount": {"amount": "1200.50", "currency": "EUR"}},
    )
    assert deal[0] == 422  # a name nobody has is not made by the API
    company = api("owner", "POST", "companies", {"name": "Linia"})[1]
    deal = api(
        "owner",
        "POST",
        "deals",
        {"title": "Kitchen", "company": company["id"], "amount": {"amount": "1200.50", "currency": "EUR"}},
    )[1]
    columns = api("owner", "GET", "deals/board")[1]["columns"]
    assert columns[0]["count"] == 1 and columns[0]["sum"] == {"amount": "1200.50", "currency": "EUR"}
    status, won, _ = api("owner", "POST", f"deals/{deal['id']}/outcome", {"kind": "won"})
    assert status == 200 and won["outcome"] == "won"


def test_an_id_larger_than_any_is_just_not_there(api):
    assert api("owner", "GET", f"people/{2**70}")[0] == 404


def test_two_become_one_and_two_again(api, olena):
    other = api("owner", "POST", "people", {"last_name": "Koval", "phones": "067 224 19 63"})[1]
    status, kept, _ = api("owner", "POST", f"people/{olena['id']}/merge", {"with": other["id"]})
    assert status == 200 and kept["phones"][0]["number"] == "+380672241963"
    assert api("outsider", "POST", f"people/{olena['id']}/unmerge", {})[0] == 404
    assert api("owner", "POST", f"people/{olena['id']}/unmerge", {})[1]["id"] == other["id"]
    assert len(api("owner", "GET", "people")[1]["items"]) == 2
