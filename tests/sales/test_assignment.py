"""Rules by which new requests find their salesperson."""

import pytest

from perennial.accounts.models import Notification
from perennial.records.models import Option
from perennial.sales.models import AssignmentRule
from perennial.sales.verbs.leads import assign


@pytest.fixture
def two(cast):
    return [cast["colleague"].user_id, cast["outsider"].user_id]


@pytest.fixture
def given(make, cast):
    """Assign a new request by the rules; return who got it."""

    def giving(**raw):
        return assign(make("leads", **{"title": "Site form", **raw}), by=cast["owner"]).owner_id

    return giving


def rule(way, **more):
    return AssignmentRule.objects.create(name=way, way=way, **more)


def test_in_turn(two, given):
    rule("turn", users=two)
    assert [given() for _each in range(4)] == two * 2


def test_whoever_is_away_loses_the_turn(two, given, cast):
    rule("turn", users=two)
    cast["colleague"].user.is_active = False
    cast["colleague"].user.save()
    assert given() == given() == two[1]


def test_to_the_least_loaded(two, given, make):
    rule("least", users=two)
    make("deals", title="A", owner=two[0]), make("leads", title="B", owner=two[0])
    assert [given(), given(), given()] == [two[1], two[1], two[0]]


def test_by_territory_whatever_the_letter_case(two, given):
    rule("territory", targets=[{"match": "Київ", "user": two[0]}, {"match": "Львів", "user": two[1]}])
    assert given(region="ЛЬВІВ") == two[1]
    assert given(region="Одеса") is None


def test_by_source(two, given):
    site = Option.add("source", "Site")
    rule("source", targets=[{"match": site.pk, "user": two[1]}])
    assert given(source="Site") == two[1]


def test_the_first_rule_that_fits_decides(two, given):
    rule("turn", users=[two[1]], place=1)
    rule("turn", users=[two[0]], filter={"field": "channel", "op": "is", "value": "phone"})
    assert given(channel="phone") == two[0]
    assert given(channel="form") == two[1]


def test_a_rule_switched_off_gives_nothing(two, given):
    rule("turn", users=two, active=False)
    assert given() is None


def test_the_members_of_a_team_take_turns(given, cast):
    rule("turn", team=cast["colleague"].user.team)
    assert given() == cast["colleague"].user_id


def test_whoever_gets_a_request_is_told(two, given):
    rule("turn", users=two)
    given()
    assert Notification.objects.get().user_id == two[0]
