"""The board of deals: heads, cards, moving, and the three ends."""

import pytest

from perennial.records.registry import record_type
from perennial.sales.models import Pipeline


@pytest.fixture
def move(page, deal):
    """Put the deal's card somewhere as one of the cast."""

    def moving(stage, by="owner", **more):
        return page(by).post(
            f"/deals/{deal.pk}/stage/", {"stage": stage, "before": "", "version": deal.version, **more}
        )

    return moving


def test_the_board_shows_stages_sums_and_whose_step_is_missing(page, deal):
    html = page("owner").get("/deals/board/").content.decode()
    for words in ("Kitchens", "Enquiry", "Agreement", "Oak kitchen", "€218,500", "Plan next step", "likely €21,850"):
        assert words in html


def test_a_stranger_sees_an_empty_board(page, deal):
    html = page("outsider").get("/deals/board/").content.decode()
    assert "Oak kitchen" not in html
    assert "218,500" not in html


def test_the_sums_of_a_filtered_board_are_those_of_its_cards(page, deal, make):
    make("deals", title="Shelves", amount="100")
    html = (
        page("owner")
        .get("/deals/board/", {"filter": '{"field": "title", "op": "contains", "value": "shelv"}'})
        .content.decode()
    )
    assert "€100" in html
    assert "218,500" not in html


def test_every_pipeline_has_its_board(page, deal, make):
    other = Pipeline.objects.create(name="Repairs", place=1)
    other.stages.create(name="Call")
    html = page("owner").get(f"/deals/board/{other.pk}/").content.decode()
    assert "Call" in html
    assert "Oak kitchen" not in html
    assert page("owner").get("/deals/board/999/").status_code == 404


def test_a_card_stays_where_it_was_put(page, move, deal, stages):
    answer = move(stages["Measuring"].pk)
    deal.refresh_from_db()
    assert (answer.status_code, deal.stage) == (204, stages["Measuring"])
    page("owner").undo(answer)
    deal.refresh_from_db()
    assert deal.stage == stages["Enquiry"]


def test_a_stage_asks_in_a_form_for_what_it_needs(move, deal, stages):
    stages["Measuring"].required_fields = ["expected_close_on"]
    stages["Measuring"].save()
    asked = move(stages["Measuring"].pk)
    assert (asked.status_code, "v.expected_close_on" in asked.content.decode()) == (422, True)
    refused = move(stages["Measuring"].pk, **{"has": "expected_close_on", "v.expected_close_on": "soon"})
    assert (refused.status_code, "aria-invalid" in refused.content.decode()) == (422, True)
    done = move(stages["Measuring"].pk, **{"has": "expected_close_on", "v.expected_close_on": "2026-12-24"})
    deal.refresh_from_db()
    assert (done.status_code, str(deal.expected_close_on)) == (204, "2026-12-24")


def test_a_card_that_somebody_moved_meanwhile_goes_back(move, deal, stages):
    move(stages["Measuring"].pk)
    assert move(stages["Agreement"].pk).status_code == 409


@pytest.mark.parametrize(("end", "words"), [("lost", "Why is it lost?"), ("on_hold", "Put aside until when?")])
def test_losing_and_putting_aside_ask_first(move, deal, end, words):
    answer = move(end)
    deal.refresh_from_db()
    assert (answer.status_code, words in answer.content.decode(), deal.outcome) == (422, True, "")


def test_winning_is_letting_go_and_can_be_undone(page, move, deal):
    answer = move("won")
    deal.refresh_from_db()
    assert (answer.status_code, deal.outcome) == (204, "won")
    page("owner").undo(answer)
    deal.refresh_from_db()
    assert (deal.outcome, deal.probability) == ("", 10)


def test_a_deal_is_lost_with_a_reason_held_and_reopened(page, deal):
    client = page("owner")
    assert client.post(f"/deals/{deal.pk}/lose/", {"has": "loss_reason", "v.loss_reason": ""}).status_code == 422
    reason = client.option("loss_reason", "Too expensive")
    client.post(
        f"/deals/{deal.pk}/lose/",
        {"has": ["loss_reason", "outcome_comment"], "v.loss_reason": reason.pk, "v.outcome_comment": "A third"},
    )
    deal.refresh_from_db()
    assert (deal.outcome, deal.loss_reason, deal.outcome_comment) == ("lost", reason, "A third")
    client.post(f"/deals/{deal.pk}/reopen/")
    client.post(f"/deals/{deal.pk}/hold/", {"has": "on_hold_until", "v.on_hold_until": "2027-03-01"})
    deal.refresh_from_db()
    assert (deal.outcome, str(deal.on_hold_until)) == ("on_hold", "2027-03-01")


@pytest.mark.parametrize("address", ["stage", "win", "lose", "hold", "reopen", "lines", "roles"])
def test_a_strangers_deal_is_not_there(page, deal, address):
    assert page("outsider").post(f"/deals/{deal.pk}/{address}/", {"stage": "1"}).status_code == 404


@pytest.mark.parametrize("stage", ["", "x", "999", "9" * 30])
def test_a_stage_that_is_none_is_refused(move, stage):
    assert move(stage).status_code == 422


def test_products_are_named_in_a_form(page, deal):
    client = page("owner")
    rows = {"lines-0-name": "Counter", "lines-0-quantity": "2", "lines-0-price": "1 200,50"}
    assert client.post(f"/deals/{deal.pk}/lines/", rows).status_code == 204
    deal.refresh_from_db()
    assert (deal.amount, deal.lines[0]["name"]) == (240_100, "Counter")
    assert (
        client.post(f"/deals/{deal.pk}/lines/", {"lines-0-name": "Counter", "lines-0-price": "much"}).status_code == 422
    )


def test_people_are_named_who_decide(page, deal, make):
    person = make("people", first_name="Halyna")
    client = page("owner")
    assert client.post(f"/deals/{deal.pk}/roles/", {"person": person.pk, "role": "pays"}).status_code == 204
    client.post(f"/deals/{deal.pk}/roles/{person.pk}/", {"role": "decides"})
    assert [row.role for row in deal.roles.all()] == ["decides"]
    client.post(f"/deals/{deal.pk}/roles/{person.pk}/", {"role": ""})
    assert not deal.roles.exists()
    assert client.post(f"/deals/{deal.pk}/roles/", {"person": "", "role": "pays"}).status_code == 422


def test_the_page_of_a_deal_tells_its_way(page, deal, make, stages):
    stages["Enquiry"].guidance = "Find out who decides"
    stages["Enquiry"].save()
    html = page("owner").get(record_type("deals").url(deal.pk)).content.decode()
    for words in ("Find out who decides", "Who decides", "Time in stages", "began the deal"):
        assert words in html
