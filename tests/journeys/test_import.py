"""A spreadsheet is brought in by the wizard and taken back in one go."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, WIDE, lead

ROWS = """Full name;Phone;E-mail;Company
Bohdana Yurchenko;+380 67 555 10 {n};b.yurchenko{n}@import.example;Orikh Workshop {n}
Stepan Dmytruk;067 555 20 {n};s.dmytruk{n}@import.example;Orikh Workshop {n}
Wrong Phone;12;wrong{n}@import.example;
"""


@pytest.mark.parametrize(("viewport", "n"), [(WIDE, "11"), (NARROW, "12")], ids=["wide", "narrow"])
def test_a_file_is_brought_in_and_taken_back(visit, tmp_path, viewport, n):
    file = tmp_path / f"contacts-{n}.csv"
    file.write_text(ROWS.format(n=n))
    page = visit("/import/?type=people", viewport=viewport)
    page.locator("#import-file").set_input_files(file)
    expect(page.locator("#import-columns")).to_be_visible()
    page.get_by_role("link", name="Who is there already").last.click()
    page.get_by_role("button", name=re.compile("Bring in")).last.click()
    expect(page.locator("#import-part")).to_contain_text("Brought in", timeout=30_000)
    lead(page, f"/people/?q=dmytruk{n}")
    expect(page.locator("[data-row]")).to_have_count(1)
    lead(page, "/import/")
    page.get_by_role("link", name=file.name).click()
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator("#import-part")).to_contain_text("Taken back", timeout=30_000)
    lead(page, f"/people/?q=dmytruk{n}")
    expect(page.locator("[data-row]")).to_have_count(0)
