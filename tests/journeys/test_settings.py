"""A field of one's own is used in a filter from the minute it is made."""

from playwright.sync_api import expect

from tests.journeys.conftest import lead


def test_a_field_is_made_and_used_in_a_filter(visit):
    page = visit("/settings/fields/")
    lead(page, "/settings/fields/people/")
    page.get_by_role("link", name="Field", exact=True).click()
    page.get_by_label("Name").first.fill("Favourite wood")
    page.locator("#field-form [name=kind]").select_option("text")
    page.locator(".edit-foot").get_by_role("button", name="Save").click()
    expect(page.locator("table.fields")).to_contain_text("Favourite wood")

    lead(page, "/people/")
    page.locator("#filter-open").click()
    field = page.locator("#filter [data-condition]").first.get_by_label("Field")
    field.select_option(label="Favourite wood")
    condition = page.locator("#filter [data-condition]").first
    condition.get_by_label("How").select_option("empty")
    page.locator("#filter").get_by_role("button", name="Show").click()
    expect(page.locator(".chip", has_text="Favourite wood")).to_be_visible()
    expect(page.locator("[data-row]").first).to_be_visible()
