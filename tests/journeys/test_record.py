"""A record's page: a note that names a colleague, a call with what is next, a change put back."""

from playwright.sync_api import expect

from tests.journeys.conftest import NARROW, awake, lead


def opened(visit, list_, name, **options):
    page = visit(list_, **options)
    page.locator("[data-row]").filter(has_text=name).locator("a[href]").first.click()
    expect(page.get_by_role("heading", name=name).first).to_be_visible()
    awake(page)
    return page


def test_a_note_names_a_colleague_and_rings_his_bell(visit):
    page = opened(visit, "/companies/", "Bureau Linia")
    page.locator("#compose-note-text").click()
    page.keyboard.type("The veneer has come, @Maks")
    page.get_by_role("option", name="Maksym Lysenko").first.click()
    page.keyboard.type("please look at the grain")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#timeline, .timeline").first).to_contain_text("please look at the grain")
    expect_bell(visit("/notifications/", as_=6), "please look at the grain")


def expect_bell(page, words):
    """The bell is rung by the worker, a moment later."""
    for _ in range(30):
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(f"Nobody was told: {words}")


def test_a_call_is_noted_with_what_is_next(visit):
    page = opened(visit, "/companies/", "Teplo Bakery", viewport=NARROW)
    page.get_by_role("tab", name="Call").click()
    page.locator("#compose-call-text").fill("Wants the stools 3 cm higher")
    page.locator("#form-call select[name=then]").select_option(index=1)
    page.locator("#form-call").get_by_role("button", name="Save").click()
    expect(page.locator("#timeline, .timeline").first).to_contain_text("Wants the stools 3 cm higher")


def test_a_change_is_put_back_from_the_timeline(visit):
    page = opened(visit, "/companies/", "Kyiv Loft Offices")
    fact = page.locator("dd", has=page.get_by_role("button", name="12")).or_(page.locator("dt:has-text('Employees') + dd"))
    fact.get_by_role("button").first.click()
    box = page.locator(".fact-edit input[type=text], .fact-edit input[type=number]").first
    box.fill("33")
    page.locator(".fact-edit [type=submit]").click()
    expect(page.locator("dt:has-text('Employees') + dd")).to_contain_text("33")
    page.reload()
    page.get_by_role("button", name="Put back").first.click()
    expect(page.locator("dt:has-text('Employees') + dd")).to_contain_text("22")


def test_two_who_change_the_same_are_told_of_each_other(visit):
    mine = opened(visit, "/companies/", "Medvin Dental")
    theirs = opened(visit, "/companies/", "Medvin Dental", as_=1)
    for page in (mine, theirs):
        lead(page, page.url.rstrip("/") + "/edit/")
    theirs.get_by_label("Legal name").fill("Medvin LLC")
    theirs.get_by_role("button", name="Save").last.click()
    expect(theirs.get_by_role("heading", name="Medvin Dental").first).to_be_visible()
    mine.get_by_label("Legal name").fill("Medvin Ltd")
    mine.get_by_role("button", name="Save").last.click()
    conflict = mine.get_by_role("alert").filter(has_text="Andrii Melnyk")
    expect(conflict).to_contain_text("Medvin LLC")
    expect(mine.get_by_label("Legal name").last).to_have_value("Medvin Ltd")
    mine.get_by_role("button", name="Save").last.click()
    expect(mine.locator("#record-facts")).to_contain_text("Medvin Ltd")


def test_typed_text_outlives_a_session_that_ended(visit):
    page = opened(visit, "/companies/", "Ptakhy Kindergarten")
    text = "Playroom: rounded corners everywhere"
    page.locator("#compose-note-text").fill(text)
    page.context.clear_cookies(name="sessionid")
    page.locator("#compose-note-text").press("Control+Enter")
    expect(page.get_by_role("dialog").filter(has_text="You have been signed out")).to_be_visible()
    expect(page.locator("#compose-note-text")).to_have_value(text)


def test_typed_text_outlives_a_lost_connection(visit):
    page = opened(visit, "/companies/", "Kava i Knyhy")
    text = "Shelves are 2.1 m high after all"
    page.context.set_offline(True)
    page.locator("#compose-note-text").fill(text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#compose-note-text")).to_have_value(text)
    page.context.set_offline(False)
    page.locator("#compose-note-text").press("Control+Enter")
    expect(page.locator("#timeline, .timeline").first).to_contain_text(text)
