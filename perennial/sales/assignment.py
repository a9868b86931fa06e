"""Who takes a request: the rules of the company, in their order."""

from collections import Counter

from django.db.models import Count

from perennial.accounts.models import User
from perennial.records.conditions import holds
from perennial.records.registry import record_type
from perennial.sales.models import AssignmentRule, Deal, Lead


def choose(lead):
    """Return (rule, user id) of the first rule that fits and names somebody, or (None, None).

    Called inside a transaction: taking turns moves the rule on.
    """
    type = record_type("leads")
    for rule in AssignmentRule.objects.select_for_update().filter(active=True, trashed_at=None).order_by("place", "id"):
        if holds(rule.filter, type, lead) and (user_id := _pick(rule, lead)):
            return rule, user_id
    return None, None


def candidates(rule):
    """Return the ids of the active users of a rule, in its order."""
    if rule.team_id:
        named = list(User.objects.filter(team=rule.team_id).order_by("name", "pk").values_list("pk", flat=True))
    else:
        named = [entry["user"] for entry in rule.targets] if rule.way in ("territory", "source") else rule.users
    working = set(User.objects.filter(pk__in=named, is_active=True).values_list("pk", flat=True))
    return [pk for pk in dict.fromkeys(named) if pk in working]


def _pick(rule, lead):
    known = candidates(rule)
    if rule.way in ("territory", "source"):
        asked = lead.region if rule.way == "territory" else lead.source_id
        known = [entry["user"] for entry in rule.targets if entry["user"] in known and _same(entry["match"], asked)]
    if not known:
        return None
    return _least(known) if rule.way == "least" else _next(rule, known)


def _same(match, asked):
    return asked not in (None, "") and str(match).strip().casefold() == str(asked).strip().casefold()


def _next(rule, known):
    last = rule.last_user_id
    chosen = known[(known.index(last) + 1) % len(known)] if last in known else known[0]
    AssignmentRule.objects.filter(pk=rule.pk).update(last_user_id=chosen)
    return chosen


def _least(known):
    load = Counter(dict.fromkeys(known, 0))
    for rows in (
        Lead.objects.filter(owner__in=known, state="unsorted", trashed_at=None),
        Deal.objects.filter(owner__in=known, outcome="", trashed_at=None),
    ):
        load.update(dict(rows.order_by().values_list("owner").annotate(Count("pk"))))
    return min(known, key=lambda pk: (load[pk], known.index(pk)))
