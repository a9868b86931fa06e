"""In a browser: the palette by keys alone, a field made and put in order, and nothing that keeps anybody out."""

import re

import pytest

from tests.journeys.conftest import NARROW, barriers, browser, house, visit  # noqa: F401

pytestmark = pytest.mark.browser


def test_by_keys_alone_one_finds_a_record_and_goes_there(visit, barriers):  # noqa: F811
    page = visit("/people/")
    name = page.locator("tbody [scope=row] a").first.inner_text().split()[-1]
    page.keyboard.press("Control+k")
    page.keyboard.type(name)
    first = page.locator("#palette-found [role=option]").first
    page.locator("#palette-found mark").first.wait_for()
    assert first.get_attribute("aria-selected") == "true"
    assert page.locator("#palette-q").get_attribute("aria-activedescendant") == first.get_attribute("id")
    assert not barriers(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(people|companies|deals|tasks|meetings|calls|notes|leads)/\d+/"))


def test_a_deed_is_done_from_the_palette(visit):  # noqa: F811
    page = visit("/people/")
    page.keyboard.press("Control+k")
    page.keyboard.type("> new person")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/new/**")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("path", ["/settings/fields/", "/settings/fields/deals/new/", "/search/?q=a"])
def test_pages_of_fields_and_search_keep_nobody_out(path, dark, visit, barriers):  # noqa: F811
    page = visit(path, dark=dark)
    assert not barriers(page)
    page.set_viewport_size(NARROW)
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_field_is_made_with_options_in_the_order_they_were_put(visit):  # noqa: F811
    page = visit("/settings/fields/people/new/")
    page.get_by_label("Name", exact=False).first.fill("Порода дерева")
    page.locator("[name=code]").and_(page.locator(":not([value=''])")).or_(page.locator("[name=code]")).first.wait_for()
    page.locator("[name=kind]").select_option("choice")
    page.locator("[name=choice_label]").first.fill("Дуб")
    page.keyboard.press("Enter")
    page.keyboard.type("Ясен")
    page.locator("[data-options] .grab").nth(1).focus()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/settings/fields/people/\d+/"))
    assert [one.input_value() for one in page.locator("[name=choice_label]").all()] == ["Ясен", "Дуб"]
    assert page.locator(".said code").inner_text() == "custom.poroda_dereva"
