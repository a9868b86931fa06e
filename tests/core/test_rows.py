"""Rows are met once each, by their key, while others come and go."""

import pytest

from perennial.core.models import Event
from perennial.core.rows import each

pytestmark = pytest.mark.django_db


@pytest.fixture
def events():
    return [Event.objects.create(type="people", record_id=n, verb="created").pk for n in range(1, 8)]


@pytest.mark.parametrize("chunk", [1, 3, 7, 100])
def test_rows_come_by_key_or_newest_first(events, chunk):
    assert [row.pk for row in each(Event.objects.all(), chunk)] == events
    assert [row.pk for row in each(Event.objects.all(), chunk, newest=True)] == events[::-1]


def test_what_is_written_meanwhile_does_not_stop_it(events):
    met = []
    for row in each(Event.objects.filter(verb="created"), 2, newest=True):
        met.append(row.pk)
        Event.objects.filter(pk=row.pk).update(verb="changed")
        Event.objects.create(type="people", record_id=99, verb="created")
    assert met == events[::-1]


def test_no_rows_are_no_rows():
    assert not list(each(Event.objects.all()))
