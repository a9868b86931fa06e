"""Every page: no barriers, nothing sideways, wide, middling and narrow, light and dark; the focus is always seen."""

import os

import pytest
from django.urls import get_resolver

from tests.journeys.conftest import NARROW, WIDE, awake, lead

MIDDLING = {"width": 768, "height": 1024}
PLACES = [
    "/", "/people/", "/companies/", "/deals/", "/deals/board/", "/requests/", "/calendar/", "/tasks/", "/import/", "/notifications/",
    "/settings/demo/", "/settings/fields/", "/settings/pipelines/", "/settings/people/",
]  # fmt: skip
LOOKS = {
    "wide light": (WIDE, False), "wide dark": (WIDE, True), "middling light": (MIDDLING, False),
    "middling dark": (MIDDLING, True), "narrow light": (NARROW, False), "narrow dark": (NARROW, True),
}  # fmt: skip
USUAL = ["wide light", "wide dark", "narrow light", "narrow dark"]
EVERY = os.environ.get("PERENNIAL_TEST_EVERY_LOOK")  # all pages in all six looks: a quarter of an hour
# A page that signs out, and lists that look like those of other records.
LEFT_OUT = {"/sign-out/", "/meetings/", "/calls/", "/notes/", "/leads/", "/meetings/new/", "/calls/new/", "/notes/new/"}
DIALOGS = [
    ("/people/", "Columns"), ("/people/", "Filter"), ("/people/", "New view"), ("/", "New"), ("/calendar/?view=week", "Plan: "),
]  # fmt: skip
LOST = """() => {
    const it = document.activeElement, bare = (one) => { const s = getComputedStyle(one); return (s.outlineStyle === 'none' || s.outlineWidth === '0px') && s.boxShadow === 'none'; };
    if (it === document.body) return '';
    const around = [it, it.closest('label, .inside, .quick-add, ui-tags, .joined, td, th, li'), it.closest('.composer')].filter(Boolean);
    const box = (it.matches('.sr, [type=file].sr') ? it.parentElement : it).getBoundingClientRect();
    const away = box.bottom < 0 || box.right < 0 || box.top > innerHeight || box.left > innerWidth;
    return around.every(bare) || away ? `${away ? 'out of sight' : 'no ring'}: ${it.outerHTML.slice(0, 120)}` : '';
}"""


@pytest.mark.parametrize("look", LOOKS if EVERY else USUAL)
def test_no_page_has_barriers_or_scrolls_sideways(visit, barriers, look):
    viewport, dark = LOOKS[look]
    page = visit("/", viewport=viewport, dark=dark)
    records = [first_of(page, list) for list in ("/people/", "/companies/", "/deals/")]
    places = [*(whole(page) if EVERY else PLACES), *records]
    assert not found_in(page, places, barriers)


def test_no_further_page_has_barriers(visit, barriers):
    """Pages of which one look is enough: each of the resolver's that needs no key, so that a new one is not forgotten."""
    page = visit("/", viewport=MIDDLING)
    places = [place for place in whole(page) if place not in PLACES]
    assert len(places) > 30
    assert not found_in(page, places, barriers)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_dialog_has_barriers(visit, barriers, viewport):
    page = visit("/", viewport=viewport)
    found = {}
    for path, name in DIALOGS:
        lead(page, path)
        button = page.get_by_role("button", name=name).first
        if not button.is_visible():
            continue  # what a phone has no room for
        button.click()
        page.locator("dialog[open], :popover-open").first.wait_for()
        awake(page)
        found |= {f"{path} {name}": wrong for wrong in [barriers(page)] if wrong}
    assert not found


@pytest.mark.parametrize("path", ["/", "/people/", "/deals/board/", "/calendar/", "/settings/fields/people/new/", "record"])
def test_the_focus_is_always_seen(visit, path):
    page = visit("/")
    lead(page, first_of(page, "/companies/") if path == "record" else path)
    lost = set()
    for _step in range(70):
        page.keyboard.press("Tab")
        lost.add(page.evaluate(LOST))
    assert lost <= {""}, "\n".join(sorted(lost))


def test_nothing_moves_for_who_wants_no_motion(visit):
    page = visit("/deals/board/", reduced_motion="reduce")
    page.keyboard.press("Control+k")
    page.locator("#palette[open]").wait_for()
    longest = page.evaluate("""() => Math.max(0, ...document.getAnimations().map((one) => one.effect.getTiming().duration))""")
    assert longest <= 1


def test_a_record_is_printed_without_what_only_screens_need(visit):
    page = visit("/")
    lead(page, first_of(page, "/companies/"))
    page.emulate_media(media="print")
    for part in (".rail", "#composer", ".rec-acts"):
        assert not page.locator(part).first.is_visible(), part
    assert page.locator("#record-facts").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def whole(page):
    """Return the addresses of all pages that need no key."""
    return [path for path in plain(get_resolver()) if path not in LEFT_OUT and is_page(page, path)]


def plain(resolver, before="/"):
    for one in resolver.url_patterns:
        path = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from plain(one, path)
        elif not set("<^(") & set(path) and not path.startswith(("/api/", "/ui/")):
            yield path


def is_page(page, path):
    answer = page.request.get(path, headers={"Accept": "text/html"})
    assert answer.status < 500, path
    return answer.status == 200 and answer.text().lstrip()[:15].lower() == "<!doctype html>"


def found_in(page, places, barriers):
    """Return what is wrong with pages as text, "" for nothing."""
    found = {}
    for path in dict.fromkeys(places):
        page.goto(path)
        sideways = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        wrong = [*barriers(page), *(["scrolls sideways"] if sideways else [])]
        if wrong:
            found[path] = wrong
    return "\n".join(f"{path}: {wrong}" for path, wrong in found.items())


def first_of(page, path):
    """Return the address of the first record of a list."""
    page.goto(path)
    return page.locator("[data-row] a[href]").first.get_attribute("href")
