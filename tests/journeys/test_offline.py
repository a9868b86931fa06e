"""Without a network: My day and the last seen records can be read; what is not here says so; signing out clears all."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import awake

KEPT = "async () => (await Promise.all((await caches.keys()).filter((name) => name.startsWith('pages-')).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat()"


@pytest.fixture
def kept(visit):
    """A page of somebody who has read his day and one company, and the address of that company."""
    page = visit("/")
    page.wait_for_function("navigator.serviceWorker.controller")
    page.goto("/companies/")
    page.get_by_role("link", name="Bureau Linia").first.click()
    expect(page.get_by_role("heading", name="Bureau Linia").first).to_be_visible()
    address = page.evaluate("location.pathname")
    page.wait_for_function(f"async () => {{ const paths = await ({KEPT})(); return ['/', '/offline/', '{address}'].every((one) => paths.includes(one)); }}")
    page.context.set_offline(True)
    return page, address


def test_the_day_and_a_record_are_read_without_a_network(kept):
    page, address = kept
    page.goto("/")
    expect(page.get_by_text("You see this page as it was on")).to_be_visible()
    expect(page.locator("main").get_by_role("checkbox").first).to_be_disabled()
    page.goto(address)
    expect(page.get_by_role("heading", name="Bureau Linia").first).to_be_visible()
    expect(page.locator("#compose-note-text")).to_be_disabled()


def test_what_is_not_kept_says_so_and_comes_back_by_itself(kept):
    page, _ = kept
    page.goto("/deals/")
    expect(page.get_by_role("heading", name="No connection")).to_be_visible()
    page.get_by_role("link", name="Bureau Linia").click()
    expect(page.get_by_role("heading", name="Bureau Linia").first).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#compose-note-text")).to_be_enabled()


def test_signing_out_leaves_nothing_on_the_device(kept):
    page, _ = kept
    page.context.set_offline(False)
    page.goto("/sign-out/")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("input[name=password]")).to_be_visible()
    awake(page)
    page.wait_for_function(f"async () => !(await ({KEPT})()).length")


def test_it_can_be_installed(visit):
    page = visit("/")
    manifest = page.request.get(page.locator("link[rel=manifest]").get_attribute("href")).json()
    assert manifest["display"] == "standalone"
    assert manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        answer = page.request.get(icon["src"])
        assert answer.headers["content-type"] == icon["type"] == "image/png"
