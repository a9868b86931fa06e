"""Amounts in any currency, added up by the rate of their day."""

import datetime
from decimal import Decimal

import pytest

from perennial.records import verbs
from perennial.records.registry import record_type
from perennial.sales.currencies import in_base
from perennial.sales.models import Rate


@pytest.fixture
def rates(sales):
    for day, rate in [(1, "40"), (10, "41.5")]:
        Rate.objects.create(currency="USD", day=datetime.date(2026, 11, day), rate=Decimal(rate))


@pytest.mark.parametrize(("day", "minor"), [(1, 4_000), (9, 4_000), (10, 4_150), (20, 4_150)])
def test_the_rate_of_the_day_counts(rates, context, day, minor):
    assert in_base(100, "USD", datetime.date(2026, 11, day), context) == minor


def test_before_the_first_rate_the_first_one_counts(rates, context):
    assert in_base(100, "USD", datetime.date(2020, 1, 1), context) == 4_000


def test_the_companys_own_currency_needs_no_rate(context):
    assert in_base(100, context.currency, datetime.date(2026, 11, 1), context) == 100


def test_without_any_rate_a_deal_keeps_its_amount_and_adds_nothing(make):
    deal = make("deals", title="Export", amount={"amount": "10.00", "currency": "GBP"})
    assert (deal.amount, deal.amount_currency, deal.amount_base) == (1_000, "GBP", None)


def test_a_closed_deal_is_worth_what_it_was_worth_then(rates, make, cast, context):
    deal = make("deals", title="Export", amount={"amount": "10.00", "currency": "USD"})
    assert deal.amount_base == 41_500
    raw = {"outcome": "won", "closed_on": "2026-11-02"}
    verbs.update(record_type("deals"), deal, raw, by=cast["owner"], context=context)
    assert deal.amount_base == 40_000
