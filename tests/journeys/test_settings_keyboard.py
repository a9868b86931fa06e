"""Settings and the rest of a day's work by keyboard alone: sign-in, fields, pipelines, people, roles, import, My day, the bell."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import awake, lead
from tests.journeys.keyboard import choose, press, tab_to


def test_one_signs_in_and_finds_the_way_by_keys(visit, house):
    page = visit("/", as_=None)
    expect(page.locator("input[name=login]")).to_be_focused()
    page.keyboard.type(house.sign_in[0]["email"])
    tab_to(page, "Password", most=2)
    page.keyboard.type(house.sign_in[0]["password"])
    press(page, "Enter")
    expect(page.locator("#day-list")).to_be_visible()
    awake(page)
    press(page, "g", "o")
    expect(page.get_by_role("heading", name="Companies")).to_be_visible()
    awake(page)
    press(page, "Tab", "Enter")
    expect(page.locator("#main")).to_be_focused()
    press(page, "?")
    expect(page.locator("#keys")).to_be_visible()
    press(page, "Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_a_field_is_made_with_options_and_a_condition(visit):
    page = visit("/settings/fields/companies/")
    press(page, "c")
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    awake(page)
    page.keyboard.type("Way of delivery")
    tab_to(page, "Kind", most=2)
    choose(page, "One of")
    option = page.locator("#field-form [name=choice_label]")
    expect(option).to_have_count(2)
    tab_to(page, "Option", most=8)
    page.keyboard.type("By us")
    press(page, "Enter")
    page.keyboard.type("By carrier")
    tab_to(page, "Move", most=3, back=True)
    press(page, "ArrowUp")
    expect(option.first).to_have_value("By carrier")
    tab_to(page, "Field", most=14)
    choose(page, "Lifecycle")
    expect(page.locator("[name=shown_op]")).to_be_visible()
    tab_to(page, "Value", most=3)
    choose(page, "Loyal")
    tab_to(page, "Save", most=9)
    press(page, "Enter")
    expect(page.locator("table.fields")).to_contain_text("Way of delivery")


def test_a_pipeline_and_its_stages_are_made_and_put_in_order(visit):
    page = visit("/settings/pipelines/")
    tab_to(page, "Pipeline$", most=45)
    press(page, "Enter")
    page.wait_for_url("**/new/")
    awake(page)
    tab_to(page, "Name", most=45)
    page.keyboard.type("Repairs")
    press(page, "Control+Enter")
    expect(page.get_by_role("heading", name="Repairs")).to_be_visible()
    awake(page)
    for name in ("Looked at", "Priced"):
        tab_to(page, "Stage$", most=50)
        press(page, "Enter")
        page.wait_for_url("**/stages/new/")
        awake(page)
        tab_to(page, "Name", most=50)
        page.keyboard.type(name)
        press(page, "Control+Enter")
        expect(page.locator(".stage-lines")).to_contain_text(name)
        awake(page)
    lines = page.locator(".stage-lines [data-id]")
    tab_to(page, "Move Priced", most=70)
    press(page, "ArrowUp")
    expect(lines.filter(has_text="Priced").or_(lines.filter(has_text="Looked at")).first).to_contain_text("Priced")


def test_rules_of_assignment_are_made_and_put_in_order(visit):
    page = visit("/settings/assignment/")
    for name, down in (("Everybody in turn", 0), ("The least loaded", 1)):
        tab_to(page, "Rule$", most=50)
        press(page, "Enter")
        page.wait_for_url("**/new/")
        awake(page)
        tab_to(page, "Name", most=50)
        page.keyboard.type(name)
        tab_to(page, "In turn", most=12)
        press(page, *["ArrowDown"] * down)
        expect(page.get_by_role("radio", name=["In turn", "To the least loaded"][down])).to_be_checked()
        for colleague in ("Nadiia", "Taras"):
            tab_to(page, colleague, most=12)
            press(page, "Space")
        press(page, "Control+Enter")
        expect(page.locator(".stage-lines")).to_contain_text(name)
        awake(page)
    lines = page.locator(".stage-lines [data-id]")
    last = lines.filter(has_text="The least loaded")
    expect(last).to_contain_text("Nadiia")
    places = lines.count()
    tab_to(page, "Move The least loaded", most=70)
    with page.expect_response("**/order/"):
        press(page, "ArrowUp")
    lead(page, "/settings/assignment/")
    expect(lines.nth(places - 2)).to_contain_text("The least loaded")


def test_teams_are_made_one_under_another_and_somebody_joins(visit):
    page = visit("/settings/teams/")
    team = page.locator(".lines [data-depth]")
    for name, above in (("Shipping", ""), ("Night shift", "Shipping")):
        tab_to(page, "Name", most=50)
        page.keyboard.type(name)
        tab_to(page, "Part of", most=2)
        choose(page, above)
        tab_to(page, "Add the team", most=2)
        press(page, "Enter")
        expect(team.filter(has_text=name)).to_have_count(1)
        awake(page)
    depths = {name: int(team.filter(has_text=name).get_attribute("data-depth")) for name in ("Shipping", "Night shift")}
    assert depths["Night shift"] == depths["Shipping"] + 1
    tab_to(page, "Night shift", most=60)
    press(page, "Enter")
    page.wait_for_url("**/teams/*/")
    awake(page)
    tab_to(page, "Part of", most=60)
    press(page, "Home")
    press(page, "Control+Enter")
    expect(team.filter(has_text="Night shift")).to_have_attribute("data-depth", "0")
    lead(page, "/settings/people/")
    tab_to(page, ".*Andrii Melnyk", most=70)
    press(page, "Enter")
    expect(page.get_by_label("Team")).to_be_visible()
    awake(page)
    tab_to(page, "Team$", most=60)
    choose(page, "Night")
    press(page, "Control+Enter")
    expect(page.locator("tr").filter(has_text="Andrii Melnyk")).to_contain_text("Night shift")


def test_somebody_is_invited_and_a_role_is_changed(visit):
    page = visit("/settings/people/")
    tab_to(page, "Invite", most=45)
    press(page, "Enter")
    page.wait_for_url("**/invite/")
    awake(page)
    expect(page.get_by_label("E-mail")).to_be_focused()
    page.keyboard.type("new.colleague@lypadub.example")
    tab_to(page, "Role", most=4)
    choose(page, "Service")
    press(page, "Control+Enter")
    expect(page.locator("#content")).to_contain_text("new.colleague@lypadub.example")
    lead(page, "/settings/roles/")
    tab_to(page, "Copy: Read only", most=60)
    press(page, "Enter")
    expect(page.locator("input[name=name]")).to_have_value(re.compile("Read only"))
    awake(page)
    tab_to(page, "Requests, Edit", most=60)
    choose(page, "Own")
    press(page, "Control+Enter")
    expect(page.get_by_role("link", name=re.compile("Read only.+")).first).to_be_visible()


def test_a_file_is_brought_in(visit, tmp_path):
    file = tmp_path / "by-keys.csv"
    file.write_text("Full name;E-mail\nLesia Kravchuk;lesia@keys.example\n")
    page = visit("/import/?type=people")
    with page.expect_file_chooser() as choosing:
        tab_to(page, "Choose", most=30)
        press(page, "Enter")
    choosing.value.set_files(file)
    expect(page.locator("#import-columns")).to_be_visible()
    awake(page)
    tab_to(page, "Who is there already", most=70)
    press(page, "Enter")
    expect(page.get_by_role("button", name=re.compile("Bring in")).last).to_be_visible()
    awake(page)
    tab_to(page, "Bring in", most=70)
    press(page, "Enter")
    expect(page.locator("#import-part")).to_contain_text("Brought in", timeout=30_000)
    tab_to(page, "Take it back", most=60)
    press(page, "Enter")
    expect(page.locator("#import-part")).to_contain_text("Taken back", timeout=30_000)


def test_the_bell_is_read(visit):
    page = visit("/")
    tab_to(page, "Notifications", most=24)
    press(page, "Enter")
    expect(page.locator("#notices")).to_be_visible()
    expect(page.locator("#notices :focus")).to_have_count(1)
    press(page, "Escape")
    expect(page.locator("#notices")).to_be_hidden()
    expect(page.locator("#bell")).to_be_focused()
