"""A record by keyboard alone: written to, changed, put back, related, merged and taken apart again."""

from playwright.sync_api import expect

from tests.journeys.conftest import awake, lead
from tests.journeys.keyboard import choose, press, tab_to


def opened(visit, list_, name):
    """Find a record by typing and open it."""
    page = visit(list_)
    press(page, "/")
    page.keyboard.type(name)
    expect(page.locator("[data-row]")).to_have_count(1)
    press(page, "Tab", "j", "Enter")
    expect(page.get_by_role("heading", name=name).first).to_be_visible()
    awake(page)
    return page


def test_each_kind_of_the_composer_is_saved(visit, tmp_path):
    file = tmp_path / "playroom.txt"
    file.write_text("2.4 m")
    page = opened(visit, "/companies/", "Ptakhy Kindergarten")
    # Listened for from the start: a dialog for files that opens while the browser is only being told to
    # hand it over is closed by the browser itself.
    page.on("filechooser", lambda chooser: chooser.set_files(file))
    timeline = page.locator("#record-timeline")
    press(page, "1")
    expect(page.locator("#compose-note-text")).to_be_focused()
    page.keyboard.type("Corners must be round, @Maks")
    expect(page.get_by_role("option", name="Maksym Lysenko")).to_be_visible()
    press(page, "Enter")
    page.keyboard.type("please see")
    press(page, "Control+Enter")
    expect(timeline).to_contain_text("please see")
    press(page, "Escape")
    tab_to(page, "Note", most=3, back=True)
    press(page, "ArrowRight", "Tab")
    expect(page.locator("#compose-task-title")).to_be_focused()
    page.keyboard.type("Draw the low bench")
    press(page, "Control+Enter")
    expect(page.locator(".rec-talk")).to_contain_text("Draw the low bench")
    tab_to(page, "Task", most=3, back=True)
    press(page, "ArrowRight", "Tab")
    page.keyboard.type("They want birch")
    press(page, "Control+Enter")
    expect(timeline).to_contain_text("They want birch")
    tab_to(page, "Call", most=3, back=True)
    press(page, "ArrowRight", "Tab")
    page.keyboard.type("Measure the playroom")
    press(page, "Control+Enter")
    expect(page.locator(".rec-talk")).to_contain_text("Measure the playroom")
    tab_to(page, "Meeting", most=3, back=True)
    press(page, "ArrowRight")
    expect(page.get_by_role("tab", name="File")).to_be_focused()
    press(page, "Tab")
    expect(page.locator("record-upload input[type=file]")).to_be_focused()
    press(page, "Enter")
    expect(page.locator(".files")).to_contain_text("playroom.txt")


def test_a_late_answer_to_fewer_letters_does_not_spoil_a_name(visit):
    page = opened(visit, "/companies/", "Ptakhy Kindergarten")
    late = []
    page.route("**/options/users/?q=M", lambda route: late.append(route))
    press(page, "1")
    text = page.locator("#compose-note-text")
    expect(text).to_be_focused()
    page.keyboard.type("Corners, @Maks")
    expect(page.get_by_role("option", name="Maksym Lysenko")).to_be_visible()
    with page.expect_response("**/options/users/?q=M"):
        late[0].continue_()
    page.evaluate("fetch('/options/users/?q=Maks').then((answer) => answer.text())")  # by now the late one is read
    press(page, "Enter")
    expect(text).to_have_value("Corners, @Maksym Lysenko ")


def test_facts_are_changed_and_put_back(visit):
    page = opened(visit, "/companies/", "Kyiv Loft Offices")
    employees = page.locator("dt:has-text('Employees') + dd")
    before = employees.inner_text()
    tab_to(page, before, most=60)
    press(page, "Enter")
    expect(employees.locator("input:focus")).to_have_count(1)
    press(page, "Control+a")
    page.keyboard.type("77")
    press(page, "Enter")
    expect(employees).to_contain_text("77")
    expect(employees.locator(":focus")).to_have_count(1)
    tab_to(page, "Put back", most=80)
    press(page, "Enter")
    expect(employees).to_have_text(before, use_inner_text=True)


def test_all_facts_are_changed_at_once(visit):
    page = opened(visit, "/companies/", "Kyiv Loft Offices")
    address = page.url
    press(page, "e")
    page.wait_for_url("**/edit/")
    awake(page)
    tab_to(page, "Industry", most=60)
    choose(page, "Developers")
    tab_to(page, "Employees", most=40)
    press(page, "Control+a")
    page.keyboard.type("many")
    press(page, "Control+Enter")
    expect(page.locator(":focus")).to_have_attribute("aria-invalid", "true")
    press(page, "Control+a")
    page.keyboard.type("78")
    press(page, "Control+Enter")
    page.wait_for_url(address)
    facts = page.locator("#record-facts")
    expect(facts).to_contain_text("Developers")
    expect(facts).to_contain_text("78")


def test_a_company_is_related_until_today(visit):
    page = opened(visit, "/people/", "Kateryna Savchenko")
    tab_to(page, "Add a relation", most=90)
    press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox", name="Company")).to_be_focused()
    page.keyboard.type("Medvin")
    press(page, "Enter")
    expect(dialog.get_by_role("combobox", name="Company")).to_have_value("Medvin Dental")
    tab_to(page, "How", most=3)
    page.keyboard.type("advises")
    press(page, "Control+Enter")
    expect(dialog).to_have_count(0)
    line = page.locator(".roles li").filter(has_text="Medvin Dental")
    expect(line).to_contain_text("advises")
    tab_to(page, "What to do with the relation to Medvin Dental", most=12)
    press(page, "Enter")
    expect(page.get_by_role("menuitem", name="It ended today")).to_be_focused()
    press(page, "Enter")
    expect(line).to_contain_text("until")


def test_two_are_made_merged_and_taken_apart_again(visit):
    page = visit("/people/")
    for mail in ("one", "two"):
        press(page, "c")
        page.wait_for_url("**/people/new/")
        awake(page)
        expect(page.get_by_label("Last name")).to_be_focused()
        page.keyboard.type("Twynenko")
        press(page, "Tab")
        page.keyboard.type("Vira")
        tab_to(page, "E-mail", most=20)
        page.keyboard.type(f"{mail}@twynenko.example")
        press(page, "Control+Enter")
        expect(page.get_by_role("heading", name="Vira Twynenko")).to_be_visible()
        lead(page, "/people/?q=Twynenko")
    rows = page.locator("[data-row]")
    expect(rows).to_have_count(2)
    press(page, "j", "x", "j", "x")
    tab_to(page, "Merge", most=12)
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Two become one")).to_be_visible()
    awake(page)
    tab_to(page, "Merge", most=60)
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Vira Twynenko")).to_be_visible()
    awake(page)
    tab_to(page, "Take apart", most=60)
    press(page, "Enter")
    expect(page.get_by_role("status").filter(has_text="a record of its own again")).to_be_visible()
    lead(page, "/people/?q=Twynenko")
    expect(rows).to_have_count(2)
