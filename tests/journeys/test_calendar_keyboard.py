"""The calendar by keyboard alone: from week to week, a meeting made, moved, lengthened."""

from playwright.sync_api import expect

from tests.journeys.conftest import awake
from tests.journeys.keyboard import press, tab_to


def test_a_meeting_is_made_moved_lengthened_and_put_back(visit):
    page = visit("/calendar/?view=week")
    words = page.locator(".cal-head p").inner_text()
    for key in ("]", "["):
        press(page, key)
        expect(page.locator(".cal-head p")).not_to_have_text(words)
        awake(page)
        words = page.locator(".cal-head p").inner_text()
    tab_to(page, "Plan:", most=90)
    press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("textbox", name="What").first).to_be_focused()
    page.keyboard.type("Look at the stair")
    press(page, "Control+Enter")
    expect(dialog).to_have_count(0)
    made = page.locator("[data-timed] [data-appt]").filter(has_text="Look at the stair")
    expect(made).to_have_attribute("data-clock", "09:00")
    tab_to(page, ".*Look at the stair", most=12, back=True)
    press(page, "Space", "ArrowDown", "ArrowDown", "Enter")
    expect(made).to_have_attribute("data-clock", "09:30")
    expect(made).to_be_focused()
    press(page, "Space", "Shift+ArrowDown", "Shift+ArrowDown", "Enter")
    expect(made).to_have_attribute("data-minutes", "90")
    expect(made).to_be_focused()
    press(page, "Space", "ArrowDown", "Escape")
    expect(made).to_have_attribute("data-clock", "09:30")
    expect(made).to_be_focused()
    press(page, "Control+z")
    expect(made).to_have_attribute("data-minutes", "60")
