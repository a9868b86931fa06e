"""The calendar: what it shows to whom, carrying, clashes, what has no day yet."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from perennial.activities.models import Activity
from perennial.core.models import Event

MONDAY = datetime.date(2030, 5, 6)


def at(hour, minute=0, day=MONDAY):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))


def words(answer):
    return answer.content.decode()


@pytest.fixture
def visit(plan):
    return plan("Measure the hall", None, "meetings", by="colleague", starts_at=at(10), ends_at=at(11, 30))


@pytest.mark.parametrize("view", ["day", "team", "week", "month"])
def test_every_way_to_see_shows_what_is_planned(door, visit, view):
    page = words(door("colleague").get(f"/calendar/?view={view}&on={MONDAY}"))
    assert "Measure the hall" in page and f'data-appt="{visit.pk}"' in page


@pytest.mark.parametrize("view", ["day", "team", "week", "month"])
def test_a_stranger_sees_nothing_of_a_colleagues_week(door, visit, cast, view):
    who = f"{cast['colleague'].user_id},{cast['outsider'].user_id}"
    assert "Measure the hall" not in words(door("outsider").get(f"/calendar/?view={view}&who={who}&on={MONDAY}"))


def test_who_only_sees_it_cannot_carry_it(door, plan):
    plan("The owner's visit", None, "meetings", by="owner", starts_at=at(10))
    who = Activity.objects.get().owner_id
    page = words(door("colleague").get(f"/calendar/?view=week&who={who}&on={MONDAY}"))
    assert "The owner&#39;s visit" in page and "data-appt" not in page


def test_odd_addresses_show_a_week(door):
    for query in ("view=year", "on=yesterday", "who=0,x,99999999999999999999", "team=9", "on=9999-12-31&view=month"):
        answer = door("colleague").get(f"/calendar/?{query}")
        assert answer.status_code == 200, query


def test_what_is_carried_keeps_its_length(door, visit):
    data = {"day": "2030-05-08", "clock": "14:00", "version": "1"}
    answer = door("colleague").post(f"/calendar/{visit.pk}/move/", data)
    assert answer.status_code == 204
    visit.refresh_from_db()
    assert (visit.starts_at, visit.ends_at) == (
        at(14, 0, datetime.date(2030, 5, 8)),
        at(15, 30, datetime.date(2030, 5, 8)),
    )


@pytest.mark.parametrize("zone", ["UTC", "Europe/Kyiv", "America/New_York"])
def test_what_is_carried_goes_back_by_undo(door, visit, cast, zone):
    cast["colleague"].user.time_zone = zone
    cast["colleague"].user.save()
    browser = door("colleague")
    browser.post(f"/calendar/{visit.pk}/move/", {"day": "2030-05-08", "clock": "12:15"})
    event = Event.objects.get(verb="postponed")
    answer = browser.post(f"/meetings/{visit.pk}/put-back/{event.pk}/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    visit.refresh_from_db()
    assert (visit.starts_at, visit.ends_at) == (at(10), at(11, 30))


def test_what_is_drawn_longer_ends_later(door, visit):
    door("colleague").post(f"/calendar/{visit.pk}/move/", {"day": str(MONDAY), "clock": "10:00", "minutes": "180"})
    visit.refresh_from_db()
    assert visit.ends_at == at(13)


def test_on_another_persons_row_it_is_theirs(door, visit, cast):
    data = {"day": str(MONDAY), "owner": cast["manager"].user_id}
    door("manager").post(f"/calendar/{visit.pk}/move/", data)
    visit.refresh_from_db()
    assert (visit.owner_id, visit.starts_at) == (cast["manager"].user_id, at(10))


@pytest.mark.parametrize(
    "data",
    [{"day": "never"}, {"day": ""}, {"day": str(MONDAY), "clock": "25:99"}, {"day": str(MONDAY), "owner": "999999"}],
)
def test_what_makes_no_sense_is_refused_with_the_reason(door, visit, data):
    answer = door("colleague").post(f"/calendar/{visit.pk}/move/", data)
    assert answer.status_code == 422 and "toast" in answer["HX-Trigger"]
    visit.refresh_from_db()
    assert visit.version == 1


def test_two_who_carry_the_same_are_told(door, visit):
    door("manager").post(f"/calendar/{visit.pk}/move/", {"day": "2030-05-09", "version": "1"})
    answer = door("colleague").post(f"/calendar/{visit.pk}/move/", {"day": "2030-05-10", "version": "1"})
    assert answer.status_code == 409
    visit.refresh_from_db()
    assert visit.starts_at.date() == datetime.date(2030, 5, 9)


def test_a_stranger_cannot_carry(door, visit):
    assert door("outsider").post(f"/calendar/{visit.pk}/move/", {"day": "2030-05-09"}).status_code == 404


def test_what_has_no_day_waits_beside_and_is_placed(door, plan):
    task = plan("Order hinges", None, by="colleague")
    call = plan("Ask about oak", None, "calls", by="colleague")
    browser = door("colleague")
    assert "Order hinges" in words(browser.get(f"/calendar/?view=week&on={MONDAY}"))
    browser.post(f"/calendar/{task.pk}/move/", {"day": str(MONDAY)})
    browser.post(f"/calendar/{call.pk}/move/", {"day": str(MONDAY)})
    task.refresh_from_db(), call.refresh_from_db()
    assert task.all_day and timezone.localtime(task.starts_at).date() == MONDAY
    assert not call.all_day and call.starts_at == at(9)


def test_a_call_without_a_day_is_put_into_the_first_gap(door, plan):
    plan("Fitting", None, "meetings", by="colleague", starts_at=at(9), ends_at=at(12))
    call = plan("Ask about oak", None, "calls", by="colleague")
    door("colleague").post(f"/calendar/{call.pk}/move/", {"day": str(MONDAY)})
    call.refresh_from_db()
    assert call.starts_at == at(12)


def test_two_places_at_once_are_said(door, plan, visit):
    plan("Measure a playroom", None, "meetings", by="colleague", starts_at=at(11), ends_at=at(12))
    page = words(door("colleague").get(f"/calendar/?view=week&on={MONDAY}"))
    assert "Colleague is in two places" in page and page.count("data-clash") == 2


def test_a_day_that_is_too_full_is_said(door, plan):
    plan("Fitting", None, "meetings", by="colleague", starts_at=at(7), ends_at=at(19))
    assert "has 12 h booked" in words(door("colleague").get(f"/calendar/?view=week&on={MONDAY}"))


def test_hours_are_those_of_the_reader(door, visit, cast):
    cast["colleague"].user.time_zone = "Asia/Tokyo"
    cast["colleague"].user.save()
    page = words(door("colleague").get(f"/calendar/?view=week&on={MONDAY}"))
    assert f'data-clock="{visit.starts_at.astimezone(ZoneInfo("Asia/Tokyo")):%H:%M}"' in page


def test_the_week_asks_few_questions(door, plan, django_assert_max_num_queries):
    for hour in range(8, 18):
        plan(f"Visit {hour}", None, "meetings", by="colleague", starts_at=at(hour))
    browser = door("colleague")
    browser.get(f"/calendar/?view=week&on={MONDAY}")
    with django_assert_max_num_queries(16):
        browser.get(f"/calendar/?view=week&on={MONDAY}")
