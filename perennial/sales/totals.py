"""Counts and sums of deals by stage, owner and month, kept true by each change instead of added up for each board."""

import datetime
from collections import defaultdict

from django.db import transaction
from django.db.models import Count, DateField, F, Sum, Value
from django.db.models.functions import Cast, NullIf, TruncMonth

from perennial.accounts.policy import scope, team_ids
from perennial.core.prepared import Prepared
from perennial.records.query.filters import compile_filter
from perennial.sales.models import NO_MONTH, Deal, StageTotal

WEIGHED = ("pipeline_id", "stage_id", "owner_id", "outcome", "amount_base", "probability", "trashed_at", "expected_close_on")
NARROWED = {"pipeline", "stage", "outcome"}  # fields by which filters may narrow kept sums
MONTH = NullIf("month", Cast(Value(NO_MONTH), DateField()))
GROUPED = {"pipeline": F("pipeline_id"), "stage": F("stage_id"), "outcome": F("outcome"), "month(expected_close_on)": MONTH}


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


def open_in(pipeline_id):
    """Return ((column, value), …) that the open deals of a pipeline hold."""
    return ("pipeline", pipeline_id), ("outcome", "")


def heads(pipeline_id, owner_ids=None, outcome=""):
    """Return {stage id: (count, amount, likely)} of a pipeline's deals, of these owners or of all.

    Amounts are minor units of the company's currency.
    """
    found = _HEADS(owner_ids is None, pipeline_id, outcome, owner_ids or [])
    return {stage: (int(count), int(amount), int(likely) // 100) for stage, count, amount, likely in found}


def owners(actor):
    """Return the ids of the owners whose deals the actor sees; None for everybody's."""
    if actor.user is None:
        return None
    reach = scope(actor.user, "deals", "see")
    return {"all": None, "team": team_ids(actor.user), "own": [actor.user_id]}.get(reach, [])


def kept(query, groups, summed):
    """Return (sums, the expressions of `groups`) that answer a report of deals; None where these must be added up."""
    asked = _asked(query.filter)
    held = [column for column, _value in query.where]
    if query.search.strip() or query.trashed or query.action != "see" or summed not in ("", "amount"):
        return None
    if asked is None or not NARROWED.issuperset([*asked, *held]) or not GROUPED.keys() >= set(groups):
        return None
    found, seen = StageTotal.objects.filter(*query.where, count__gt=0), owners(query.actor)
    if seen is not None:
        found = found.filter(owner_ref__in=seen)
    if query.filter is not None:
        found = found.filter(compile_filter(query.type, query.filter, query.context, query.actor))
    return found, [GROUPED[word] for word in groups]


def _heads(everybody, pipeline_id, outcome, owner_ids):
    rows = StageTotal.objects.filter(pipeline=pipeline_id, outcome=outcome)
    rows = rows if everybody else rows.filter(owner_ref__among=owner_ids)
    return rows.values("stage_id").annotate(c=Sum("count"), a=Sum("amount"), l=Sum("likely")).values_list("stage_id", "c", "a", "l")


_HEADS = Prepared(_heads, object, int, str, list)


def _asked(tree):
    """Return the codes of the fields that a filter asks of; None of one that is not as it should be."""
    if not tree:
        return []
    parts = tree.get("all", tree.get("any")) if isinstance(tree, dict) else None
    if parts is None:
        return [str(tree.get("field", ""))] if isinstance(tree, dict) else None
    found = [_asked(part) for part in parts] if isinstance(parts, list) else [None]
    return None if None in found else [code for part in found for code in part]


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
    sums = moved[(values["pipeline_id"], values["stage_id"], values["owner_id"] or 0, values["outcome"], _month(values["expected_close_on"]))]
    for place, part in enumerate((1, amount, amount * values["probability"])):
        sums[place] += sign * part


def _add(key, count, amount, likely):
    rows = StageTotal.objects.filter(pipeline=key[0], stage=key[1], owner_ref=key[2], outcome=key[3], month=key[4])
    more = {"count": F("count") + count, "amount": F("amount") + amount, "likely": F("likely") + likely}
    if not rows.update(**more):
        StageTotal.objects.bulk_create([_row(key, 0, 0, 0)], ignore_conflicts=True)
        rows.update(**more)


def _row(key, count, amount, likely):
    return StageTotal(
        pipeline_id=key[0], stage_id=key[1], owner_ref=key[2], outcome=key[3], month=key[4],
        count=count, amount=amount, likely=likely,
    )  # fmt: skip


def _fresh():
    likely = Sum(F("amount_base") * F("probability"))
    rows = Deal.objects.filter(trashed_at=None).order_by().annotate(month=TruncMonth("expected_close_on"))
    rows = rows.values_list("pipeline_id", "stage_id", "owner_id", "outcome", "month")
    found = {}
    for pipeline, stage, owner, outcome, month, *sums in rows.annotate(n=Count("pk"), sum=Sum("amount_base"), likely=likely):
        found[(pipeline, stage, owner or 0, outcome, month or NO_MONTH)] = tuple(int(part or 0) for part in sums)
    return found


def _month(day):
    """Return the first day of the month of a day, as the record has it or as its event kept it."""
    if not day:
        return NO_MONTH
    return (datetime.date.fromisoformat(day[:10]) if isinstance(day, str) else day).replace(day=1)


def _kept():
    names = ("pipeline_id", "stage_id", "owner_ref", "outcome", "month", "count", "amount", "likely")
    rows = StageTotal.objects.values_list(*names)
    return {row[:5]: row[5:] for row in rows if any(row[5:])}
