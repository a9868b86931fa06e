"""Every page: no barriers, nothing sideways, wide and narrow, light and dark."""

import pytest

from tests.journeys.conftest import NARROW, WIDE

PLACES = [
    "/", "/people/", "/companies/", "/deals/", "/deals/board/", "/requests/", "/calendar/", "/tasks/", "/import/", "/notifications/",
    "/settings/demo/", "/settings/fields/", "/settings/pipelines/", "/settings/people/",
]  # fmt: skip
LOOKS = [(WIDE, False), (WIDE, True), (NARROW, False), (NARROW, True)]


@pytest.mark.parametrize(("viewport", "dark"), LOOKS, ids=["wide light", "wide dark", "narrow light", "narrow dark"])
def test_no_page_has_barriers_or_scrolls_sideways(visit, barriers, viewport, dark):
    page = visit("/", viewport=viewport, dark=dark)
    records = [first_of(page, list) for list in ("/people/", "/companies/", "/deals/")]
    found = {}
    for path in [*PLACES, *records]:
        page.goto(path)
        sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        wrong = [*barriers(page), *(["scrolls sideways"] if sideways else [])]
        if wrong:
            found[path] = wrong
    assert not found, "\n".join(f"{path}: {wrong}" for path, wrong in found.items())


def first_of(page, path):
    """Return the address of the first record of a list."""
    page.goto(path)
    return page.locator("[data-row] a[href]").first.get_attribute("href")
