"""A report that kept sums can answer is answered by them, and says the same as adding the deals up."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perennial.records.context import context_for
from perennial.records.query import Query, board, report
from perennial.records.registry import record_type
from perennial.sales.models import Deal

KEPT = [
    (["stage"], ""), (["stage", "month(expected_close_on)"], "amount"), (["month(expected_close_on)"], "amount"),
    (["outcome"], "amount"), (["pipeline", "outcome"], ""),
]  # fmt: skip


@pytest.fixture
def some(make, cast):
    for place in range(12):
        day = {"expected_close_on": datetime.date(2026, 9 + place % 4, 1 + place).isoformat()} if place % 5 else {}
        owner = cast[("manager", "colleague", "outsider")[place % 3]].user_id
        make("deals", title=f"Deal {place}", amount=str(10 * place), owner=owner, **day)


def asked(who, cast, **values):
    actor = cast[who]
    return Query(record_type("deals"), actor, context=context_for(actor), **values)


def added_up(monkeypatch, answer):
    """Return what the same report says when sums are not kept."""
    with monkeypatch.context() as patched:
        patched.setattr(type(record_type("deals")), "kept_sums", lambda *_: None)
        return answer()


@pytest.mark.parametrize(("groups", "summed"), KEPT)
@pytest.mark.parametrize("who", ["owner", "manager", "colleague", "outsider"])
def test_kept_sums_say_what_adding_up_says(some, cast, monkeypatch, groups, summed, who):
    with CaptureQueriesContext(connection) as queries:
        kept = report(asked(who, cast), groups, summed)
    assert not any('"sales_deal"' in query["sql"] for query in queries.captured_queries)
    assert kept == added_up(monkeypatch, lambda: report(asked(who, cast), groups, summed))


def test_a_filter_by_stage_or_outcome_is_answered_by_them_too(some, cast, monkeypatch):
    tree = {"all": [{"field": "stage", "op": "is", "value": Deal.objects.first().stage_id}, {"field": "outcome", "op": "empty"}]}
    query = asked("owner", cast, filter=tree)
    assert record_type("deals").kept_sums(query, ["stage"], "amount")
    assert report(query, ["stage"], "amount") == added_up(monkeypatch, lambda: report(query, ["stage"], "amount"))


@pytest.mark.parametrize("values", [
    {"filter": {"field": "title", "op": "contains", "value": "1"}}, {"search": "Deal"}, {"trashed": True}, {"action": "edit"},
    {"filter": {"any": [{"field": "stage", "op": "not_empty"}, {"field": "owner", "op": "is", "value": "me"}]}},
], ids=str)  # fmt: skip
def test_what_they_do_not_know_is_added_up(some, cast, values):
    assert record_type("deals").kept_sums(asked("owner", cast, **values), ["stage"], "amount") is None


def test_a_board_of_a_program_has_the_sums_of_its_columns(some, cast, monkeypatch):
    stages = list(dict.fromkeys(Deal.objects.values_list("stage_id", flat=True)))
    heads = [(one["key"], one["count"], one["sum"]) for one in board(asked("manager", cast), stages, "stage")]
    again = added_up(monkeypatch, lambda: board(asked("manager", cast), stages, "stage"))
    assert heads == [(one["key"], one["count"], one["sum"]) for one in again]


def test_a_deal_that_is_expected_later_counts_in_its_new_month(some, cast):
    deal = Deal.objects.exclude(expected_close_on=None).first()
    type = record_type("deals")
    type.apply(deal, {"expected_close_on": datetime.date(2027, 3, 5)}, by=cast["owner"], context=context_for(cast["owner"]))
    rows = report(asked("owner", cast), ["month(expected_close_on)"])
    assert {"month": "2027-03-01", "count": 1} in rows
