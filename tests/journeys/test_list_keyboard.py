"""A list by keyboard alone: searched, filtered, kept as a view, changed in its cells, arranged, worked through in bulk."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import awake, lead
from tests.journeys.keyboard import choose, press, tab_to


def row_of(page, name):
    return page.locator("[data-row]").filter(has_text=name)


def test_a_list_is_searched_filtered_and_kept_as_a_view(visit):
    page = visit("/people/")
    press(page, "/")
    page.keyboard.type("Savch")
    expect(page.locator("[data-row]")).to_have_count(1)
    press(page, "Control+a", "Delete")
    expect(row_of(page, "Anton Yaremenko")).to_be_visible()
    tab_to(page, "Filter", most=4)
    press(page, "Enter")
    expect(page.locator("#filter [data-part=field]")).to_be_focused()
    choose(page, "Job title")
    expect(page.locator("#filter").get_by_role("textbox", name="Job title")).to_be_visible()
    tab_to(page, "Job title", most=3)
    page.keyboard.type("Architect")
    press(page, "Enter")
    expect(page.locator("[data-row]")).to_have_count(2)
    tab_to(page, "Save view", most=8)
    press(page, "Enter")
    expect(page.get_by_role("dialog").get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.type("Architects by key")
    press(page, "Enter")
    expect(
        page.get_by_role("link", name="Architects by key").and_(page.locator("[aria-current=page]")).first
    ).to_be_visible()
    expect(page.locator("[data-row]")).to_have_count(2)


def test_rows_are_walked_looked_at_and_opened(visit):
    page = visit("/people/")
    press(page, "j", "j", "ArrowDown", "k")
    expect(page.locator("[data-row]").nth(1).locator(":focus")).to_have_count(1)
    press(page, "Space")
    expect(page.locator(".quick")).to_be_visible()
    press(page, "j")
    third = page.locator("[data-row]").nth(2)
    name = third.locator(".who-name .clip").first.inner_text()
    expect(page.locator(".quick")).to_contain_text(name)
    press(page, "Escape")
    expect(page.locator(".quick")).to_have_count(0)
    expect(third.locator(":focus")).to_have_count(1)
    press(page, "Enter")
    expect(page.get_by_role("heading", name=name).first).to_be_visible()


def test_cells_of_each_kind_are_changed_one_after_another(visit):
    page = visit("/deals/")
    press(page, "/")
    page.keyboard.type("Bathroom cabinets, two")
    expect(page.locator("[data-row]")).to_have_count(1)
    press(page, "Tab")
    row = page.locator("[data-row]")
    walk_to(page, row)
    press(page, "e")
    expect(editor(page, "company")).to_be_focused()
    page.keyboard.type("Teplo")
    expect(page.get_by_role("option", name="Teplo Bakery")).to_be_visible()
    press(page, "Enter")
    expect(row.locator("td[data-field=company]:not(.editing)")).to_contain_text("Teplo Bakery")
    press(page, "e")
    for field in ("company", "stage", "amount"):
        expect(editor(page, field)).to_be_focused()
        press(page, "Tab") if field != "amount" else None
    press(page, "Control+a")
    page.keyboard.type("123456.70")
    press(page, "Tab", "Tab")
    expect(row.locator("td[data-field=amount]")).to_contain_text("123,456.70")
    expect(editor(page, "expected_close_on")).to_be_focused()
    page.keyboard.type("12312030")
    press(page, "Enter")
    expect(row.locator("td[data-field=expected_close_on]")).to_contain_text("31 Dec 2030")


def test_words_choices_and_phones_are_changed_in_cells(visit):
    page = visit("/people/?q=Halyna+Moroz")
    row = page.locator("[data-row]")
    expect(row).to_have_count(1)
    walk_to(page, row)
    press(page, "e")
    expect(editor(page, "company")).to_be_focused()
    press(page, "Tab")
    expect(editor(page, "phones")).to_be_focused()
    press(page, "Control+a")
    page.keyboard.type("+380 50 224 19 64")
    press(page, "Tab")
    expect(row.locator("td[data-field=phones]")).to_contain_text("50 224 1964")
    expect(editor(page, "lifecycle")).to_be_focused()
    press(page, "ArrowDown", "ArrowDown", "ArrowUp", "End")
    press(page, "Enter")
    expect(row.locator("td[data-field=lifecycle]:not(.editing)")).to_contain_text("Lost")
    press(page, "e")
    expect(page.locator(".cell-edit")).to_be_visible()
    press(page, "Escape")
    expect(page.locator(".cell-edit")).to_have_count(0)
    expect(row.locator(":focus")).to_have_count(1)


def editor(page, field):
    return page.locator(f"td.editing[data-field={field}] :is(input:not([type=hidden]), select)").first


def walk_to(page, row):
    """Go to the only row of a list."""
    press(page, "j")
    expect(row.locator(":focus")).to_have_count(1)


def test_columns_are_chosen_and_moved(visit):
    page = visit("/companies/", as_=2)
    press(page, "j")
    tab_to(page, "Columns", most=12, back=True)
    press(page, "Enter")
    dialog = page.get_by_role("dialog", name="Columns")
    expect(dialog).to_be_visible()
    tab_to(page, "Tags", most=60)
    press(page, "Space")
    tab_to(page, "Save", most=60)
    press(page, "Enter")
    heads = page.locator("th[data-field]")
    expect(heads.last).to_have_attribute("data-field", "tags")
    before = heads.nth(-2).get_attribute("data-field")
    tab_to(page, "Columns", most=30)
    press(page, "Enter")
    expect(dialog).to_be_visible()
    tab_to(page, "Up: Tags", most=60)
    press(page, "Enter")
    expect(page.locator(":focus")).to_have_attribute("data-move", "-1")
    tab_to(page, "Save", most=60)
    press(page, "Enter")
    expect(heads.last).to_have_attribute("data-field", before)


def test_the_width_of_a_column_is_chosen_and_kept(visit):
    page = visit("/companies/", as_=3)
    column = page.locator("th[data-field]").nth(1)
    code, name = column.get_attribute("data-field"), column.inner_text()
    wide(page, name, "333")
    expect(page.locator(f"th[data-field={code}]")).to_have_attribute("width", "333")
    assert round(page.locator(f"th[data-field={code}]").bounding_box()["width"]) == 333
    lead(page, "/companies/")
    expect(page.locator(f"th[data-field={code}]")).to_have_attribute("width", "333")
    wide(page, name, "")
    expect(page.locator(f"th[data-field={code}]:not([width])")).to_be_visible()


def wide(page, column, pixels):
    """Give a column a width among the columns to choose from."""
    press(page, "/")
    tab_to(page, "Columns", most=12)
    press(page, "Enter")
    expect(page.get_by_role("dialog", name="Columns")).to_be_visible()
    tab_to(page, f"Width of {column}", most=20)
    press(page, "Control+a", "Delete")
    page.keyboard.type(pixels)
    press(page, "Enter")
    expect(page.get_by_role("dialog", name="Columns")).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="The columns are kept")).to_be_visible()
    awake(page)


def test_the_chosen_are_tagged_by_tab_alone(visit):
    page = visit("/companies/?q=Kav")
    rows = page.locator("[data-row]")
    names = [name.strip() for name in rows.locator("th .clip:not(.sub)").all_inner_texts()]
    for name in names[:2]:
        tab_to(page, f"Select {name}", most=90)
        press(page, "Space")
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    tab_to(page, "Tag$", most=30)
    press(page, "Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("combobox", name="Put on")).to_be_focused()
    page.keyboard.type("Met at the fair")
    press(page, "Enter")
    expect(dialog.locator(".tag")).to_contain_text("Met at the fair")
    tab_to(page, "Change", most=9)
    press(page, "Enter")
    expect(dialog).to_have_count(0)
    for name in names[:2]:
        page.get_by_role("link", name=name).click()
        expect(page.locator("#record-head")).to_contain_text("Met at the fair")
        lead(page, "/companies/?q=Kav")


def test_what_can_be_done_with_the_chosen_is_one_key_away(visit):
    page = visit("/people/")
    press(page, "j", "b")
    expect(page.locator("[data-row]").first.locator(":focus")).to_have_count(1)
    press(page, "x", "b")
    expect(page.locator("[data-bulk] :focus")).to_have_text(re.compile("All|Assign"))
    tab_to(page, "Choose none", most=12)
    press(page, "Enter")
    expect(page.locator("[data-bulk]")).to_be_hidden()


def test_many_are_given_away_changed_thrown_away_and_brought_back(visit):
    page = visit("/companies/?q=Kav")
    dialog, undo = page.get_by_role("dialog"), page.get_by_role("button", name="Undo")
    before = page.locator("[data-rows]").inner_text()
    press(page, "j")
    act_on_two(page, "Assign")
    expect(dialog.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("Nadiia")
    press(page, "Enter")
    expect(dialog.get_by_role("combobox")).to_have_value(re.compile("Nadiia .+"))
    press(page, "Enter")
    expect(dialog).to_have_count(0)
    taken_back(page, before)

    act_on_two(page, "Change")
    expect(dialog.get_by_role("combobox", name="Field")).to_be_focused()
    choose(page, "Lifecycle")
    expect(dialog.get_by_label("Lifecycle")).to_be_visible()
    tab_to(page, "Lifecycle", most=4)
    choose(page, "Lost")
    press(page, "Control+Enter")
    expect(dialog).to_have_count(0)
    taken_back(page, before)

    act_on_two(page, "Move to the trash")
    expect(undo).to_be_visible()
    lead(page, "/trash/?type=companies")
    thrown = page.locator("#trash-list tbody tr")
    before = thrown.count()
    tab_to(page, "Restore", most=40)
    press(page, "Enter")
    expect(thrown).to_have_count(before - 1)
    lead(page, "/companies/?q=Kav")
    expect(page.locator("[data-row]")).to_have_count(1)


def act_on_two(page, deed):
    """Pick this row and the next, and press what is to be done with them."""
    press(page, "x", "j", "Shift+X")
    expect(page.locator("[data-bulk-count]")).to_have_text("2")
    tab_to(page, deed, most=30)
    press(page, "Enter")


def taken_back(page, before):
    """See that something changed, take it back as the notice offers, and stand at the rows again."""
    rows = page.locator("[data-rows]")
    expect(rows).not_to_have_text(before, use_inner_text=True)
    expect(rows.locator("[data-row] :focus")).to_have_count(1)
    press(page, "Control+z")
    expect(rows).to_have_text(before, use_inner_text=True)
    press(page, "k", "k")
