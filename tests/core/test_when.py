"""Dates are read as they were meant, spans are those of the user's own day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core import when
from perennial.core.errors import Invalid

KYIV = ZoneInfo("Europe/Kyiv")
NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)  # Sunday noon in Kyiv
DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-24",
        "2026/11/24",
        "20261124",
        "24.11.2026",
        "24/11/2026",
        "11/24/2026",
        "24-11-2026",
        "24.11.26",
        "24 листопада 2026",
        "24 листопада 2026 р.",
        "24 ноября 2026 г.",
        "24 ноября 2026 года",
        "Nov 24, 2026",
        "November 24th, 2026",
        "24-Nov-2026",
        "24 Nov 26",
        "Tuesday, 24 November 2026",
        "вівторок, 24 листопада 2026 року",
        46350.0,
        46350,
        "46350",
        "2026-11-24T10:15:00Z",
        "24.11.2026 10:15",
        "2026/11/24 10:15:00.000",
        DAY,
    ],
)
def test_one_day_written_in_many_ways_is_the_same_day(written):
    assert when.parse_date(written) == DAY


@pytest.mark.parametrize(
    "written", ["", "31.02.2026", "24.13.2026", "99/99/9999", "soon", "1", None, True, -5, "0000-00-00"]
)
def test_what_is_no_date_is_refused_in_words(written):
    with pytest.raises(Invalid, match="is not a date"):
        when.parse_date(written)


def test_the_order_settles_what_is_ambiguous_and_yields_to_the_impossible():
    assert when.parse_date("03/04/2026", "DMY") == date(2026, 4, 3)
    assert when.parse_date("03/04/2026", "MDY") == date(2026, 3, 4)
    assert when.parse_date("24/11/2026", "MDY") == DAY


@pytest.mark.parametrize(
    ("written", "hour", "minute"),
    [
        ("24.11.2026 10:15", 8, 15),
        ("2026-11-24T10:15:00+02:00", 8, 15),
        ("2026-11-24 10:15 PM", 20, 15),
        ("Nov 24, 2026 12:05 am", 22, 5),
        ("2026-11-24T10:15:00Z", 10, 15),
        (46350.5, 10, 0),
        ("24 листопада 2026 о 10:15", 8, 15),
    ],
)
def test_a_moment_is_kept_in_utc(written, hour, minute):
    moment = when.parse_moment(written, KYIV)
    assert (moment.tzinfo, moment.hour, moment.minute) == (UTC, hour, minute)


def test_a_whole_column_tells_its_order():
    assert when.guess_date_order(["03/04/2026", "12/31/2025"]) == "MDY"
    assert when.guess_date_order(["03-04-2026", "31-12-2025"]) == "DMY"
    assert when.guess_date_order(["2026-04-03", ""]) == "YMD"
    assert when.guess_date_order(["03/04/2026", "x"], default="MDY") == "MDY"
    assert when.guess_date_order(["03.04.2026"], default="MDY") == "DMY"


dates = st.dates(date(1950, 1, 1), date(2090, 12, 31))


@settings(max_examples=100, deadline=None)
@given(dates, st.sampled_from([("DMY", "%d.%m.%Y"), ("MDY", "%m/%d/%Y"), ("DMY", "%d-%m-%Y"), ("YMD", "%Y-%m-%d")]))
def test_every_date_is_read_back(day, form):
    order, pattern = form
    assert when.parse_date(day.strftime(pattern), order) == day
    assert when.guess_date_order([day.strftime(pattern)], default=order) in (order, "DMY" if day.day < 13 else order)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_readers(text):
    when.parse_task(text, KYIV, NOW)
    try:
        assert when.parse_date(text)
    except Invalid as refusal:
        assert str(refusal.message)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("today", (2026, 11, 22), (2026, 11, 22)),
        ("yesterday", (2026, 11, 21), (2026, 11, 21)),
        ("tomorrow", (2026, 11, 23), (2026, 11, 23)),
        ("this_week", (2026, 11, 16), (2026, 11, 22)),
        ("last_week", (2026, 11, 9), (2026, 11, 15)),
        ("this_month", (2026, 11, 1), (2026, 11, 30)),
        ("last_month", (2026, 10, 1), (2026, 10, 31)),
        ("this_quarter", (2026, 10, 1), (2026, 12, 31)),
        ("next_quarter", (2027, 1, 1), (2027, 3, 31)),
        ("this_year", (2026, 1, 1), (2026, 12, 31)),
        ("last_n_days:7", (2026, 11, 16), (2026, 11, 22)),
        ("next_n_days:7", (2026, 11, 22), (2026, 11, 28)),
    ],
)
def test_a_named_span_has_its_days(name, first, last):
    assert when.range_days(name, date(2026, 11, 22)) == (date(*first), date(*last) + timedelta(days=1))


@pytest.mark.parametrize(
    "name", ["", "whenever", "last_n_days", "last_n_days:x", "last_n_days:0", "today:3", "next_n_days:99999999"]
)
def test_an_unknown_span_is_refused(name):
    with pytest.raises(Invalid):
        when.range_days(name, DAY)


def test_a_day_begins_at_the_users_midnight_and_may_have_25_hours():
    assert when.day_bounds(KYIV, date(2026, 11, 22))[0] == datetime(2026, 11, 21, 22, tzinfo=UTC)
    start, end = when.day_bounds(KYIV, date(2026, 10, 25))
    assert end - start == timedelta(hours=25)
    assert when.range_bounds("today", KYIV, NOW) == when.day_bounds(KYIV, date(2026, 11, 22))


def test_a_zone_that_is_none_is_refused():
    for name in ["Mars/Base", "", "../etc", "a\0b"]:
        with pytest.raises(Invalid):
            when.zone(name)


@pytest.mark.parametrize(
    ("typed", "text", "moment"),
    [
        ("call Petrenko tomorrow 10:00", "call Petrenko", (23, 10, 0)),
        ("подзвонити завтра о 10", "подзвонити", (23, 10, 0)),
        ("о 10 завтра подзвонити Олені", "подзвонити Олені", (23, 10, 0)),
        ("позвонить в пятницу 14:30", "позвонить", (27, 14, 30)),
        ("зустріч у п'ятницю ввечері", "зустріч", (27, 18, 0)),
        ("send the quote on Monday", "send the quote", (23, 9, 0)),
        ("call at 3pm", "call", (22, 15, 0)),
        ("call at 9:30", "call", (23, 9, 30)),
        ("рахунок 25.11", "рахунок", (25, 9, 0)),
        ("рахунок до 25 листопада о 16:45", "рахунок", (25, 16, 45)),
        ("оплата через 3 дні", "оплата", (25, 9, 0)),
        ("позвонить через 2 часа", "позвонить", (22, 14, 0)),
        ("call in 20 minutes", "call", (22, 12, 20)),
        ("Nov 24 send samples", "send samples", (24, 9, 0)),
        ("позвонить послезавтра утром", "позвонить", (24, 9, 0)),
        ("review next week", "review", (23, 9, 0)),
    ],
)
def test_a_task_gives_up_its_date(typed, text, moment):
    day, hour, minute = moment
    expected = datetime(2026, 11, day, hour, minute, tzinfo=KYIV).astimezone(UTC)
    assert when.parse_task(typed, KYIV, NOW) == (text, expected)


@pytest.mark.parametrize(
    "typed", ["call Petrenko", "зустріч в 10 кабінеті", "купити 3 столи", "invoice 2024/17-5", "may be later"]
)
def test_a_task_without_a_date_stays_as_it_is(typed):
    assert when.parse_task(typed, KYIV, NOW) == (typed, None)
