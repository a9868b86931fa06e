"""Every part passes axe (A, AA, 2.2, best practice), by day and by night, on a desk and on a phone."""

from pathlib import Path

import pytest

from tests.ui.browser import chromium, serving

pytestmark = pytest.mark.browser
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.mark.parametrize("address", ["/ui/specimen/", "/refuses/?status=419"])
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_anybodys_way(browser, address, width, scheme):
    with serving() as server:
        look = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme, "reduced_motion": "reduce"}
        page = browser.new_context(**look).new_page()
        page.goto(server + address)
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth")
        page.context.close()
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    assert wide == width
