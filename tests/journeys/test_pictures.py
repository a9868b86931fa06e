"""Pictures of the guide and the front page, taken anew when PERENNIAL_TEST_PICTURES=1 is set."""

import os

import pytest
from PIL import Image

from tests.journeys.conftest import ROOT

FOLDER = ROOT / "docs" / "user" / "pictures"
LARGEST = 200_000  # bytes
PICTURES = {
    "my-day": "/", "list": "/people/", "board": "/deals/board/", "record": "Kavova Hora", "calendar": "/calendar/", "wizard": "import",
}  # fmt: skip
ROWS = """Name;Phone;E-mail;Company;Lifecycle;Wood
Halyna Moroz;067 224 19 63;h.moroz@kavova.example;Kavova Hora;Loyalty;oak
Bohdana Yurchenko;+380 67 555 10 12;b.yurchenko@orikh.example;Orikh Workshop;Attraction;ash
Stepan Dmytruk;050 331 44 08;s.dmytruk@orikh.example;Orikh Workshop;Attraction;
Larysa Danylenko;045 946 20 17;l.danylenko;School 12, Brovary;Retention;birch
Ostap Dziuba;032 240 99 15;ostap@kava.example;Kava na Virmenskii;Attraction;beech
Olha Stets;093 225 18 70;o.stets@post.example;;Prospect;
Denys Prokopenko;044 332 07 14;denys@hrafit.example;Hrafit Studio;Attraction;oak
Yaroslav Mazur;050 771 90 34;y.mazur@post.example;;Attraction;ash
Kateryna Savchenko;050 311 47 08;k.savchenko@linia.example;Bureau Linia;Loyalty;walnut
"""


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_shows_its_page(visit, tmp_path, name):
    if not os.environ.get("PERENNIAL_TEST_PICTURES"):
        pytest.skip("PERENNIAL_TEST_PICTURES is not set")
    page = visit("/", viewport={"width": 1440, "height": 900})
    lead_to(page, PICTURES[name], tmp_path)
    page.evaluate("document.fonts.ready")
    page.wait_for_load_state()
    FOLDER.mkdir(exist_ok=True)
    large = tmp_path / "large.png"
    page.screenshot(path=large, animations="disabled")
    small = Image.open(large).convert("RGB").resize((1200, 750), Image.Resampling.LANCZOS)
    small.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)
    assert (FOLDER / f"{name}.png").stat().st_size < LARGEST


def lead_to(page, place, folder):
    if place == "import":
        file = folder / "customers.csv"
        file.write_text(ROWS)
        page.goto("/import/?type=people")
        page.locator("#import-file").set_input_files(file)
        page.get_by_role("link", name="First rows").click()
        page.get_by_text("Halyna Moroz").wait_for()
    elif place.startswith("/"):
        page.goto(place)
    else:
        page.goto("/companies/")
        page.get_by_role("link", name=place).first.click()
        page.locator("#composer").wait_for()
