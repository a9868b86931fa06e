"""What opens within pages has no barriers either: menus, dialogs, editors, the bell, each step of the wizard."""

import re

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.journeys.conftest import NARROW, WIDE, awake, lead
from tests.journeys.test_barriers import first_of
from tests.journeys.test_import import ROWS

OPEN = "dialog[open], :popover-open, ui-cell form, .cell-edit, .editing, .quick"
# Where, and what is pressed there: a key, or the place of a button.
PRESSED = {
    "palette": ("/", "Control+k"), "all keys": ("/", "?"), "bell": ("/", "#bell"), "menu of the company": ("/", ".brand"),
    "a cell": ("/people/", "e"), "quick look": ("/people/", " "), "order": ("/people/", "[popovertarget*=sort]"),
    "more of a list": ("/people/", ".head [popovertarget]"),
    "whose calendar": ("/calendar/?view=week", ".cal-pick button"), "choice of the pipeline": ("/deals/board/", ".head [popovertarget]"),
    "more places": ("/", "[data-open=more-dialog]"), "anything new": ("/", "[data-open=new-dialog]"),
}  # fmt: skip
OF_A_DEAL = ("[hx-get*='/lose/']", "[hx-get*='/hold/']", ".rec-head [popovertarget]", ".facts .cell")
LOOKS = {"wide dark": (WIDE, True), "narrow light": (NARROW, False)}


@pytest.mark.parametrize("look", LOOKS)
def test_nothing_that_opens_has_barriers(visit, barriers, look):
    page = visit("/", viewport=LOOKS[look][0], dark=LOOKS[look][1])
    deal = first_of(page, "/deals/")
    found = {}
    for name, (path, pressed) in [*PRESSED.items(), *((one, (deal, one)) for one in OF_A_DEAL)]:
        lead(page, path)
        if press(page, pressed):
            found[name] = barriers(page)
    assert not {name: wrong for name, wrong in found.items() if wrong}
    assert len(found) >= 8


def press(page, what):
    """Press a key or a button, and tell whether that opened something; a phone has no room for all."""
    if what[0] not in "#.[":
        page.keyboard.press("j")
        page.keyboard.press(what)
    elif page.locator(what).filter(visible=True).count():
        page.locator(what).filter(visible=True).first.click()
    else:
        return False
    try:
        page.locator(OPEN).filter(visible=True).first.wait_for(timeout=5_000)
    except TimeoutError:
        return False
    awake(page)
    return True


@pytest.mark.parametrize("look", LOOKS)
def test_no_step_of_the_wizard_has_barriers(visit, barriers, look, tmp_path):
    page = visit("/import/?type=people", viewport=LOOKS[look][0], dark=LOOKS[look][1])
    file = tmp_path / f"steps {look}.csv"
    file.write_text(ROWS.format(n=31 + len(look)))
    page.locator("#import-file").set_input_files(file)
    expect(page.locator("#import-columns")).to_be_visible()
    found = {"columns": barriers(page)}
    page.get_by_role("link", name="Who is there already").last.click()
    expect(page.get_by_role("button", name=re.compile("Bring in")).last).to_be_visible()
    found["who is there"] = barriers(page)
    page.get_by_role("button", name=re.compile("Bring in")).last.click()
    expect(page.locator("#import-part")).to_contain_text("Brought in", timeout=30_000)
    found["brought in"] = barriers(page)
    assert not {step: wrong for step, wrong in found.items() if wrong}
