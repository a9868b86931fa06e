"""What the room does by itself: assigning, timing answers, opening held deals, pricing anew."""

import datetime

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from perennial.core import events
from perennial.core.actor import SYSTEM
from perennial.core.models import Event
from perennial.core.verbs import create_many
from perennial.sales import jobs
from perennial.sales.models import AssignmentRule, Deal, Lead
from perennial.sales.verbs import deals as deal_verbs
from perennial.sales.verbs.rates import remove_rate, reprice, set_rate


def test_a_new_request_of_nobody_is_assigned_by_the_rules(make, cast):
    AssignmentRule.objects.create(name="Turns", way="turn", users=[cast["colleague"].user_id])
    lead = make("leads", title="Site form")
    jobs.assign_new.call(Event.objects.get(type="leads", verb="created").pk)
    lead.refresh_from_db()
    assert (lead.owner_id, lead.assigned_at is not None) == (cast["colleague"].user_id, True)


def test_one_request_is_a_job_and_a_file_of_them_is_none(make, sales):
    make("leads", title="Site form")
    assert DBTaskResult.objects.count() == 1
    create_many([Lead(title=str(place)) for place in range(3)], by=SYSTEM)
    assert DBTaskResult.objects.count() == 1


def test_the_first_note_of_a_person_counts_as_the_first_answer(make, cast, deal):
    lead = make("leads", title="Site form")
    event = events.write(deal, "created", by=cast["owner"], links=[("leads", lead.pk)])
    jobs.note_answer.call(event.pk)
    lead.refresh_from_db()
    assert lead.first_touch_at == event.at


def test_what_the_house_does_is_no_answer(make, deal):
    lead = make("leads", title="Site form")
    jobs.note_answer.call(events.write(deal, "created", by=SYSTEM, links=[("leads", lead.pk)]).pk)
    lead.refresh_from_db()
    assert lead.first_touch_at is None


def test_a_held_deal_opens_on_its_day(deal, make, cast, context):
    later = make("deals", title="Later")
    today = timezone.localdate()
    deal_verbs.hold(deal, today, by=cast["owner"], context=context)
    deal_verbs.hold(later, today + datetime.timedelta(days=1), by=cast["owner"], context=context)
    jobs.wake_held()
    assert dict(Deal.objects.values_list("title", "outcome")) == {"Oak kitchen": "", "Later": "on_hold"}


def test_a_new_rate_prices_its_deals_anew(make, cast, context, sales):
    deal = make("deals", title="Export", amount={"amount": "10.00", "currency": "USD"})
    rate = set_rate("usd", "2026-11-01", "41,5", by=cast["owner"])
    assert reprice("USD", context) == 1
    deal.refresh_from_db()
    assert deal.amount_base == 41_500
    remove_rate(rate, by=cast["owner"])
    context.memo.clear()
    reprice("USD", context)
    deal.refresh_from_db()
    assert deal.amount_base is None
