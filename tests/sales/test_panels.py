"""What stands beside a customer tells the same sum however many deals there are."""

import pytest
from django.urls import reverse

from perennial.sales.models import Deal, DealRole
from perennial.sales.panels import SHOWN


@pytest.mark.parametrize("more", [0, SHOWN])
def test_the_panel_of_a_person_counts_what_is_not_ended(make, cast, stages, page, more):
    anna = make("people", last_name="Weber", phones="+49301234567")
    for _each in range(2 + more):
        make("deals", title="Shelves", amount="100", person=anna.pk)
    held, won = (
        make("deals", title="Held", amount="50", person=anna.pk),
        make("deals", title="Won", amount="900", person=anna.pk),
    )
    Deal.objects.filter(pk=held.pk).update(outcome="on_hold")
    Deal.objects.filter(pk=won.pk).update(outcome="won")
    DealRole.objects.create(deal=make("deals", title="Desk", amount="25"), person=anna, role="decides")
    panel = page("owner").get(reverse("people:panel", args=[anna.pk, "deals"])).content.decode()
    assert f'<span class="n num">{4 + more} · €{275 + 100 * more:,}</span>' in panel
