"""Journeys: a person at a real Perennial in a real browser. Any error in the page fails the journey."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.chromium import ARGUMENTS, executable
from tests.serving import served

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 360, "height": 740}
# Colours are judged once nothing fades any more.
AT_REST = """Promise.all(document.getAnimations()
    .filter((one) => one.effect.getTiming().iterations !== Infinity)
    .map((one) => one.finished.catch(() => null)))"""

expect.set_options(timeout=30_000)  # machines that test are busy
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


def pytest_collection_modifyitems(items):
    """Mark everything in this folder as a journey."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def house(tmp_path_factory):
    """A served Perennial with the demo company: `.address`, `.sign_in` = [{"email", "password"}]."""
    with served(tmp_path_factory.mktemp("journeys")) as one:
        yield one


@pytest.fixture(scope="module")
def browser():
    """Chromium; gone after each file, since only one player may run at a time."""
    # Playwright keeps a loop running in this thread; Django must not take our own calls for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, house):
    """Return `visit(path, viewport=, dark=, language=, as_=0)`: a page, signed in unless `as_` is None.

    `as_` is the place of a person in the demo company's list. Errors in any page fail the journey at its end.
    """
    contexts, errors = [], []

    def go(path="/", viewport=WIDE, dark=False, language="en", as_=0, **options):
        scheme = "dark" if dark else "light"
        context = browser.new_context(
            base_url=house.address, viewport=viewport, color_scheme=scheme, locale=language, **options
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        _listen(page, errors)
        page.goto(path)
        if as_ is not None:
            _sign_in(page, house.sign_in[as_], path)
        awake(page)
        return page

    yield go
    for context in contexts:
        context.close()
    assert not errors, "\n".join(errors)


def lead(page, path):
    """Lead a page to another address, as somebody who waits until it works."""
    page.goto(path)
    awake(page)


def awake(page):
    """Wait until every part of the page works: who presses keys sooner presses them in vain."""
    page.locator("html[data-awake]").wait_for(state="attached")


def _listen(page, errors):
    page.on("pageerror", lambda error: errors.append(f"{page.url}: {error}"))
    page.on("console", lambda said: errors.append(f"{page.url}: {said.text}") if _is_error(said) else None)
    page.on("response", lambda answer: errors.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None)


def _is_error(said):
    # Refusals and lost connections are part of journeys; the browser notes them as errors.
    expected = ("Failed to load resource", "htmx:sendError", "htmx:afterRequest")
    return said.type == "error" and not said.text.startswith(expected)


def _sign_in(page, person, path):
    page.locator("input[name=login]").fill(person["email"])
    page.locator("input[name=password]").fill(person["password"])
    page.locator("input[name=password]").press("Enter")
    page.wait_for_url(lambda address: urlsplit(address).path == urlsplit(path).path)


@pytest.fixture
def barriers():
    """Return `barriers(page)`: what axe finds against WCAG 2.2 AA, as lines; empty is good."""

    def look(page):
        page.evaluate(AT_REST)
        page.evaluate(AXE.read_text())
        found = page.evaluate("rules => axe.run(document, rules)", RULES)
        return [
            f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']][:3]}" for one in found["violations"]
        ]

    return look
