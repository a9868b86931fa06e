"""The door of an installation: the first page that anybody sees."""

import pytest

from tests.journeys.conftest import NARROW, WIDE


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_first_page_has_no_barriers(visit, barriers, viewport, dark):
    page = visit("/", viewport=viewport, dark=dark, as_=None)
    assert page.title()
    assert not barriers(page)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_first_page_does_not_scroll_sideways(visit, viewport):
    page = visit("/", viewport=viewport, as_=None)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
