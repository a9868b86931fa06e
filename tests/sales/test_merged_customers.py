"""Deals and requests follow their customers when two of them become one, and come back when they are taken apart."""

import pytest

from perennial.records import merges
from perennial.sales.models import DealRole


@pytest.fixture
def two(make):
    return make("people", first_name="Olena", emails="a@linia.example"), make(
        "people", first_name="Olena", emails="b@linia.example"
    )


def test_deals_and_roles_move_along_and_back(make, two, cast, people, context):
    kept, gone = two
    deal = make("deals", title="Desk", person=gone.pk, people=[{"person": gone.pk, "role": "pays"}])
    merge = merges.merge(people, kept, gone, by=cast["owner"], context=context)
    deal.refresh_from_db()
    assert (deal.person_id, deal.roles.get().person_id) == (kept.pk, kept.pk)
    merges.unmerge(merge, people, by=cast["owner"])
    deal.refresh_from_db()
    assert (deal.person_id, deal.roles.get().person_id) == (gone.pk, gone.pk)


def test_both_taking_part_in_one_deal_is_no_obstacle(make, two, cast, people, context):
    kept, gone = two
    deal = make(
        "deals", title="Desk", people=[{"person": kept.pk, "role": "decides"}, {"person": gone.pk, "role": "pays"}]
    )
    merges.merge(people, kept, gone, by=cast["owner"], context=context)
    assert DealRole.objects.filter(deal=deal, person=kept).exists()
