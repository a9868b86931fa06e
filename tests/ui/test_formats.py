"""Amounts, dates and names as three languages write them."""

import datetime as dt

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from perennial.ui import formats

NOW = dt.datetime(2026, 11, 24, 12, 0, tzinfo=dt.UTC)  # a Tuesday


@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with timezone.override("Europe/Kyiv"):
        yield


@pytest.mark.parametrize(
    ("language", "amount", "currency", "written"),
    [
        ("en", 48600000, "UAH", "₴486,000"),
        ("uk", 48600000, "UAH", "486\u00a0000\u00a0₴"),
        ("ru", 48600000, "UAH", "486\u00a0000\u00a0₴"),
        ("en", 123450, "EUR", "€1,234.50"),
        ("uk", 123450, "EUR", "1\u00a0234,50\u00a0€"),
        ("en", -500, "EUR", "-€5"),
        ("ru", -550, "RUB", "-5,50\u00a0₽"),
        ("en", 120000, "CHF", "CHF\u00a01,200"),
        ("en", 5000, "JPY", "¥5,000"),
        ("en", 0, "UAH", "₴0"),
        ("en", None, "UAH", ""),
    ],
)
def test_money_is_written_with_its_sign_and_without_empty_cents(language, amount, currency, written):
    with translation.override(language):
        assert formats.money(amount, currency) == written


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_no_digit_of_an_amount_is_lost(amount):
    with translation.override("uk"):
        written = formats.money(amount, "UAH")
    digits = "".join(sign for sign in written if sign.isdigit())
    assert int(digits) * (1 if "," in written else 100) == abs(amount)


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [("en", 1284, "1,284"), ("uk", 1284.5, "1\u00a0284,5"), ("ru", 0, "0"), ("en", None, ""), ("en", 2.50, "2.5")],
)
def test_numbers_have_the_languages_separators(language, value, written):
    with translation.override(language):
        assert formats.number(value) == written


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", -1, "Yesterday"),
        ("en", 0, "Today"),
        ("en", 1, "Tomorrow"),
        ("en", 2, "Thu 26"),
        ("en", 8, "2 Dec"),
        ("en", 60, "23 Jan 2027"),
        ("uk", 0, "Сьогодні"),
        ("uk", -1, "Вчора"),
        ("uk", 2, "чт 26"),
        ("ru", 1, "Завтра"),
        ("ru", 8, "2 дек."),
    ],
)
def test_a_day_is_said_as_people_say_it(noon, language, days, said):
    with translation.override(language):
        assert formats.day(NOW + dt.timedelta(days=days)) == said


def test_a_day_is_the_readers_day(noon):
    late_evening = dt.datetime(2026, 11, 24, 22, 30, tzinfo=dt.UTC)  # past midnight in Kyiv
    with translation.override("en"):
        assert formats.day(late_evening) == "Tomorrow"
        assert formats.time(late_evening) == "00:30"
        assert formats.datetime(late_evening) == "25 Nov 2026, 00:30"


@pytest.mark.parametrize(
    ("language", "away", "said"),
    [
        ("en", dt.timedelta(seconds=20), "just now"),
        ("en", dt.timedelta(minutes=38), "38 min ago"),
        ("en", dt.timedelta(hours=2), "2 h ago"),
        ("en", -dt.timedelta(hours=3), "in 3 h"),
        ("en", dt.timedelta(days=1), "1 day ago"),
        ("en", dt.timedelta(days=4), "4 days ago"),
        ("uk", dt.timedelta(days=2), "2 дні тому"),
        ("uk", dt.timedelta(days=5), "5 днів тому"),
        ("ru", dt.timedelta(days=21), "21 день назад"),
        ("ru", -dt.timedelta(days=3), "через 3 дня"),
        ("en", dt.timedelta(days=90), "26 Aug 2026"),
    ],
)
def test_time_gone_by_is_said_in_each_languages_plurals(noon, language, away, said):
    with translation.override(language):
        assert formats.ago(NOW - away) == said


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Olena Kovalchuk", "OK"),
        ("Іван", "І"),
        ("«Кавова Гора» ТОВ", "КГ"),
        ("", "?"),
        (None, "?"),
        ("Anna Maria Bell", "AM"),
        ("- x", "X"),
    ],
)
def test_initials_are_the_first_letters_of_two_words(name, letters):
    assert formats.initials(name) == letters


@pytest.mark.parametrize(
    ("language", "count", "written"), [("en", 900, "900 byte"), ("en", 1_480_000, "1.5 MB"), ("uk", 12_300, "12 кБ")]
)
def test_bytes_are_written_in_a_unit_that_suits_them(language, count, written):
    with translation.override(language):
        assert formats.size(count).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("value", "region", "written"),
    [
        ("+380672241963", "", "+380 67 224 1963"),
        ("+380672241963", "UA", "067 224 1963"),
        ("call me", "", "call me"),
        (None, "", ""),
    ],
)
def test_phones_are_grouped_and_anything_else_is_left(value, region, written):
    assert formats.phone(value, region) == written


def test_nothing_is_written_for_what_is_not_there():
    assert [write(None) for write in (formats.date, formats.time, formats.datetime, formats.day, formats.ago)] == [
        ""
    ] * 5
