"""What sales adds to «My day»."""

import pytest
from django.utils import timezone

from perennial.sales.models import Deal
from perennial.sales.verbs import deals as verbs


@pytest.fixture
def home(page):
    return lambda name: page(name).get("/").content.decode()


def test_deals_with_nothing_planned_stand_there_until_something_is(page, home, deal):
    assert "Oak kitchen" in home("colleague")
    page("colleague").post(f"/deals/{deal.pk}/plan/", {"to": "tomorrow"})
    assert Deal.objects.get().next_step_at > timezone.now()
    assert "1 deal with nothing planned" not in home("colleague")


def test_a_new_company_is_shown_where_to_begin_until_it_has_a_deal(home, make):
    assert "Make the first deal" in home("owner")
    assert "Make the first deal" not in home("colleague")
    make("deals", title="Oak kitchen")
    assert "Make the first deal" not in home("owner")


def test_nobody_elses_deals_stand_there(home, deal):
    assert "Oak kitchen" not in home("outsider")


def test_new_requests_wait_there(home, make):
    make("leads", title="Kitchen in Irpin")
    assert "Kitchen in Irpin" in home("colleague")


def test_the_month_shows_what_was_won(home, deal, cast, context):
    verbs.win(deal, by=cast["owner"], context=context)
    assert "€218,500" in home("colleague")


@pytest.mark.parametrize("to", ["", "someday"])
def test_a_day_that_is_none_is_refused(page, deal, to):
    assert page("owner").post(f"/deals/{deal.pk}/plan/", {"to": to}).status_code == 422
