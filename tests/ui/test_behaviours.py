"""What parts of a page do under the mouse and the keys, on the page that shows them all."""

import re

import pytest
from playwright.sync_api import expect

from tests.ui.browser import chromium, serving

pytestmark = pytest.mark.browser
STARTED = "() => customElements.get('ui-cell') && customElements.get('ui-tags') && customElements.get('ui-repeat')"


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser, settings):
    settings.DEBUG = True  # what is misspelt in a template stops the page
    with serving() as address:
        context = browser.new_context(
            base_url=address, viewport={"width": 1440, "height": 900}, reduced_motion="reduce"
        )
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        wrong = []
        opened.on("pageerror", lambda error: wrong.append(str(error)))
        opened.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
        opened.goto("/ui/specimen/")
        opened.wait_for_function(STARTED)
        yield opened
        context.close()
        assert wrong == []


def test_what_was_done_can_be_taken_back(page):
    page.click("text=Toast with Undo")
    toast = page.locator("#toasts [data-toast]")
    expect(toast).to_contain_text("3 rows moved")
    with page.expect_request("**/ui/specimen/?undone") as undone:
        toast.locator("[data-undo]").click()
    assert undone.value.headers["x-csrftoken"]


def test_a_menu_is_walked_by_arrows_and_closed_by_escape(page):
    page.click(".brand")
    first = page.locator("#brand-menu [role^=menuitem]").first
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#brand-menu [data-theme-set=light]")).to_be_focused()
    page.keyboard.press("Escape")
    expect(first).to_be_hidden()


def test_the_dark_theme_is_kept_on_this_computer(page):
    page.click(".brand")
    page.click("[data-theme-set=dark]")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_palette_opens_by_keys_finds_and_goes(page):
    page.keyboard.press("Control+k")
    page.keyboard.type("kav")
    expect(page.locator("#palette-0")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#palette-1")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#two$"))


def test_letters_go_to_places_and_are_off_while_typing(page):
    page.fill("#f-must", "")
    page.focus("#f-must")
    page.keyboard.type("gl?")
    expect(page.locator("#f-must")).to_have_value("gl?")
    assert not page.url.endswith("#board")
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("#board$"))


def test_the_sheet_of_keys_switches_letters_off(page):
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    expect(page.locator("#keys-list")).to_contain_text("My day")
    page.locator("#letters-on").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_hidden()


def test_rows_are_chosen_by_keys(page):
    for key in ("j", "x", "j", "j", "Shift+X"):
        page.keyboard.press(key)
    expect(page.locator("[data-bulk-count]")).to_have_text("3")
    page.keyboard.press("Escape")
    expect(page.locator("[data-bulk]")).to_be_hidden()


def test_a_thing_is_found_by_typing_and_its_value_is_sent(page):
    box = page.locator("#f-wood")
    box.fill("шп")
    expect(page.locator(".listbox [aria-selected=true]")).to_contain_text("Шпон")
    page.keyboard.press("Enter")
    expect(box).to_have_value("Шпон")
    expect(page.locator("[name=wood]")).to_have_value("шпон")


def test_words_that_match_nothing_go_back_to_the_choice_made(page):
    box = page.locator("#f-wood")
    box.fill("zzz")
    expect(page.locator(".listbox:popover-open")).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#f-rest").focus()
    expect(box).to_have_value("Oak")


def test_a_word_nobody_had_is_offered_to_be_added(page):
    page.locator("#f-wood").fill("Cherry")
    expect(page.locator(".listbox [aria-selected=true]")).to_contain_text("Add “Cherry”")
    page.keyboard.press("Enter")
    expect(page.locator("[name=wood_new]")).to_have_value("Cherry")


def test_words_are_added_and_taken_off(page):
    tags = page.locator("ui-tags .tag")
    page.locator("#f-words").fill("ash")
    expect(page.locator(".listbox:popover-open [role=option]").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(tags).to_have_count(3)
    page.keyboard.press("Backspace")
    expect(tags).to_have_count(2)


def test_rows_of_a_list_are_added_with_a_number_of_their_own(page):
    page.click("ui-repeat [data-remove] >> nth=0")
    page.click("ui-repeat [data-add]")
    expect(page.locator("[name='emails-2-address']")).to_be_focused()
    expect(page.locator("[name='emails-1-address']")).to_have_count(1)


def test_what_was_typed_is_offered_again_after_the_page_was_lost(page):
    page.fill("#f-must", "a long story")
    page.reload()
    page.click("[data-draft] >> text=Put it back")
    expect(page.locator("#f-must")).to_have_value("a long story")


def test_passwords_are_not_kept(page):
    page.fill("#f-secret", "correct horse")
    page.fill("#f-must", "x")
    assert "correct horse" not in page.evaluate("JSON.stringify(localStorage)")


def test_a_cell_is_mended_where_it_stands(page):
    cell = page.locator("ui-cell").first
    cell.locator("button").click()
    expect(cell.locator("input")).to_be_focused()
    page.keyboard.type("Lviv")
    page.keyboard.press("Enter")
    expect(cell.locator("button")).to_have_text("Lviv")


def test_a_cell_that_is_refused_says_why_and_goes_back_on_escape(page):
    cell = page.locator("ui-cell").first
    cell.locator("button").click()
    cell.locator("input").fill(" ")
    page.keyboard.press("Enter")
    expect(cell).to_contain_text("A city, please.")
    page.keyboard.press("Escape")
    expect(cell.locator("button")).to_have_text("Kyiv")


def test_a_card_is_carried_by_keys_and_said_in_words(page):
    page.locator("[data-card='Kitchen 4.2 m']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#live-now")).to_have_text("Measuring, place 1")
    with page.expect_request("**/ui/specimen/?move") as put:
        page.keyboard.press("Enter")
    assert put.value.post_data == "stage=2&before=Oak+kitchen&version=1"


def test_escape_puts_a_carried_card_back(page):
    page.locator("[data-card='Kitchen 4.2 m']").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(page.locator("[data-column='1'] [data-card]").first).to_have_attribute("data-card", "Kitchen 4.2 m")


def test_a_card_is_carried_by_mouse(page):
    card, column = page.locator("[data-card='Bookshop counter']"), page.locator("[data-column='3'] [data-cards]")
    card.scroll_into_view_if_needed()
    start, end = card.bounding_box(), column.bounding_box()
    page.mouse.move(start["x"] + 150, start["y"] + 45)
    page.mouse.down()
    page.mouse.move(end["x"] + 60, end["y"] + 20, steps=12)
    page.mouse.move(end["x"] + 80, end["y"] + 30, steps=4)
    with page.expect_request("**/ui/specimen/?move") as put:
        page.mouse.up()
    assert put.value.post_data.startswith("stage=3")


def test_a_refused_card_goes_back_and_asks(page):
    page.locator("[data-card='Oak kitchen']").focus()
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#why")).to_be_visible()
    expect(page.locator("[data-column='2'] [data-card]")).to_have_count(1)


def test_a_session_that_ended_keeps_the_page_and_goes_on_after_sign_in(page):
    page.route("**/ui/specimen/", lambda route: route.fulfill(status=401))
    page.click("text=Toast with Undo")
    expect(page.locator("#signed-out")).to_be_visible()
    page.unroute("**/ui/specimen/")
    page.click("[data-retry]")
    expect(page.locator("#toasts")).to_contain_text("3 rows moved")


def test_what_is_sent_again_after_sign_in_is_all_that_was_sent(page):
    page.evaluate("""() => {
        const form = document.createElement("form");
        form.innerHTML = '<input name="phones" value="067 1"><input name="phones" value="067 2"><button>Send it twice</button>';
        form.setAttribute("hx-post", "/ui/specimen/?again");
        document.querySelector("main").append(form);
        window.htmx.process(form);
    }""")
    page.route("**/ui/specimen/?again", lambda route: route.fulfill(status=401))
    page.click("text=Send it twice")
    expect(page.locator("#signed-out")).to_be_visible()
    page.unroute("**/ui/specimen/?again")
    with page.expect_request("**/ui/specimen/?again") as again:
        page.click("[data-retry]")
    assert again.value.post_data.count("phones=067") == 2


def test_a_lost_connection_is_said_by_one_line(page):
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()


def test_a_server_that_breaks_is_said_in_words(page):
    page.route("**/ui/specimen/", lambda route: route.fulfill(status=500))
    page.click("text=Toast with Undo")
    expect(page.locator("#toasts [role=alert]")).to_contain_text("not with what you typed")


def test_the_bells_lines_open_as_a_menu(page):
    page.click("#bell")
    expect(page.locator("#notices")).to_contain_text("Iryna moved a deal to you")


def test_what_was_sent_and_saved_is_not_offered_again(page):
    page.fill("#f-must", "a long story")
    page.click("[data-keep] [type=submit]")
    page.wait_for_function("() => !Object.keys(localStorage).some((key) => key.startsWith('ui.draft.'))")


def test_a_refusal_in_words_of_the_server_is_shown_once(page):
    told = '{"toast": {"message": "Only Andrii may move it.", "late": true}}'
    page.route("**/ui/specimen/", lambda route: route.fulfill(status=403, headers={"HX-Trigger": told}))
    page.click("text=Toast with Undo")
    expect(page.locator("#toasts [data-toast]")).to_have_count(1)
    expect(page.locator("#toasts [role=alert]")).to_contain_text("Only Andrii may move it.")
