"""My day: late, today, done; a task in one's own words; ticking off, opening again, putting off."""

import datetime

import pytest
from django.utils import timezone

from perennial.activities.models import Activity
from perennial.core.models import Event


def words(answer):
    return answer.content.decode()


def test_late_and_today_stand_on_the_home_page(door, plan):
    plan("Call about the quote", -2, "calls", by="colleague")
    plan("Check the credit limit", 0, by="colleague", all_day=True)
    plan("Order hinges", 3, by="colleague")
    page = words(door("colleague").get("/"))
    assert "Call about the quote" in page and "Check the credit limit" in page
    assert "Order hinges" not in page
    assert "1 late" in page and "1 for today" in page


def test_my_day_holds_only_what_is_mine(door, plan):
    plan("Not hers", 0, by="manager", all_day=True)
    assert "Not hers" not in words(door("colleague").get("/"))


def test_a_meeting_stands_in_the_day_of_whoever_takes_part(door, plan, cast):
    now = timezone.now().replace(hour=11, minute=0)
    plan("Show veneers", None, "meetings", by="manager", starts_at=now, users=[cast["colleague"].user_id])
    assert "Show veneers" in words(door("colleague").get("/"))
    assert "Show veneers" not in words(door("outsider").get("/"))


def test_the_page_asks_few_questions_however_full_the_day(door, plan, django_assert_max_num_queries):
    for number in range(15):
        plan(f"Task {number}", 0, by="colleague", all_day=True)
    browser = door("colleague")
    browser.get("/")
    with django_assert_max_num_queries(18):
        browser.get("/")


@pytest.mark.parametrize(
    ("text", "kind", "title"),
    [
        ("call Halyna tomorrow 10:00", "call", "call Halyna"),
        ("подзвонити Галині завтра о 10:00", "call", "подзвонити Галині"),
        ("позвонить Галине завтра в 10:00", "call", "позвонить Галине"),
        ("send the quote tomorrow 10:00", "task", "send the quote"),
    ],
)
def test_a_task_is_added_in_ones_own_words(door, text, kind, title):
    answer = door("colleague").post("/day/add/", {"text": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    made = Activity.objects.get()
    assert (made.kind, made.title) == (kind, title)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert timezone.localtime(made.starts_at).replace(tzinfo=None) == datetime.datetime.combine(
        tomorrow, datetime.time(10)
    )


def test_the_customer_that_is_named_is_found_and_told(door, halyna):
    shown = words(door("colleague").get("/day/understood/?text=call Halyna Moroz tomorrow 10:00"))
    assert "Halyna Moroz" in shown and f'value="people/{halyna.pk}" checked' in shown
    door("colleague").post("/day/add/", {"text": "call Halyna Moroz tomorrow"})
    assert Activity.objects.get().about == [["people", halyna.pk]]


def test_a_stranger_is_offered_no_customers_by_name(door, halyna):
    assert "people/" not in words(door("outsider").get("/day/understood/?text=call Halyna Moroz tomorrow"))
    assert door("outsider").get("/activities/about/?q=Moroz").json() == []


def test_who_takes_the_offer_off_gets_a_task_about_nobody(door, halyna):
    door("colleague").post("/day/add/", {"text": "call Halyna Moroz", "seen": f"people/{halyna.pk}"})
    assert Activity.objects.get().about == []


def test_an_empty_line_is_refused_in_words(door):
    answer = door("colleague").post("/day/add/", {"text": "  "}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Say what is to be done." in words(answer)


def test_a_tick_is_done_and_can_be_taken_back(door, plan):
    task = plan("Order hinges", 0, by="colleague", all_day=True)
    browser = door("colleague")
    answer = browser.post(f"/activities/{task.pk}/done/", headers={"HX-Request": "true"})
    assert answer.status_code == 204 and f"/activities/{task.pk}/open/" in answer["HX-Trigger"]
    assert "data-done" in words(browser.get("/"))
    browser.post(f"/activities/{task.pk}/open/", headers={"HX-Request": "true"})
    task.refresh_from_db()
    assert task.done_at is None


def test_opening_a_repeating_task_again_takes_its_next_one_away(door, plan):
    task = plan("Weekly call", 0, by="colleague", repeat="FREQ=WEEKLY")
    browser = door("colleague")
    browser.post(f"/activities/{task.pk}/done/")
    assert Activity.objects.filter(previous=task, trashed_at=None).count() == 1
    browser.post(f"/activities/{task.pk}/open/")
    assert not Activity.objects.filter(previous=task, trashed_at=None).exists()


@pytest.mark.parametrize(("word", "days"), [("tomorrow", 1), ("week", 7)])
def test_later_keeps_the_hour(door, plan, word, days):
    start = timezone.localtime().replace(hour=15, minute=30, second=0, microsecond=0)
    task = plan("Order hinges", None, by="colleague", starts_at=start)
    answer = door("colleague").post(f"/activities/{task.pk}/later/?to={word}", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    task.refresh_from_db()
    assert task.starts_at == start + datetime.timedelta(days=days)
    event = Event.objects.filter(verb="postponed").get()
    assert f"/tasks/{task.pk}/put-back/{event.pk}/" in answer["HX-Trigger"]


def test_a_day_that_is_none_is_refused_beside_its_field(door, plan):
    task = plan("Order hinges", 0, by="colleague")
    answer = door("colleague").post(f"/activities/{task.pk}/later/", {"day": "soon"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Choose a day." in words(answer)


def test_points_are_ticked_off_where_they_stand(door, plan):
    task = plan("Café tables", 0, by="colleague", checklist="tops\nlegs")
    browser = door("colleague")
    assert browser.post(f"/activities/{task.pk}/points/1/", {"done": "on"}).status_code == 204
    task.refresh_from_db()
    assert [point["done"] for point in task.checklist] == [False, True]
    assert browser.post(f"/activities/{task.pk}/points/9/", {"done": "on"}).status_code == 422
    assert "1 of 2" in words(browser.get(f"/tasks/{task.pk}/"))


@pytest.mark.parametrize("deed", ["done/", "open/", "later/?to=tomorrow", "points/0/"])
def test_a_stranger_can_do_nothing_with_it(door, plan, deed):
    task = plan("Order hinges", 0, by="colleague", checklist="tops")
    assert door("outsider").post(f"/activities/{task.pk}/{deed}").status_code == 404
    task.refresh_from_db()
    assert task.version == 1


@pytest.mark.parametrize("deed", ["done/", "later/?to=tomorrow"])
def test_who_only_sees_it_may_not_change_it(door, plan, deed):
    task = plan("Order hinges", 0, by="owner")  # about the colleague's customer, so she sees it
    assert door("colleague").get(f"/tasks/{task.pk}/").status_code == 200
    assert door("colleague").post(f"/activities/{task.pk}/{deed}").status_code == 403


def test_the_teams_day_is_for_whoever_sees_the_team(door, plan):
    plan("Harbour visit", 0, by="colleague", all_day=True)
    assert "Harbour visit" in words(door("manager").get("/day/team/"))
    assert door("outsider").get("/day/team/").status_code == 403
