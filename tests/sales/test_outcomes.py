"""Winning, losing, putting aside, reopening: each a row with who and when."""

import datetime

import pytest

from perennial.core.errors import Forbidden, Refused
from perennial.core.models import Event
from perennial.records import verbs as record_verbs
from perennial.records.registry import record_type
from perennial.sales.verbs import deals as verbs


def test_a_won_deal_is_closed_today_at_a_hundred_per_cent(deal, cast, context):
    verbs.win(deal, by=cast["owner"], context=context, comment="They liked the oak")
    row = deal.outcomes.get()
    assert (deal.outcome, deal.probability, row.kind, row.by_id) == ("won", 100, "won", cast["owner"].user_id)
    assert (deal.closed_on, row.comment) == (datetime.datetime.now(datetime.UTC).date(), "They liked the oak")
    assert deal.stays.get().left_at


def test_nobody_loses_a_deal_without_a_reason(deal, cast, context):
    with pytest.raises(Refused) as refused:
        verbs.lose(deal, "", by=cast["owner"], context=context)
    assert set(refused.value.errors) == {"loss_reason"}
    deal.refresh_from_db()
    assert deal.outcome == ""


def test_a_reason_is_one_of_the_list(deal, cast, context):
    with pytest.raises(Refused):
        verbs.lose(deal, "Bad weather", by=cast["owner"], context=context)


def test_a_lost_deal_keeps_its_reason_until_it_is_reopened(deal, cast, context):
    verbs.lose(deal, "Too expensive", by=cast["owner"], context=context)
    assert str(deal.outcomes.get().reason) == "Too expensive"
    verbs.reopen(deal, by=cast["owner"], context=context)
    assert (deal.outcome, deal.loss_reason_id, deal.closed_on, deal.probability) == ("", None, None, 10)
    assert [row.kind for row in deal.outcomes.order_by("id")] == ["lost", "reopened"]


def test_a_deal_brought_in_as_lost_without_a_reason_is_changed_in_all_else(deal, cast, context):
    type(deal).objects.filter(pk=deal.pk).update(outcome="lost", loss_reason=None)
    deal.refresh_from_db()
    deals = record_type("deals")
    record_verbs.update(deals, deal, {"title": "Oak kitchen, Podil"}, by=cast["owner"], context=context)
    deal.refresh_from_db()
    assert deal.title == "Oak kitchen, Podil"
    for wrong in ({"outcome": "lost"}, {"loss_reason": None}):
        with pytest.raises(Refused) as refused:
            record_verbs.update(deals, deal, wrong, by=cast["owner"], context=context)
        assert set(refused.value.errors) == {"loss_reason"}


def test_a_deal_is_put_aside_until_a_day(deal, cast, context):
    with pytest.raises(Refused) as refused:
        verbs.hold(deal, None, by=cast["owner"], context=context)
    assert set(refused.value.errors) == {"on_hold_until"}
    verbs.hold(deal, "2027-01-15", by=cast["owner"], context=context)
    assert (deal.outcome, str(deal.on_hold_until), deal.outcomes.get().kind) == ("on_hold", "2027-01-15", "held")


def test_what_is_won_is_not_won_twice_and_what_is_open_not_reopened(deal, cast, context):
    with pytest.raises(Refused):
        verbs.reopen(deal, by=cast["owner"], context=context)
    verbs.win(deal, by=cast["owner"], context=context)
    with pytest.raises(Refused):
        verbs.win(deal, by=cast["owner"], context=context)


def test_the_api_sets_an_outcome_under_the_same_rules(deal, cast, context):
    type = record_type("deals")
    with pytest.raises(Refused):
        record_verbs.update(type, deal, {"outcome": "lost"}, by=cast["owner"], context=context)
    record_verbs.update(
        type, deal, {"outcome": "lost", "loss_reason": "Too expensive"}, by=cast["owner"], context=context
    )
    assert Event.objects.filter(type="deals", verb="lost").exists()


def test_taking_a_win_back_opens_the_deal_again(deal, cast, context):
    verbs.win(deal, by=cast["owner"], context=context)
    record_verbs.put_back(deal, Event.objects.get(verb="won"), by=cast["owner"])
    assert (deal.outcome, deal.closed_on, deal.probability) == ("", None, 10)
    assert deal.stays.filter(left_at=None).count() == 1
    assert [row.kind for row in deal.outcomes.order_by("id")] == ["won", "reopened"]


def test_a_stranger_wins_nothing(deal, cast, context):
    with pytest.raises(Forbidden):
        verbs.win(deal, by=cast["outsider"], context=context)
