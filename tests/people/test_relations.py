"""How people stand to companies and to each other."""

import datetime

import pytest

from perennial.core.errors import Forbidden, Refused
from perennial.core.models import EventLink
from perennial.people.models import Relation
from perennial.people.verbs import end_relation, relate, unrelate


def test_a_relation_stands_in_both_timelines(halyna, hora, cast):
    relate(halyna, hora, "owns", by=cast["owner"], since=datetime.date(2024, 3, 1))
    assert EventLink.objects.filter(type="companies", record_id=hora.pk, event__verb="related").exists()


def test_it_is_said_once_only(halyna, hora, cast):
    relate(halyna, hora, "owns", by=cast["owner"])
    with pytest.raises(Refused):
        relate(halyna, hora, "owns", by=cast["owner"])


def test_it_ends_and_can_be_taken_away(halyna, hora, cast):
    relation = relate(halyna, hora, "works at", by=cast["owner"])
    end_relation(relation, by=cast["owner"], until=datetime.date(2026, 1, 1))
    unrelate(relation, by=cast["owner"])
    assert not Relation.objects.exists()


def test_nobody_is_related_to_himself(halyna, cast):
    with pytest.raises(Refused):
        relate(halyna, halyna, "knows", by=cast["owner"])


def test_a_stranger_relates_nobody(halyna, hora, cast):
    with pytest.raises(Forbidden):
        relate(halyna, hora, "owns", by=cast["outsider"])
    assert not Relation.objects.exists()
