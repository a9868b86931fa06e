"""The page of requests: what waits, for how long, and sorting it right there."""

import datetime

import pytest
from django.utils import timezone

from perennial.accounts.models import Role
from perennial.people.models import Person
from perennial.sales.models import AssignmentRule, Deal, Lead
from perennial.sales.pages.requests import waiting


@pytest.fixture
def lead(make):
    return make("leads", title="Kitchen in Irpin", name="Anton Yaremenko", phones="0672241960", text="Four metres")


@pytest.mark.parametrize(
    ("minutes", "mark"), [(0, "planned"), (14, "planned"), (15, "today"), (59, "today"), (60, "late"), (3000, "late")]
)
def test_waiting_is_marked_after_a_quarter_and_after_an_hour(minutes, mark):
    lead = Lead(created_at=timezone.now() - datetime.timedelta(minutes=minutes))
    assert waiting(lead) == mark


def test_the_page_shows_who_waits(page, lead):
    html = page("owner").get("/requests/").content.decode()
    assert "Kitchen in Irpin" in html
    assert "Anton Yaremenko" in html


def test_a_request_is_accepted_there_and_taken_back(page, lead):
    client = page("owner")
    assert "New person" in client.get(f"/requests/{lead.pk}/accept/").content.decode()
    answer = client.post(
        f"/requests/{lead.pk}/accept/",
        {"has": ["title", "amount"], "v.title": "Oak kitchen", "v.amount": "1000", "v.amount_currency": "EUR"},
    )
    assert answer.status_code == 204
    deal = Deal.objects.get()
    assert (deal.title, deal.amount, deal.person.name) == ("Oak kitchen", 100_000, "Anton Yaremenko")
    undo = client.undo(answer)
    assert undo.status_code == 204
    lead.refresh_from_db()
    assert (lead.state, Person.objects.filter(trashed_at=None).count()) == ("unsorted", 0)


def test_a_wrong_amount_comes_back_beside_its_field_with_what_was_typed(page, lead):
    answer = page("owner").post(
        f"/requests/{lead.pk}/accept/", {"has": ["title", "amount"], "v.title": "Oak", "v.amount": "a lot"}
    )
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "a lot" in html
    assert "aria-invalid" in html


def test_declining_asks_for_a_reason_and_can_be_undone(page, lead):
    client = page("owner")
    assert client.post(f"/requests/{lead.pk}/decline/", {"reason": ""}).status_code == 422
    reason = client.option("decline_reason", "Too expensive")
    answer = client.post(f"/requests/{lead.pk}/decline/", {"reason": reason.pk, "comment": "No"})
    lead.refresh_from_db()
    assert (answer.status_code, lead.decline_reason) == (204, reason)
    client.undo(answer)
    lead.refresh_from_db()
    assert (lead.state, lead.decline_reason) == ("unsorted", None)


def test_a_request_is_tied_to_a_deal_and_put_back(page, lead, deal):
    client = page("owner")
    assert client.post(f"/requests/{lead.pk}/tie/", {"deal": ""}).status_code == 422
    client.post(f"/requests/{lead.pk}/tie/", {"other": deal.pk})
    lead.refresh_from_db()
    assert (lead.state, lead.deal) == ("tied", deal)
    client.post(f"/requests/{lead.pk}/unsort/")
    lead.refresh_from_db()
    assert lead.state == "unsorted"


def test_a_carried_card_goes_back_until_the_question_is_answered(page, lead):
    client = page("owner")
    for stage, words in (
        ("accepted", "Accept the request"),
        ("declined", "Decline the request"),
        ("tied", "Tie to an open deal"),
    ):
        answer = client.post(f"/requests/{lead.pk}/sort/", {"stage": stage})
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert client.post(f"/requests/{lead.pk}/sort/", {"stage": "nonsense"}).status_code == 422


def test_a_strangers_request_is_not_there(page, lead, cast):
    lead.owner_id = cast["colleague"].user_id
    lead.save()
    client = page("outsider")
    assert "Kitchen in Irpin" not in client.get("/requests/").content.decode()
    for address in ("accept", "decline", "tie"):
        assert client.get(f"/requests/{lead.pk}/{address}/").status_code == 404
    assert client.post(f"/requests/{lead.pk}/unsort/").status_code == 404


def test_who_may_only_read_is_offered_no_deeds(page, lead, cast):
    assert "data-end-key" in page("colleague").get("/requests/").content.decode()
    rights = {"*": {"see": "all", "create": "none", "edit": "none", "delete": "none", "export": "none"}}
    Role.objects.filter(code="test-own").update(rights=rights)
    html = page("colleague").get("/requests/").content.decode()
    assert "Kitchen in Irpin" in html
    assert "data-end-key" not in html


def test_waiting_requests_are_given_out_by_the_rules(page, lead, cast):
    AssignmentRule.objects.create(name="Turns", way="turn", users=[cast["colleague"].user_id])
    client = page("owner")
    assert "Give out by the rules" in client.get("/requests/").content.decode()
    client.post("/requests/distribute/")
    lead.refresh_from_db()
    assert lead.owner_id == cast["colleague"].user_id
