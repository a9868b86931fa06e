# ruff: noqa: F811  fixtures of a file of tests are imported into it
"""Money, dates, phone numbers and names: what is read, written and read again is the same; the rest is refused in words."""

import datetime
import json
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from perennial.core import dates, money, names, phone
from perennial.core.actor import SYSTEM
from perennial.core.errors import Invalid, Refused
from perennial.core.spoken import parse_task
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import REGISTRY
from tests.input.examples import odd_values, tried, words
from tests.rights.lasting import db  # noqa: F401

amounts = st.builds(money.Money, st.integers(-money.LIMIT + 1, money.LIMIT - 1), st.sampled_from(sorted(money.CURRENCIES)))
days = st.dates(datetime.date(1900, 1, 1), datetime.date(2199, 12, 31))
LANGUAGES = st.sampled_from(["en", "uk", "ru"])


def or_invalid(read, *given):
    """Return what a reader makes of something, None when it refuses it in words."""
    try:
        return read(*given)
    except Invalid as refusal:
        assert str(refusal.message).strip()
        return None


@tried(150)
@given(amounts)
def test_money_survives_the_api(amount):
    assert money.from_api(amount.to_api()) == amount
    assert money.from_api(json.loads(json.dumps(amount.to_api()))) == amount


@tried(150)
@given(amounts, LANGUAGES)
def test_money_that_is_shown_is_read_as_the_same(amount, language):
    sign = amount.show(language)
    plain = f"{amount.decimal:,f}".replace(",", " ")
    assert money.parse(plain, amount.currency, decimal=".") == amount
    assert sign


@tried(200)
@given(words, st.sampled_from(["EUR", "JPY", "KWD"]))
def test_any_text_is_money_or_is_refused(text, currency):
    found = or_invalid(money.parse, text, currency)
    assert found is None or (abs(found.minor) <= money.LIMIT and money.from_api(found.to_api()) == found)


@tried(100)
@given(amounts, st.lists(st.integers(0, 1000), min_size=1, max_size=6))
def test_shares_add_up_to_the_whole(amount, weights):
    assume(any(weights))
    assert money.total(amount.allocate(weights), amount.currency) == amount


@tried(150)
@given(days)
def test_days_in_every_writing_are_the_same_day(day):
    for written, order in ((day.isoformat(), "DMY"), (f"{day:%d.%m.%Y}", "DMY"), (f"{day:%m/%d/%Y}", "MDY"), (f"{day:%Y/%m/%d}", "YMD"), (day, "DMY")):
        assert dates.parse_date(written, order) == day, written


@tried(150)
@given(st.datetimes(datetime.datetime(1970, 1, 2), datetime.datetime(2199, 12, 30)), st.sampled_from(["UTC", "Europe/Kyiv", "America/New_York"]))
def test_moments_with_a_zone_are_the_same_moment(moment, zone):
    told = moment.replace(microsecond=0, tzinfo=ZoneInfo(zone))
    assert dates.parse_moment(told.isoformat(), ZoneInfo("Europe/Kyiv")) == told.astimezone(datetime.UTC)


@tried(200)
@given(st.one_of(words, odd_values, st.from_regex(r"[0-9]{1,5}[./-][0-9]{1,3}[./-][0-9]{1,5}", fullmatch=True)), st.sampled_from(["DMY", "MDY", "YMD"]))
def test_anything_is_a_day_or_is_refused(value, order):
    assume(not isinstance(value, list | dict))
    found = or_invalid(dates.parse_date, value, order)
    assert found is None or isinstance(found, datetime.date)


@tried(150)
@given(words, st.sampled_from(["UTC", "Europe/Kyiv"]))
def test_any_line_is_a_task(text, zone):
    title, moment = parse_task(text, ZoneInfo(zone))
    assert isinstance(title, str) and (moment is None or moment.tzinfo)


@tried(200)
@given(st.one_of(words, st.from_regex(r"\+?[0-9][0-9 ()-]{3,17}", fullmatch=True)), st.sampled_from(["UA", "DE", "US", "XX"]))
def test_a_phone_number_that_is_shown_is_read_as_the_same(text, region):
    found = or_invalid(phone.parse, text, region)
    if found is None or not found.number.startswith("+"):
        return  # digits that are no country's number are kept as they are
    again = phone.parse(phone.show(found.number, region, found.extension), region)
    assert again.number == found.number
    assert phone.parse(found.number, region).number == found.number


@tried(200)
@given(st.lists(st.text(alphabet=st.characters(categories=["Lu", "Ll"]), min_size=1, max_size=10), min_size=1, max_size=4).map(" ".join))
def test_no_letter_of_a_name_is_lost(text):
    found = names.name_parts(text)
    assert sorted("".join((found.last, found.first, found.middle)).replace(" ", "")) == sorted(text.replace(" ", ""))


@tried(100)
@given(words)
def test_any_text_is_a_name_with_initials(text):
    names.name_parts(text)
    assert len(names.initials(text)) <= 3


@pytest.mark.parametrize("code", ["people", "companies", "deals", "leads", "tasks", "meetings", "calls", "notes", "pipelines", "stages"])
def test_any_value_of_any_field_is_taken_or_refused_and_comes_back_the_same(db, code):
    type, context = REGISTRY[code], context_for(SYSTEM)
    fields = [field for field in type.writable() if field.kind not in ("file",)]

    @tried(60)
    @given(st.sampled_from(fields), odd_values)
    def take(field, raw):
        try:
            value = verbs.parse(type, {field.code: raw}, context)[field.code]
        except Refused as refused:
            assert all(str(message).strip() for message in refused.errors.values())
            return
        if field.kind in ("link", "user", "option", "computed", "tags", "lines", "about"):
            return  # ids, whose names the API answers
        again = verbs.parse(type, {field.code: field.json(value)}, context)[field.code]
        assert again == value or value in ("", [], {}), (field.code, raw)

    take()
