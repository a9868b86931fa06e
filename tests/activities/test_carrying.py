"""The calendar under the mouse and the keys, in a real browser."""

import datetime
import os

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from perennial.activities import verbs as do
from tests.ui.browser import chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MONDAY = datetime.date(2030, 5, 6)


@pytest.fixture(scope="module")
def browser():
    # Playwright keeps a loop running in this thread; Django must not take our own calls for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with chromium() as started:
        yield started


@pytest.fixture
def visit(plan):
    start = timezone.make_aware(datetime.datetime.combine(MONDAY, datetime.time(10)))
    return plan(
        "Measure the hall",
        None,
        "meetings",
        by="colleague",
        starts_at=start,
        ends_at=start + datetime.timedelta(hours=1),
    )


@pytest.fixture
def week(browser, live_server, cast, visit):
    """The colleague's week, open in the browser."""
    client = Client()
    client.force_login(cast["colleague"].user)
    context = browser.new_context(
        base_url=live_server.url, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
    )
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.goto(f"/calendar/?view=week&on={MONDAY}")
    page.wait_for_function("() => document.querySelector('[data-style-at]')?.style.getPropertyValue('--at')")
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def stands(visit):
    visit.refresh_from_db()
    start, end = timezone.localtime(visit.starts_at), timezone.localtime(visit.ends_at)
    return f"{start:%a %H:%M}-{end:%H:%M}"


def carry(page, to, by_hours):
    """Carry the visit with the mouse to another day, so many hours down."""
    item, lane = page.locator("[data-appt]").bounding_box(), page.locator(f'.cal-lane[data-day="{to}"]').bounding_box()
    page.mouse.move(item["x"] + 20, item["y"] + 8)
    page.mouse.down()
    page.mouse.move(item["x"] + 40, item["y"] + 30, steps=3)
    page.mouse.move(lane["x"] + 20, item["y"] + 8 + by_hours * 48, steps=5)
    page.mouse.up()


def test_the_mouse_carries_to_another_day_and_hour_and_undo_brings_back(week, visit):
    with week.expect_response("**/move/"):
        carry(week, "2030-05-08", 2)
    week.wait_for_selector('.cal-lane[data-day="2030-05-08"] [data-appt]')
    assert stands(visit) == "Wed 12:00-13:00"
    week.click("[data-undo]")
    week.wait_for_selector('.cal-lane[data-day="2030-05-06"] [data-appt]')
    assert stands(visit) == "Mon 10:00-11:00"


def test_its_foot_draws_it_longer(week, visit):
    item = week.locator("[data-appt]").bounding_box()
    week.mouse.move(item["x"] + item["width"] / 2, item["y"] + item["height"] - 2)
    week.mouse.down()
    week.mouse.move(item["x"] + item["width"] / 2, item["y"] + item["height"] + 46, steps=4)
    with week.expect_response("**/move/"):
        week.mouse.up()
    assert stands(visit) == "Mon 10:00-12:00"


def test_keys_carry_it_too_and_escape_leaves_it(week, visit):
    item = week.locator("[data-appt]")
    item.focus()
    for key in ("Space", "ArrowRight", "ArrowDown", "ArrowDown", "Escape"):
        week.keyboard.press(key)
    assert week.locator(".appt-ghost").count() == 0
    for key in ("Space", "ArrowRight", "ArrowDown", "ArrowDown", "Shift+ArrowDown"):
        week.keyboard.press(key)
    expect(week.locator("#live-now")).to_contain_text("Tuesday 7, 10:30–11:45")
    with week.expect_response("**/move/"):
        week.keyboard.press("Enter")
    assert stands(visit) == "Tue 10:30-11:45"


def test_what_is_refused_goes_back_with_the_reason(week, visit, cast):
    do.finish(visit, by=cast["owner"])
    with week.expect_response("**/move/") as answer:
        carry(week, "2030-05-08", 0)
    assert answer.value.status == 422
    week.wait_for_selector("text=This is done already")
    assert stands(visit) == "Mon 10:00-11:00"


def test_an_empty_place_asks_for_a_meeting_there(week):
    lane = week.locator('.cal-lane[data-day="2030-05-09"]').bounding_box()
    week.mouse.click(lane["x"] + 20, lane["y"] + 5 * 48 + 4)
    assert week.locator("[name='v.starts_at']").input_value() == "2030-05-09T13:00"
