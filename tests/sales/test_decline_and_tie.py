"""Declining a request with a reason, tying it to an open deal, putting it back."""

import pytest

from perennial.core.errors import Refused
from perennial.sales.verbs import deals as deal_verbs
from perennial.sales.verbs import leads as verbs


@pytest.fixture
def lead(make):
    return make("leads", title="Site form", name="Roman")


def test_a_request_is_declined_with_a_reason(lead, cast):
    verbs.decline(lead, "Too expensive", by=cast["owner"], comment="Wants it for free")
    assert (lead.state, str(lead.decline_reason), lead.decline_comment) == (
        "declined",
        "Too expensive",
        "Wants it for free",
    )


@pytest.mark.parametrize("reason", ["", None, "Because", "999"])
def test_without_a_reason_of_the_list_it_waits(lead, cast, reason):
    with pytest.raises(Refused) as refused:
        verbs.decline(lead, reason, by=cast["owner"])
    assert set(refused.value.errors) == {"reason"}
    lead.refresh_from_db()
    assert lead.state == "unsorted"


def test_a_request_is_tied_to_an_open_deal(lead, deal, cast):
    verbs.tie(lead, deal, by=cast["owner"])
    assert (lead.state, lead.deal) == ("tied", deal)


def test_a_closed_deal_takes_no_request(lead, deal, cast, context):
    deal_verbs.win(deal, by=cast["owner"], context=context)
    with pytest.raises(Refused):
        verbs.tie(lead, deal, by=cast["owner"])


def test_a_declined_request_can_be_put_back(lead, cast):
    verbs.decline(lead, "Too expensive", by=cast["owner"])
    verbs.put_back(lead, by=cast["owner"])
    assert (lead.state, lead.decline_reason, lead.sorted_at) == ("unsorted", None, None)


def test_the_first_touch_is_noted_once(lead, cast):
    verbs.touch(lead, by=cast["owner"])
    first = lead.first_touch_at
    verbs.touch(lead, by=cast["owner"])
    verbs.decline(lead, "Too expensive", by=cast["owner"])
    assert lead.first_touch_at == first
