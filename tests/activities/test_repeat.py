"""Repetition keeps its hour on the owner's clock, also when clocks are put forward and back, and reads in words."""

import datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from perennial.activities import repeat
from perennial.core.errors import Refused

KYIV = ZoneInfo("Europe/Kyiv")


@pytest.mark.parametrize(
    ("rule", "first", "second"),
    [
        ("FREQ=WEEKLY", "2031-03-26 09:00", "2031-04-02 09:00"),  # clocks go forward on 30 March
        ("FREQ=WEEKLY", "2031-10-22 09:00", "2031-10-29 09:00"),  # and back on 26 October
        ("FREQ=DAILY", "2031-03-29 09:00", "2031-03-30 09:00"),
        ("FREQ=MONTHLY", "2031-03-15 18:30", "2031-04-15 18:30"),
        ("FREQ=MONTHLY", "2031-01-31 10:00", "2031-03-31 10:00"),  # February has no 31st
        ("FREQ=YEARLY", "2031-10-20 08:00", "2032-10-20 08:00"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2031-05-02 09:00", "2031-05-05 09:00"),
    ],
)
def test_the_hour_stays_on_the_owners_clock(rule, first, second):
    owner = SimpleNamespace(time_zone="Europe/Kyiv")
    start = datetime.datetime.fromisoformat(first).replace(tzinfo=KYIV)
    following = repeat.following(rule, start, owner).astimezone(KYIV)
    assert following.strftime("%Y-%m-%d %H:%M") == second


def test_one_that_is_long_overdue_goes_on_from_today():
    start = datetime.datetime(2020, 1, 6, 9, tzinfo=datetime.UTC)
    following = repeat.following("FREQ=DAILY", start)
    assert (following.date() - datetime.datetime.now(datetime.UTC).date()).days in (0, 1)


def test_a_rule_that_has_ended_gives_nothing():
    start = datetime.datetime(2020, 1, 6, 9, tzinfo=datetime.UTC)
    assert repeat.following("FREQ=DAILY;UNTIL=20200201", start) is None


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=WEEKLY;BYDAY=MO,TH", "every week on Monday, Thursday"),
        ("FREQ=MONTHLY;INTERVAL=5", "every 5 months"),
        ("FREQ=HOURLY", "repeats"),
    ],
)
def test_a_rule_reads_in_words(rule, said):
    with override("en"):
        assert repeat.words(rule) == said


@pytest.mark.parametrize("rule", ["sometimes", "FREQ=SECONDLY", "FREQ=WEEKLY;BYDAY=XX", "FREQ=DAILY\nX"])
def test_a_rule_that_is_none_is_refused(plan, rule):
    with pytest.raises(Refused) as refused:
        plan("Report", 1, repeat=rule)
    assert "repeat" in refused.value.errors
