"""Lists and record pages of the room: what they show, to whom, and the deeds of a task."""

import datetime
import re

import pytest
from django.utils import timezone

from perennial.activities.models import Activity
from perennial.records.models import View

TYPES = ("tasks", "meetings", "calls", "notes")


@pytest.fixture
def made(plan, door, halyna):
    """One of each kind, of the colleague."""
    for type in ("tasks", "meetings", "calls"):
        plan(f"About {type}", 1, type, by="colleague")
    door("colleague").post(f"/people/{halyna.pk}/compose/note/", {"text": "About notes"})
    return {one.as_kind().TYPE: one for one in Activity.objects.all()}


@pytest.mark.parametrize("type", TYPES)
def test_lists_and_pages_show_what_is_ones_own_and_strangers_nothing(door, made, type):
    pk = made[type].pk
    for page in (f"/{type}/", f"/{type}/{pk}/", f"/{type}/{pk}/edit/", f"/{type}/{pk}/history/"):
        assert f"About {type}" in door("colleague").get(page).content.decode(), page
    assert f"About {type}" not in door("outsider").get(f"/{type}/").content.decode()
    for part in ("", "edit/", "timeline/", "facts/", "history/", "do/finish/"):
        assert door("outsider").get(f"/{type}/{pk}/{part}").status_code == 404, part


@pytest.mark.parametrize("type", TYPES)
def test_the_form_of_a_new_one_opens(door, halyna, type):
    page = door("colleague").get(f"/{type}/new/?about=people/{halyna.pk}")
    assert page.status_code == 200 and "Halyna Moroz" in page.content.decode()


def test_a_task_is_made_with_all_it_can_have(door, halyna, cast):
    data = {
        "has": ["title", "about", "users", "starts_at", "checklist", "repeat", "remind_before", "priority"],
        "v.title": "Café tables", "v.about": [f"people/{halyna.pk}"], "v.users": [cast["manager"].user_id],
        "v.starts_at": "2030-05-06T10:00", "v.checklist": "[x] tops\nlegs", "v.repeat": "FREQ=WEEKLY", "v.remind_before": "30",
        "v.priority": "high",
    }  # fmt: skip
    answer = door("colleague").post("/tasks/new/", data)
    assert answer.status_code == 302, answer.content.decode()
    task = Activity.objects.get()
    assert task.about == [["people", halyna.pk]] and task.users == [cast["manager"].user_id]
    assert task.checklist == [{"text": "tops", "done": True}, {"text": "legs", "done": False}]
    assert task.starts_at - task.remind_at == datetime.timedelta(minutes=30)
    page = door("colleague").get(f"/tasks/{task.pk}/").content.decode()
    assert "every week" in page and "half an hour before" in page and "1 of 2" in page


def test_late_ones_are_marked_in_the_list(door, plan):
    plan("Late one", -3, by="colleague")
    plan("Planned one", 3, by="colleague")
    page = door("colleague").get("/tasks/").content.decode()
    assert page.count('data-step="late"') == 1 and 'data-step="planned"' in page


def test_tasks_begin_with_what_is_to_be_done_until_the_company_throws_that_view_away(door, plan):
    browser = door("colleague")
    plan("Still open", 1, by="colleague")
    done = plan("Done in winter", -90, by="colleague")
    browser.post(f"/tasks/{done.pk}/do/finish/", {"has": "outcome"}, headers={"HX-Request": "true"})
    rail = re.compile(r'href="(/tasks/[^"]*)"[^>]*>.{0,200}?Tasks', re.S)
    href = rail.search(browser.get("/").content.decode())[1]
    page = browser.get(href).content.decode()
    assert "Still open" in page and "Done in winter" not in page
    View.objects.filter(type="tasks").delete()
    assert rail.search(browser.get("/").content.decode())[1] == "/tasks/"


def test_the_list_asks_for_all_names_at_once(door, plan, django_assert_max_num_queries):
    for number in range(20):
        plan(f"Task {number}", number, by="colleague")
    browser = door("colleague")
    browser.get("/tasks/")
    with django_assert_max_num_queries(20):
        assert "Halyna Moroz" in browser.get("/tasks/").content.decode()


def test_a_task_is_finished_with_what_came_of_it_and_opened_again(door, made):
    task, browser = made["tasks"], door("colleague")
    assert "What came of it" in browser.get(f"/tasks/{task.pk}/do/finish/").content.decode()
    browser.post(
        f"/tasks/{task.pk}/do/finish/", {"has": "outcome", "v.outcome": "wants oak"}, headers={"HX-Request": "true"}
    )
    task.refresh_from_db()
    assert task.done_at and task.outcome == "wants oak"
    assert "wants oak" in browser.get(f"/tasks/{task.pk}/").content.decode()
    browser.post(f"/tasks/{task.pk}/do/reopen/", headers={"HX-Request": "true"})
    task.refresh_from_db()
    assert task.done_at is None


def test_a_task_is_put_off_from_its_page(door, made):
    task = made["tasks"]
    data = {"has": "to", "v.to": "2030-05-06T10:00"}
    assert (
        door("colleague").post(f"/tasks/{task.pk}/do/postpone/", data, headers={"HX-Request": "true"}).status_code
        == 204
    )
    task.refresh_from_db()
    assert timezone.localtime(task.starts_at).strftime("%Y-%m-%d %H:%M") == "2030-05-06 10:00"
    refused = door("colleague").post(
        f"/tasks/{task.pk}/do/postpone/", {"has": "to", "v.to": "soon"}, headers={"HX-Request": "true"}
    )
    assert refused.status_code == 422


def test_search_boxes_offer_customers_of_every_kind(door, halyna):
    rows = door("colleague").get("/activities/about/?q=moro").json()
    assert rows == [{"value": f"people/{halyna.pk}", "label": "Halyna Moroz", "sub": "Person"}]


@pytest.mark.parametrize(
    "page", ["/", "/calendar/", "/calendar/people/", "/tasks/", "/settings/calendar/", "/day/understood/?text=call"]
)
def test_nobody_gets_in_without_signing_in(client, db, page):
    answer = client.get(page)
    assert answer.status_code == 302 and "/sign-in/" in answer["Location"]


@pytest.mark.parametrize("type", ["tasks", "calls"])
def test_one_without_a_day_is_made_by_its_form(door, type):
    """A box left unticked sends nothing: it means no, whatever else is left empty."""
    data = {"has": ["title", "starts_at", "all_day", "incoming"], "v.title": "Some day", "v.starts_at": ""}
    answer = door("colleague").post(f"/{type}/new/", data)
    assert answer.status_code in (200, 204, 302, 422)
    assert type == "calls" or Activity.objects.get(title="Some day").all_day is False
