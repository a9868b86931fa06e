"""A list: filtered, kept as a view, changed in its cells, looked into, tagged in one go."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, lead

BOTH = pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])


def row_of(page, name):
    return page.locator("[data-row]").filter(has_text=name)


@BOTH
def test_a_list_is_searched(visit, viewport):
    page = visit("/people/", viewport=viewport)
    page.locator("#list-q").fill("Savch")
    expect(page.locator("[data-row]")).to_have_count(1)
    expect(row_of(page, "Kateryna Savchenko")).to_be_visible()


def test_a_filter_becomes_a_view(visit):
    page = visit("/people/")
    filtered_by_job(page, "Architect")
    expect(page.locator("[data-row]")).to_have_count(2)
    page.get_by_role("button", name="Save view").click()
    dialog = page.get_by_role("dialog").filter(has=page.get_by_role("button", name="Save"))
    dialog.get_by_role("textbox", name="Name").fill("Who draws")
    dialog.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Who draws").first).to_be_visible()
    lead(page, "/people/")
    page.get_by_role("link", name="Who draws").first.click()
    expect(page.locator("[data-row]")).to_have_count(2)


def filtered_by_job(page, words):
    page.locator("#filter-open").click()
    condition = page.locator("#filter [data-condition]").first
    condition.get_by_label("Field").select_option("job_title")
    condition.get_by_role("textbox", name="Job title").fill(words)
    page.locator("#filter").get_by_role("button", name="Show").click()


def test_a_cell_is_changed_by_mouse(visit):
    page = visit("/people/")
    cell = row_of(page, "Anton Yaremenko").locator("[data-field=phones], td", has_text="+380 95").first
    cell.dblclick()
    box = page.locator(".cell-edit input:visible")
    box.fill("+380 95 402 68 12")
    box.press("Enter")
    expect(row_of(page, "Anton Yaremenko")).to_contain_text("95 402 6812")


def test_rows_are_walked_picked_and_looked_at_by_keyboard(visit):
    page = visit("/people/")
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first.locator(":focus")).to_have_count(1)
    page.keyboard.press("j")
    second = page.locator("[data-row]").nth(1)
    expect(second.locator(":focus")).to_have_count(1)
    page.keyboard.press("Space")
    expect(page.locator(".quick")).to_contain_text(second.locator(".who-name .clip").first.inner_text())
    page.keyboard.press("Escape")
    page.keyboard.press("x")
    expect(page.locator("[data-bulk-count]")).to_have_text("1")


@pytest.mark.parametrize("by_key", [False, True], ids=["mouse", "keyboard"])
def test_many_are_tagged_at_once_and_untagged_by_undo(visit, by_key):
    page = visit("/companies/")
    tag = "by key" if by_key else "by mouse"
    for name in ("Hotel Stara Brama", "Teplo Bakery"):
        box = row_of(page, name).get_by_role("checkbox")
        box.focus() if by_key else box.click()
        page.keyboard.press("Space") if by_key else None
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    page.locator("[data-bulk]").get_by_role("button", name="Tag").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("combobox", name="Put on").fill(tag)
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Change").click()
    expect(dialog).to_have_count(0)
    undo = page.get_by_role("button", name="Undo")
    undo.click()
    expect(undo).to_have_count(0)
    row_of(page, "Teplo Bakery").locator("a").first.click()
    expect(page.get_by_role("heading", name="Teplo Bakery").first).to_be_visible()
    expect(page.locator("#record-facts")).not_to_contain_text(tag)
