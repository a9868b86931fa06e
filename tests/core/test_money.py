"""Money is exact: read as people write it, shared out without lost cents, never mixed."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core import money
from perennial.core.errors import Invalid
from perennial.core.money import Money

amounts = st.integers(-(10**13), 10**13)
currencies = st.sampled_from(["EUR", "UAH", "JPY", "KWD", "CLF"])


@pytest.mark.parametrize(
    ("typed", "minor", "currency"),
    [
        ("1 234,50 грн", 123450, "UAH"),
        ("1\u00a0234,50\u00a0грн.", 123450, "UAH"),
        ("₴1,234.50", 123450, "UAH"),
        ("1.234,50", 123450, "EUR"),
        ("(1,200)", -120000, "EUR"),
        ("1'234.50", 123450, "EUR"),
        ("1’234.50 CHF", 123450, "CHF"),
        ("-5", -500, "EUR"),
        ("5-", -500, "EUR"),
        ("−5,5", -550, "EUR"),
        ("$ -1,000,000", -100000000, "USD"),
        ("1,234", 123400, "EUR"),
        ("12.5", 1250, "EUR"),
        (".5", 50, "EUR"),
        ("0.125 KWD", 125, "KWD"),
        ("1234.500", 123450, "EUR"),
        ("12,34,567.80 ₹", 123456780, "INR"),
        ("100 руб.", 10000, "RUB"),
        ("100 р.", 10000, "RUB"),
        ("¥ 1,200", 1200, "JPY"),
        ("usd 7", 700, "USD"),
        ("٣٫٥", None, "EUR"),
    ],
)
def test_what_people_type_is_read(typed, minor, currency):
    if minor is None:
        with pytest.raises(Invalid):
            money.parse(typed, "EUR")
    else:
        assert money.parse(typed, "EUR") == Money(minor, currency)


@pytest.mark.parametrize(
    "typed", ["", "12k", "12 тис", "1,23,4", "1 23", "1.2.3", "abc", "--5", "(-5)", "5 XYZ", "$5 EUR", "1e5", "9" * 30]
)
def test_what_is_no_amount_is_refused_in_words(typed):
    with pytest.raises(Invalid) as refusal:
        money.parse(typed, "EUR")
    assert len(str(refusal.value.message)) > 10


def test_thousands_by_letter_are_refused_with_what_to_do():
    with pytest.raises(Invalid, match="all its zeros"):
        money.parse("12k", "EUR")


def test_a_column_with_a_known_decimal_mark_settles_what_is_ambiguous():
    assert money.parse("1.234", "EUR") == Money(123400, "EUR")
    assert money.parse("1.230", "EUR", decimal=".") == Money(123, "EUR")


def test_decimals_finer_than_a_cent_are_refused():
    with pytest.raises(Invalid, match="2 decimals"):
        money.parse("1.2345", "EUR")
    with pytest.raises(Invalid, match="whole number"):
        money.parse("1.5", "JPY")


@settings(max_examples=80, deadline=None)
@given(amounts, currencies)
def test_every_amount_survives_the_api(minor, currency):
    assert money.from_api(Money(minor, currency).to_api()) == Money(minor, currency)


@settings(max_examples=80, deadline=None)
@given(amounts, currencies, st.sampled_from(["en", "uk", "ru", "de"]))
def test_every_amount_shown_is_read_back(minor, currency, language):
    shown = Money(minor, currency).show(language)
    decimal = "." if language == "en" else ","
    assert money.parse(shown, currency, decimal=decimal) == Money(minor, currency)


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(typed):
    try:
        assert isinstance(money.parse(typed, "EUR"), Money)
    except Invalid as refusal:
        assert str(refusal.message)


@settings(max_examples=80, deadline=None)
@given(amounts, st.lists(st.integers(0, 1000), min_size=1, max_size=12).filter(any))
def test_shares_add_up_to_the_whole_and_stay_within_a_cent(minor, weights):
    parts = Money(minor, "EUR").allocate(weights)
    assert money.total(parts, "EUR") == Money(minor, "EUR")
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.minor * sum(weights) - minor * weight) < sum(weights)


def test_a_hundred_by_three_loses_no_cent():
    assert [part.minor for part in Money(10000, "EUR").allocate([1, 1, 1])] == [3334, 3333, 3333]


def test_conversion_rounds_half_to_even_and_knows_the_digits():
    assert Money(25, "EUR").convert(Decimal("0.1"), "USD") == Money(2, "USD")
    assert Money(35, "EUR").convert(Decimal("0.1"), "USD") == Money(4, "USD")
    assert Money(10000, "EUR").convert(Decimal("163.25"), "JPY") == Money(16325, "JPY")
    assert Money(1000, "JPY").convert(Decimal("0.002"), "KWD") == Money(2000, "KWD")


def test_two_currencies_do_not_add_up():
    with pytest.raises(TypeError):
        Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize(
    "data",
    [
        None,
        5,
        "5",
        {},
        {"amount": "5"},
        {"amount": 5.5, "currency": "EUR"},
        {"amount": "5,5", "currency": "EUR"},
        {"amount": "5", "currency": "eur"},
        {"amount": "5", "currency": None},
        {"amount": True, "currency": "EUR"},
        {"amount": "1.234", "currency": "EUR"},
        {"amount": "NaN", "currency": "EUR"},
        {"amount": "5", "currency": []},
    ],
)
def test_the_api_takes_only_its_own_form(data):
    with pytest.raises(Invalid):
        money.from_api(data)


def test_numbers_from_a_spreadsheet_are_rounded_to_the_cent():
    assert money.from_decimal(1234.565, "EUR") == Money(123456, "EUR")
    assert money.from_decimal(0.1 + 0.2, "EUR") == Money(30, "EUR")
    with pytest.raises(Invalid):
        money.from_decimal(float("nan"), "EUR")
    with pytest.raises(Invalid):
        money.from_decimal(float("inf"), "EUR")


def test_an_amount_is_shown_as_the_reader_writes_it():
    assert Money(123450, "UAH").show("uk") == "1\u00a0234,50\u00a0₴"
    assert Money(123450, "USD").show("en") == "$1,234.50"
    assert Money(123450, "EUR").show("ru", cents=False) == "1\u00a0234\u00a0€"
