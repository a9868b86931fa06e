"""Carrying with a finger: real touches, held a moment and then moved; a finger that moves at once scrolls."""

import pytest
from playwright.sync_api import expect

TABLET = {"width": 1024, "height": 768}


class Finger:
    """One finger on the page."""

    def __init__(self, page):
        self.page, self.session, self.at = page, page.context.new_cdp_session(page), (0, 0)

    def down(self, box):
        self.at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self._send("touchStart")

    def rest(self):
        """Stay until the part under the finger says that it is taken."""
        expect(self.page.locator(".taken, [data-carried]")).not_to_have_count(0)

    def move(self, x, y, steps=12):
        before = self.at
        for step in range(1, steps + 1):
            self.at = (before[0] + (x - before[0]) * step / steps, before[1] + (y - before[1]) * step / steps)
            self._send("touchMove")

    def up(self):
        self._send("touchEnd")

    def _send(self, kind):
        points = [] if kind == "touchEnd" else [{"x": self.at[0], "y": self.at[1]}]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_a_deal_is_carried_by_a_finger(visit):
    page = visit("/deals/board/", viewport=TABLET, has_touch=True)
    held = page.locator("[data-card]").filter(has_text="Bathroom cabinets, two")
    to = page.locator('[data-column][data-label="Measuring"]')
    finger = Finger(page)
    finger.down(held.bounding_box())
    finger.rest()
    box = to.locator("[data-cards]").bounding_box()
    finger.move(box["x"] + 60, box["y"] + 30)
    with page.expect_response("**/stage/"):
        finger.up()
    expect(to).to_contain_text("Bathroom cabinets, two")
    page.reload()
    expect(to).to_contain_text("Bathroom cabinets, two")


@pytest.fixture
def meeting(visit):
    """A meeting of this week as `(page, locator)`, on a tablet."""
    page = visit("/calendar/?view=week", viewport=TABLET, has_touch=True)
    one = page.locator("[data-timed] [data-appt]").filter(has_text="Planning with Andrii").first
    one.scroll_into_view_if_needed()
    return page, one


def test_a_meeting_is_carried_by_a_finger(meeting):
    page, one = meeting
    before, box, finger = one.get_attribute("data-clock"), one.bounding_box(), Finger(page)
    finger.down(box)
    finger.rest()
    finger.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2 + 60)
    finger.up()
    expect(one).not_to_have_attribute("data-clock", before)


def test_a_meeting_is_drawn_longer_by_a_finger(meeting):
    page, one = meeting
    before, finger = one.get_attribute("data-minutes"), Finger(page)
    grip = one.locator("[data-grip]").bounding_box()
    finger.down(grip)
    finger.move(grip["x"] + grip["width"] / 2, grip["y"] + 60)
    finger.up()
    expect(one).not_to_have_attribute("data-minutes", before)


def test_a_finger_that_moves_at_once_carries_nothing(meeting):
    page, one = meeting
    before, box, finger = one.get_attribute("data-clock"), one.bounding_box(), Finger(page)
    finger.down(box)
    finger.move(box["x"] + box["width"] / 2, box["y"] - 60)
    finger.up()
    expect(page.locator("[data-carried]")).to_have_count(0)
    expect(one).to_have_attribute("data-clock", before)
