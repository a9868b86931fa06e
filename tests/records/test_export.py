"""Export: exactly what the list shows, only what one may take out, with an event."""

import csv
import io
import json

import pytest

from perennial.core.models import Event
from perennial.records import verbs


@pytest.fixture
def three(cast, people, context):
    rows = [("Moroz", "owner", ["loyal"]), ("Savchenko", "owner", []), ("Bilyk", "colleague", ["loyal", "=1+1"])]
    for name, holder, tags in rows:
        raw = {"last_name": name, "owner": cast[holder].user_id, "tags": tags, "phones": "067 224 19 63", "lifecycle": "loyalty"}
        verbs.create(people, raw, by=cast["owner"], context=context)


def taken(client, **asked):
    answer = client.get("/people/export/", asked)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_a_file_holds_the_filter_order_and_columns_of_the_list(three, client, cast):
    client.force_login(cast["owner"].user)
    tree = json.dumps({"field": "owner", "op": "is", "value": "me"})
    rows = rows_of(taken(client, format="csv", filter=tree, sort="-name", columns="lifecycle,owner,tags"))
    assert [row["Name"] for row in rows] == ["Savchenko", "Moroz"]
    assert rows[1] == {"Name": "Moroz", "Lifecycle": "Loyalty", "Responsible": "Owner", "Tags": "loyal"}


def test_only_the_chosen_rows_when_rows_are_chosen(three, client, cast, people):
    client.force_login(cast["owner"].user)
    pk = people.all().get(last_name="Bilyk").pk
    assert [row["Name"] for row in rows_of(taken(client, format="csv", ids=[pk]))] == ["Bilyk"]


@pytest.mark.parametrize(("format", "start"), [("xlsx", b"PK"), ("json", b"["), ("vcard", b"BEGIN:VCARD")])
def test_other_formats_begin_as_they_should(three, client, cast, format, start):
    client.force_login(cast["owner"].user)
    assert taken(client, format=format).startswith(start)


def test_nobody_takes_out_more_than_his_role_lets_him(three, client, cast):
    user = cast["colleague"].user
    user.role.rights = {"*": {"see": "all", "export": "own"}}
    user.role.save()
    client.force_login(user)
    assert [row["Name"] for row in rows_of(taken(client, format="csv"))] == ["Bilyk"]
    user.role.rights = {"*": {"see": "all", "export": "none"}}
    user.role.save()
    assert client.get("/people/export/?format=csv").status_code == 403
    assert "Export as" not in client.get("/people/").content.decode()


def test_an_export_is_written_down(three, client, cast):
    client.force_login(cast["owner"].user)
    taken(client, format="csv")
    event = Event.objects.get(verb="exported")
    assert (event.type, event.record_id, event.user_id, event.data["count"]) == ("people", 0, cast["owner"].user_id, 3)


def test_a_format_nobody_knows_is_not_there(three, client, cast):
    client.force_login(cast["owner"].user)
    assert client.get("/people/export/?format=doc").status_code == 404
    assert client.get("/people/export/?format=csv&filter={\"field\":\"x\"}").status_code in (200, 422)
