"""Finding: half a name, digits of a phone, by keys alone and with a thumb."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW

FINDS = [("savch", "Kateryna Savchenko"), ("2241980", "Daryna Shust"), ("stara bra", "Hotel Stara Brama"), ("reitarsk", "Café on Reitarska")]


@pytest.mark.parametrize(("typed", "name"), FINDS)
def test_it_is_found_by_keys(visit, typed, name):
    page = visit("/")
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    best = page.get_by_role("option").filter(has_text=name).first
    expect(best).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def test_it_is_found_with_a_thumb(visit):
    page = visit("/", viewport=NARROW, has_touch=True)
    page.get_by_role("button", name="Find").first.tap()
    page.locator("#palette input").fill("petrenk")
    page.get_by_role("option").filter(has_text="Oleksandr Petrenko").first.tap()
    expect(page.get_by_role("heading", name="Oleksandr Petrenko").first).to_be_visible()
