"""Requests: accepted into a deal in one step, declined for a reason."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, lead

CASES = [(WIDE, "Stairs, 15 steps", False), (NARROW, "Shelving for 12 desks", False), (WIDE, "Do you repaint fronts?", True)]


@pytest.mark.parametrize(("viewport", "title", "by_key"), CASES, ids=["mouse", "narrow", "keyboard"])
def test_a_request_becomes_a_deal(visit, viewport, title, by_key):
    page = visit("/requests/", viewport=viewport)
    button = page.locator("[data-card]").filter(has_text=title).get_by_role("button", name="Accept")
    press(page, button, by_key)
    press(page, page.get_by_role("dialog").get_by_role("button", name="Accept"), by_key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    lead(page, "/deals/")
    page.locator("#list-q").fill(title)
    expect(page.locator("[data-row]").filter(has_text=title)).to_have_count(1)


def press(page, button, by_key):
    if by_key:
        button.focus()
        page.keyboard.press("Enter")
    else:
        button.click()


def test_a_request_is_declined_for_a_reason_and_taken_back(visit):
    page = visit("/requests/")
    unsorted = page.locator("section, [data-column]").filter(has=page.get_by_role("heading", name="Unsorted")).first
    title = "Twenty chairs for a café in Lviv"
    page.locator("[data-card]").filter(has_text=title).get_by_role("button", name="Decline").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Too far for fitting").click()
    dialog.get_by_role("button", name="Decline").click()
    expect(unsorted).not_to_contain_text(title)
    page.get_by_role("button", name="Undo").click()
    expect(unsorted).to_contain_text(title)
