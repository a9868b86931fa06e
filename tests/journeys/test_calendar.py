"""The calendar: a meeting moved by mouse and by keys."""

from playwright.sync_api import expect


def meeting(page, title):
    return page.locator("[data-appt]").filter(has_text=title).first


def test_a_meeting_is_moved_by_mouse(visit):
    page = visit("/calendar/?view=week")
    held = meeting(page, "Show oak and walnut veneers")
    held.scroll_into_view_if_needed()
    before = held.inner_text()
    box = held.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 8)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60, steps=10)
    page.mouse.up()
    expect(meeting(page, "Show oak and walnut veneers")).not_to_have_text(before, use_inner_text=True)


def test_a_meeting_is_moved_by_keys(visit):
    page = visit("/calendar/?view=week")
    held = meeting(page, "Planning with Andrii")
    before = held.inner_text()
    held.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(meeting(page, "Planning with Andrii")).not_to_have_text(before, use_inner_text=True)
