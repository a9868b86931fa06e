"""My day: what is due is ticked off, brought back, and added in one's own words."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE

BOTH = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])


@BOTH
def test_a_task_is_ticked_off_by_mouse_and_brought_back(visit, viewport):
    page = visit("/", viewport=viewport)
    row = page.locator(".todo", has_text="Ask production when the 12 café tables are ready")
    row.get_by_role("checkbox").click()
    expect(row).to_have_attribute("data-done", "")
    page.get_by_role("button", name="Undo").click()
    expect(row).not_to_have_attribute("data-done", "")


def test_a_task_is_ticked_off_by_keyboard(visit):
    page = visit("/")
    row = page.locator(".todo", has_text="Check the credit limit before the second batch")
    row.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(row).to_have_attribute("data-done", "")
    row.get_by_role("checkbox").focus()
    page.keyboard.press("Space")
    expect(row).not_to_have_attribute("data-done", "")


@BOTH
def test_a_task_is_added_in_ones_own_words(visit, viewport):
    page = visit("/", viewport=viewport)
    words = "Oil the sample boards" if viewport is WIDE else "Sweep the showroom"
    if viewport is WIDE:
        page.keyboard.press("n")
    else:
        page.locator("#quick-text").click()
    expect(page.locator("#quick-text")).to_be_focused()
    page.keyboard.type(f"{words} today 18:30")
    expect(page.locator("#quick-understood")).to_contain_text("18:30")
    page.keyboard.press("Enter")
    row = page.locator(".todo", has_text=words)
    expect(row).to_contain_text("18:30")
    page.reload()
    expect(row).to_be_visible()


def test_what_is_late_is_put_off_by_keyboard(visit):
    page = visit("/", as_=3)
    title = "Call when the locks have come"
    row = page.locator(".todo").filter(has_text=title)
    row.get_by_role("button", name="Later").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="In a week").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".todo", has_text=title)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".todo", has_text=title)).to_have_count(1)


def test_a_deal_with_nothing_planned_gets_its_next_step(visit):
    page = visit("/")
    gap = page.locator("#day-gaps li, [id^=day-] li").filter(has_text="Oak kitchen, Obolon")
    gap.get_by_role("button", name="Tomorrow").click()
    expect(gap).to_have_count(0)
