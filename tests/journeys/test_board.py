"""The board: deals carried by mouse and by keys, won at once, lost for a reason."""

from playwright.sync_api import expect


def card(page, title):
    return page.locator("[data-card]").filter(has_text=title)


def column(page, label):
    return page.locator(f'[data-column][data-label="{label}"]')


def test_a_deal_is_carried_by_mouse(visit):
    page = visit("/deals/board/")
    held, to = card(page, "Meeting table, 3.6 m"), column(page, "Measuring").locator("[data-cards]")
    with page.expect_response("**/stage/"):  # the card stands there before the server knows
        carry(page, held.bounding_box(), to.bounding_box())
    expect(column(page, "Measuring")).to_contain_text("Meeting table, 3.6 m")
    page.reload()
    expect(column(page, "Measuring")).to_contain_text("Meeting table, 3.6 m")


def carry(page, start, end):
    page.mouse.move(start["x"] + 60, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(end["x"] + 50, end["y"] + 20, steps=12)
    page.mouse.move(end["x"] + 60, end["y"] + 30, steps=4)
    page.mouse.up()


def test_a_deal_is_carried_by_keys(visit):
    page = visit("/deals/board/")
    card(page, "Wardrobe room").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    with page.expect_response("**/stage/"):
        page.keyboard.press("Enter")
    expect(column(page, "Measuring")).to_contain_text("Wardrobe room")
    page.reload()
    expect(column(page, "Measuring")).to_contain_text("Wardrobe room")


def test_a_deal_is_put_back_by_escape(visit):
    page = visit("/deals/board/")
    card(page, "Bathroom cabinets, two").focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    expect(column(page, "Enquiry")).to_contain_text("Bathroom cabinets, two")


def test_a_deal_is_won_by_a_key_and_opened_again_by_undo(visit):
    page = visit("/deals/board/")
    card(page, "Waiting-room benches").focus()
    page.keyboard.press("w")
    expect(card(page, "Waiting-room benches")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(card(page, "Waiting-room benches")).to_have_count(1)


def test_a_deal_is_lost_for_a_reason(visit):
    page = visit("/deals/board/")
    card(page, "Lobby panels").focus()
    page.keyboard.press("l")
    dialog = page.get_by_role("dialog")
    dialog.locator("[type=submit]").click()
    expect(dialog.locator(".error").first).to_be_visible()
    dialog.get_by_text("Too expensive").click()
    dialog.locator("[type=submit]").click()
    expect(card(page, "Lobby panels")).to_have_count(0)


def test_a_deal_is_dropped_on_lost_by_mouse(visit):
    page = visit("/deals/board/")
    start = card(page, "Bar and 12 stools").bounding_box()
    page.mouse.move(start["x"] + 60, start["y"] + 40)
    page.mouse.down()
    page.mouse.move(start["x"] + 80, start["y"] + 120, steps=8)
    column(page, "Lost").hover()  # once it has come to rest
    end = column(page, "Lost").bounding_box()
    page.mouse.move(end["x"] + 40, end["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(column(page, "Design")).to_contain_text("Bar and 12 stools")
