"""A team's list: the first of each colleague's records are put together, and come as from one list."""

import pytest

from perennial.records import verbs
from perennial.records.query import Query

pytestmark = pytest.mark.django_db
NAMES = "Bondar Voloshyn Hnatiuk Danylko Zhuk Kovalenko Lysenko Moroz Oliinyk Petrenko Romaniuk Savchuk".split()  # noqa: SIM905


def walked(people, actor, context, limit, **asked):
    """Return the names of all pages forward, and of all pages back from the last one."""
    query = Query.of(people, {"columns": ["name"], **asked}, actor=actor, context=context)
    page, forward = query.page(limit), []
    while True:
        forward += [row["name"] for row in page.rows]
        if not page.next:
            break
        page = query.page(limit, page.next)
    back = [row["name"] for row in page.rows]
    while page.previous:
        page = query.page(limit, page.previous)
        back = [row["name"] for row in page.rows] + back
    return forward, back


@pytest.mark.parametrize("sort", [["name"], ["-name"], ["-created_at"], ["job_title", "name"]])
def test_the_pages_of_a_team_hold_each_record_once_in_order(people, cast, context, sort):
    owners = ["manager", "colleague", "outsider", "owner"]
    for place, name in enumerate(NAMES):
        raw = {
            "last_name": name,
            "job_title": ["Baker", "", "Smith"][place % 3],
            "owner": cast[owners[place % 4]].user_id,
        }
        verbs.create(people, raw, by=cast["owner"], context=context)
    of_team = {name for place, name in enumerate(NAMES) if place % 4 < 2}
    right, _back = walked(people, cast["owner"], context, 100, sort=sort)
    right = [name for name in right if name in of_team]
    forward, back = walked(people, cast["manager"], context, 2, sort=sort)
    assert forward == back == right


def test_a_team_sees_the_same_through_a_filter_and_a_search(people, cast, context):
    for place, name in enumerate(NAMES):
        raw = {
            "last_name": name,
            "first_name": "Olha",
            "owner": cast[["manager", "colleague", "outsider"][place % 3]].user_id,
        }
        verbs.create(people, raw, by=cast["owner"], context=context)
    tree = {"field": "first_name", "op": "is", "value": "Olha"}
    for asked in ({"filter": tree}, {"search": "olha"}):
        found = walked(people, cast["manager"], context, 3, sort=["name"], **asked)[0]
        assert [name.split()[-1] for name in found] == sorted(name for place, name in enumerate(NAMES) if place % 3 < 2)
