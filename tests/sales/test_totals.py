"""The sums of boards are what adding everything up would give, whatever happened."""

import random

import pytest

from perennial.core.models import Event
from perennial.records import verbs as record_verbs
from perennial.records.registry import record_type
from perennial.sales import totals
from perennial.sales.models import Deal, StageTotal
from perennial.sales.verbs import deals as verbs


def test_a_board_knows_counts_sums_and_what_is_likely(make, sales, stages):
    (
        make("deals", title="1", amount="100"),
        make("deals", title="2", amount="50"),
        make("deals", title="3", stage="Agreement"),
    )
    heads = totals.heads(sales.pk)
    assert heads[stages["Enquiry"].pk] == (2, 15_000, 1_500)
    assert heads[stages["Agreement"].pk] == (1, 0, 0)


def test_sums_are_kept_for_each_owner(make, sales, stages, cast):
    make("deals", title="1", amount="100", owner=cast["colleague"].user_id)
    assert totals.heads(sales.pk, [cast["outsider"].user_id]) == {}
    assert totals.heads(sales.pk, [cast["colleague"].user_id])[stages["Enquiry"].pk][0] == 1


def test_damaged_sums_are_mended(make, sales):
    make("deals", title="1", amount="100")
    StageTotal.objects.update(count=7)
    assert totals.rebuild() == 1
    assert totals.rebuild() == 0


@pytest.mark.parametrize("seed", range(6))
def test_a_walk_of_any_changes_leaves_the_sums_right(seed, make, cast, context, stages):
    chance, by = random.Random(seed), cast["owner"]
    deals = [make("deals", title=str(place), amount=str(place * 10)) for place in range(4)]
    steps = [_move, _amount, _owner, _win, _lose, _hold, _reopen, _trash, _restore, _undo, _bulk]
    for _step in range(40):
        deal = Deal.objects.get(pk=chance.choice(deals).pk)
        chance.choice(steps)(deal, chance, by, context, stages)
        assert totals._kept() == {key: sums for key, sums in totals._fresh().items() if any(sums)}


def _move(deal, chance, by, context, stages):
    if deal.outcome == "":
        verbs.move(deal, chance.choice(list(stages.values())).pk, by=by, context=context)


def _amount(deal, chance, by, context, stages):
    raw = {"amount": chance.choice([None, "1200.50", "7"]), "probability": chance.choice([0, 35, 90])}
    record_verbs.update(record_type("deals"), deal, raw, by=by, context=context)


def _owner(deal, chance, by, context, stages):
    raw = {"owner": chance.choice([None, by.user_id])}
    record_verbs.update(record_type("deals"), deal, raw, by=by, context=context)


def _win(deal, chance, by, context, stages):
    if deal.outcome != "won":
        verbs.win(deal, by=by, context=context)


def _lose(deal, chance, by, context, stages):
    if deal.outcome != "lost":
        verbs.lose(deal, "Too expensive", by=by, context=context)


def _hold(deal, chance, by, context, stages):
    verbs.hold(deal, "2027-01-15", by=by, context=context)


def _reopen(deal, chance, by, context, stages):
    if deal.outcome:
        verbs.reopen(deal, by=by, context=context)


def _trash(deal, chance, by, context, stages):
    record_verbs.trash(deal, by=by)


def _restore(deal, chance, by, context, stages):
    record_verbs.restore(deal, by=by)


def _undo(deal, chance, by, context, stages):
    event = Event.objects.filter(type="deals", record_id=deal.pk).order_by("-id").first()
    if event.changes and "trashed_at" not in event.changes:
        record_verbs.put_back(deal, event, by=by)


def _bulk(deal, chance, by, context, stages):
    within = by.within(f"bulk-{chance.random()}")
    for each in Deal.objects.filter(trashed_at=None):
        raw = {"amount": str(chance.randint(1, 99))}
        record_verbs.update(record_type("deals"), each, raw, by=within, context=context)
    if chance.random() < 0.5:
        list(record_verbs.take_back(within.batch, by=by))
