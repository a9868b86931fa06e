"""Saved views: their own addresses, private or shared, renamed, ordered, pinned, thrown away."""

import json

import pytest

from perennial.core.models import Event
from perennial.records.models import View

LOYAL = json.dumps({"all": [{"field": "lifecycle", "op": "is", "value": "loyalty"}]})


@pytest.fixture
def owner(client, cast):
    user = cast["owner"].user
    user.role.capabilities = ["views"]
    user.role.save()
    client.force_login(user)
    return client


def kept(client, **values):
    client.post(f"/people/views/new/?filter={LOYAL}&sort=-created_at", {"name": "Loyal ones", **values})
    return View.objects.exclude(name="").latest("id")


def test_what_a_list_shows_is_kept_under_a_name_and_an_address(owner):
    view = kept(owner)
    assert view.query == {"filter": json.loads(LOYAL), "sort": ["-created_at"]}
    html = owner.get(f"/people/view/{view.pk}/").content.decode()
    assert "Loyal ones" in html and "Lifecycle is" in html and "Save view" not in html


def test_a_view_without_a_name_is_refused_and_nothing_is_kept(owner):
    answer = owner.post("/people/views/new/", {"name": " "})
    assert answer.status_code == 422 and "Give the view a name" in answer.content.decode()
    assert not View.objects.exclude(owner=None).exists()


def test_a_private_view_is_not_there_for_others(owner, client, cast):
    view = kept(owner)
    client.force_login(cast["colleague"].user)
    assert client.get(f"/people/view/{view.pk}/").status_code == 404
    assert f'data-view="{view.pk}"' not in client.get("/people/").content.decode()


def test_a_shared_view_is_a_tab_for_everybody_but_changed_only_by_who_may_share(owner, client, cast):
    view = kept(owner, shared="on")
    client.force_login(cast["colleague"].user)
    assert "Loyal ones" in client.get("/people/").content.decode()
    assert client.post(f"/views/{view.pk}/edit/", {"name": "Mine now"}).status_code == 403
    assert client.post(f"/views/{view.pk}/delete/").status_code == 403


def test_who_may_not_share_keeps_a_private_view_whatever_is_sent(client, cast):
    client.force_login(cast["colleague"].user)
    assert not kept(client, shared="on").shared


def test_a_view_is_renamed_and_pinned_to_the_menu(owner):
    view = kept(owner)
    owner.post(f"/views/{view.pk}/edit/", {"name": "Those who return", "pinned": "on"})
    html = owner.get("/settings/").content.decode()
    assert "Pinned" in html and "Those who return" in html


def test_a_pinned_view_of_what_one_may_not_see_is_not_in_the_menu(owner, client, cast):
    view = kept(owner, shared="on")
    owner.post(f"/views/{view.pk}/edit/", {"name": "Those who return", "shared": "on", "pinned": "on"})
    client.force_login(cast["colleague"].user)
    assert "Those who return" in client.get("/settings/").content.decode()
    cast["colleague"].user.role.rights = {}
    cast["colleague"].user.role.save()
    assert "Those who return" not in client.get("/settings/").content.decode()


def test_what_was_changed_in_a_view_goes_back_into_it(owner):
    view = kept(owner)
    owner.post(f"/people/view/{view.pk}/keep/?filter=&sort=name")
    view.refresh_from_db()
    assert view.query["filter"] is None and view.query["sort"] == ["name"]


def test_a_view_is_thrown_away(owner):
    view = kept(owner)
    owner.post(f"/views/{view.pk}/delete/")
    assert not View.objects.filter(pk=view.pk).exists()


def test_tabs_stand_in_the_order_they_were_put(owner):
    one, two = kept(owner), kept(owner)
    owner.post("/people/views/order/", {"ids": json.dumps([two.pk, one.pk])})
    assert list(View.objects.exclude(owner=None).order_by("place").values_list("pk", flat=True)) == [two.pk, one.pk]
    assert owner.post("/people/views/order/", {"ids": "{"}).status_code == 422


def test_a_view_of_a_field_that_is_no_more_says_so(owner, cast):
    view = View.objects.create(type="people", name="Old", owner=cast["owner"].user, query={"filter": {"field": "gone", "op": "is", "value": 1}})
    assert "cannot be asked" in owner.get(f"/people/view/{view.pk}/").content.decode()
    assert owner.get("/people/counts/", HTTP_HX_REQUEST="true").status_code == 200


def test_the_address_of_a_view_alone_leads_to_its_list(owner):
    view = kept(owner)
    assert owner.get(f"/views/{view.pk}/").url == f"/people/view/{view.pk}/"


def test_the_audit_tells_who_made_changed_shared_and_threw_away_a_view(owner, cast):
    view = kept(owner)
    owner.post(f"/views/{view.pk}/edit/", {"name": "Loyal", "shared": "on"})
    owner.post(f"/views/{view.pk}/edit/", {"name": "Loyal", "shared": "on"})
    owner.post(f"/people/view/{view.pk}/keep/?sort=name")
    owner.post(f"/views/{view.pk}/delete/")
    told = Event.objects.filter(type="views", record_id=view.pk).order_by("pk")
    assert [event.verb for event in told] == ["created", "changed", "changed", "removed"]
    assert told[1].changes == {"name": ["Loyal ones", "Loyal"], "shared": [False, True]}
    assert told[2].changes["sort"][1] == ["name"] and {event.user_id for event in told} == {cast["owner"].user_id}
    cast["owner"].user.role.capabilities.append("audit")
    cast["owner"].user.role.save()
    assert "Saved view" in owner.get("/settings/audit/").content.decode()
