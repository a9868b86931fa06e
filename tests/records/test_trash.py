"""The trash: who put what there and when, and the way back."""

import json

import pytest

from perennial.records import verbs
from perennial.records.registry import record_type

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def gone(cast, people, context):
    raw = {"last_name": "Vlasenko", "owner": cast["colleague"].user_id}
    return verbs.trash(verbs.create(people, raw, by=cast["owner"], context=context), by=cast["owner"])


def test_the_trash_tells_what_by_whom_and_gives_it_back(client, cast, gone, people):
    client.force_login(cast["owner"].user)
    html = client.get("/trash/").content.decode()
    assert "Vlasenko" in html and "Owner" in html
    client.post(f"/people/{gone.pk}/back/", **HTMX)
    assert people.all().filter(pk=gone.pk).exists()
    assert "The trash is empty" in client.get("/trash/").content.decode()


def test_one_kind_of_record_is_shown_alone(client, cast, gone, context):
    verbs.trash(verbs.create(record_type("companies"), {"name": "Teplo"}, by=cast["owner"], context=context), by=cast["owner"])
    client.force_login(cast["owner"].user)
    html = client.get("/trash/?type=companies").content.decode()
    assert "Teplo" in html and "Vlasenko" not in html


def test_each_sees_only_his_own_and_restores_only_what_he_may_delete(client, cast, gone):
    client.force_login(cast["outsider"].user)
    assert "Vlasenko" not in client.get("/trash/").content.decode()
    assert client.post(f"/people/{gone.pk}/back/").status_code == 404
    cast["outsider"].user.role.rights = {"*": {"see": "all", "delete": "own"}}
    cast["outsider"].user.role.save()
    assert "Restore</button>" not in client.get("/trash/").content.decode()
    assert client.post(f"/people/{gone.pk}/back/").status_code == 403


def test_a_record_in_the_trash_is_in_no_list(client, cast, gone):
    client.force_login(cast["owner"].user)
    assert "Vlasenko" not in client.get("/people/").content.decode()
    assert client.get(f"/people/quick/{gone.pk}/", **HTMX).status_code == 404


def test_deleting_one_offers_undo(client, cast, people, context):
    record = verbs.create(people, {"last_name": "Kostenko"}, by=cast["owner"], context=context)
    client.force_login(cast["owner"].user)
    answer = client.post(f"/people/{record.pk}/out/", **HTMX)
    assert not people.all().exists()
    client.post(json.loads(answer["HX-Trigger"])["toast"]["undo"], **HTMX)
    assert people.all().exists()


@pytest.mark.parametrize("asked", [{"before": "soon"}, {"type": "nothing"}, {"before": "2026-01-01T00:00:00+00:00"}])
def test_no_address_breaks_the_trash(asked, client, cast, gone):
    client.force_login(cast["owner"].user)
    assert client.get("/trash/", asked).status_code in (200, 403)
