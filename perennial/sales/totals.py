"""Counts and sums of deals by stage and owner, kept true by each change instead of added up for each board."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Count, F, Sum

from perennial.sales.models import Deal, StageTotal

WEIGHED = ("pipeline_id", "stage_id", "owner_id", "outcome", "amount_base", "probability", "trashed_at")


def derive(model, records, changes):
    """Add and take away what a change moved (a member of `core.events.DERIVE`)."""
    if model is not Deal or (changes is not None and not changes.keys() & set(WEIGHED)):
        return
    moved = defaultdict(lambda: [0, 0, 0])
    for deal in records:
        after = {name: getattr(deal, name) for name in WEIGHED}
        if changes is not None:
            _weigh(moved, after | {name: pair[0] for name, pair in changes.items() if name in WEIGHED}, -1)
        _weigh(moved, after, 1)
    for key in sorted(moved):  # always in the same order, so that two changes never wait for each other
        if any(moved[key]):
            _add(key, *moved[key])


def heads(pipeline_id, owner_ids=None, outcome=""):
    """Return {stage id: (count, amount, likely)} of a pipeline's deals, of these owners or of all.

    Amounts are minor units of the company's currency.
    """
    rows = StageTotal.objects.filter(pipeline=pipeline_id, outcome=outcome)
    if owner_ids is not None:
        rows = rows.filter(owner_ref__in=owner_ids)
    found = rows.values("stage_id").annotate(count=Sum("count"), amount=Sum("amount"), likely=Sum("likely"))
    return {row["stage_id"]: (int(row["count"]), int(row["amount"]), int(row["likely"]) // 100) for row in found}


def wrong():
    """Return the keys of the rows that are not what adding up the deals gives."""
    return _differing(_fresh(), _kept())


def rebuild():
    """Add everything up anew; return how many rows were wrong."""
    with transaction.atomic():
        right = _fresh()
        found = _differing(right, _kept())
        if found:
            StageTotal.objects.all().delete()
            rows = [_row(key, *sums) for key, sums in right.items()]
            StageTotal.objects.bulk_create(rows, batch_size=500)
    return len(found)


def _differing(right, kept):
    nothing = (0, 0, 0)
    return [key for key in right.keys() | kept.keys() if right.get(key, nothing) != kept.get(key, nothing)]


def _weigh(moved, values, sign):
    if values["trashed_at"] is not None:
        return
    amount = values["amount_base"] or 0
    sums = moved[(values["pipeline_id"], values["stage_id"], values["owner_id"] or 0, values["outcome"])]
    for place, part in enumerate((1, amount, amount * values["probability"])):
        sums[place] += sign * part


def _add(key, count, amount, likely):
    rows = StageTotal.objects.filter(pipeline=key[0], stage=key[1], owner_ref=key[2], outcome=key[3])
    more = {"count": F("count") + count, "amount": F("amount") + amount, "likely": F("likely") + likely}
    if not rows.update(**more):
        StageTotal.objects.bulk_create([_row(key, 0, 0, 0)], ignore_conflicts=True)
        rows.update(**more)


def _row(key, count, amount, likely):
    return StageTotal(
        pipeline_id=key[0], stage_id=key[1], owner_ref=key[2], outcome=key[3], count=count, amount=amount, likely=likely
    )


def _fresh():
    likely = Sum(F("amount_base") * F("probability"))
    rows = Deal.objects.filter(trashed_at=None).order_by().values_list("pipeline_id", "stage_id", "owner_id", "outcome")
    found = {}
    for pipeline, stage, owner, outcome, *sums in rows.annotate(n=Count("pk"), sum=Sum("amount_base"), likely=likely):
        found[(pipeline, stage, owner or 0, outcome)] = tuple(int(part or 0) for part in sums)
    return found


def _kept():
    names = ("pipeline_id", "stage_id", "owner_ref", "outcome", "count", "amount", "likely")
    rows = StageTotal.objects.values_list(*names)
    return {row[:4]: row[4:] for row in rows if any(row[4:])}
