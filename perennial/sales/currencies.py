"""Amounts in the company's currency, by the rate of their day."""

from perennial.core.money import Money
from perennial.sales.models import Rate


def in_base(minor, currency, day, context):
    """Return minor units of the company's currency for minor units of another on a day.

    The rate is the last one from that day or before it; before the first known rate, that one.
    None when there is no amount, or no rate at all.
    """
    if minor is None:
        return None
    if currency == context.currency:
        return minor
    rate = rate_on(currency, day, context.memo)
    return None if rate is None else Money(minor, currency).convert(rate, context.currency).minor


def rate_on(currency, day, memo=None):
    """Return the Decimal rate of a currency on a day, or None. `memo` spares the queries of one run."""
    memo = {} if memo is None else memo
    key = ("rates", currency)
    if key not in memo:
        memo[key] = list(
            Rate.objects.filter(currency=currency, trashed_at=None).order_by("day").values_list("day", "rate")
        )
    known = memo[key]
    before = [rate for since, rate in known if since <= day]
    return before[-1] if before else known[0][1] if known else None
