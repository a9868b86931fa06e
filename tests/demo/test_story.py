"""The demo company's story: believable, whole, signed."""

from collections import Counter
from itertools import pairwise

import pytest
from django.db import transaction
from django.utils import timezone

from perennial.accounts.models import User
from perennial.activities.models import Activity
from perennial.core.errors import Refused
from perennial.core.models import Event
from perennial.demo.story import STORIES
from perennial.demo.telling import tell
from perennial.people.models import Company, Person
from perennial.records.registry import REGISTRY
from perennial.sales.models import Deal, Lead


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    """The story, told once for all tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield tell("en")
        transaction.set_rollback(True)


@pytest.fixture
def told(once, db):
    return once


def test_everybody_of_the_cast_can_sign_in(told, client):
    assert len(told) == 8
    assert len({one["password"] for one in told}) == 8
    for one in told:
        assert User.objects.get(email=one["email"]).check_password(one["password"])


def test_a_year_of_work_is_there(told):
    outcomes = Counter(Deal.objects.values_list("outcome", flat=True))
    assert Deal.objects.count() >= 55
    assert min(outcomes["won"], outcomes["lost"]) >= 8
    assert outcomes["on_hold"]
    assert Company.objects.count() + Person.objects.count() >= 40
    assert Activity.objects.count() >= 300
    assert Event.objects.order_by("at").first().at < timezone.now() - timezone.timedelta(days=300)


def test_nothing_was_done_in_the_future(told):
    now = timezone.now()
    assert not Event.objects.filter(at__gt=now).exists()
    assert not Activity.objects.filter(done_at__gt=now).exists()
    assert not Lead.objects.filter(created_at__gt=now).exists()


def test_open_deals_stand_in_every_stage_with_steps_of_every_kind(told):
    open_deals = Deal.objects.filter(outcome="")
    stages = set(open_deals.values_list("pipeline__name", "stage__name"))
    assert len(stages) == 8
    today = timezone.now().replace(hour=0, minute=0)
    assert open_deals.filter(next_step_id=None).exists()
    assert open_deals.filter(next_step_at__lt=today - timezone.timedelta(hours=4)).exists()
    assert open_deals.filter(next_step_at__gt=today + timezone.timedelta(days=2)).exists()
    stale = [deal for deal in open_deals if (timezone.now() - deal.stage_since).days > (deal.stage.stale_after_days or 999)]
    assert stale


def test_time_in_stages_follows_the_days_of_the_story(told):
    deal = Deal.objects.get(title="Café on Reitarska")
    stays = list(deal.stays.order_by("entered_at"))
    assert [stay.stage_name for stay in stays] == ["Enquiry", "Measuring", "Design", "Quote sent"]
    assert all((before.left_at, before.left_at is not None) == (after.entered_at, True) for before, after in pairwise(stays))
    assert 10 <= (timezone.now() - deal.stage_since).days <= 15


def test_requests_wait_for_minutes_and_hours(told):
    waiting = [(timezone.now() - lead.created_at).total_seconds() / 60 for lead in Lead.objects.filter(state="unsorted")]
    assert len(waiting) == 6
    assert min(waiting) < 20
    assert max(waiting) > 24 * 60


def test_everything_carries_the_signature(told):
    made = Event.objects.filter(verb="created", type__in=REGISTRY)
    assert set(made.values_list("batch", flat=True)) == {Event.objects.filter(type="deals").first().batch}


@pytest.mark.parametrize("language", list(STORIES))
def test_all_languages_tell_the_same_things(language):
    assert shape(STORIES[language]) == shape(STORIES["en"])


def shape(story):
    """Return the keys of a story: what every language must have words for."""
    return {name: keys(value) for name, value in vars(story).items() if name.isupper()}


def keys(value):
    if isinstance(value, dict):
        return {key: keys(part) for key, part in value.items()}
    return len(value) if isinstance(value, tuple | list) else None


def test_it_is_not_told_twice(told):
    with pytest.raises(Refused):
        tell("en")


def test_my_day_says_that_it_is_a_story_to_the_owner_only(told, client):
    client.force_login(User.objects.get(email=told[0]["email"]))
    assert "/settings/demo/" in client.get("/").content.decode()
    client.force_login(User.objects.get(email=told[3]["email"]))
    assert "/settings/demo/" not in client.get("/").content.decode()
