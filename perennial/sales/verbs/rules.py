"""Rules of assignment: made, changed, ordered, taken away."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from perennial.accounts.models import Team, User
from perennial.core import verbs
from perennial.core.errors import Refused
from perennial.records.context import context_for
from perennial.records.query import Query
from perennial.records.registry import record_type
from perennial.sales.models import WAYS, AssignmentRule

KEPT = ("name", "filter", "way", "users", "team_id", "targets", "active")


def save(rule, values, *, by):
    """Store a new rule (None) or change one; return it. Raises Refused, Forbidden."""
    checked = _checked(values, by)
    if rule is None:
        place = AssignmentRule.objects.filter(trashed_at=None).count()
        return verbs.create(AssignmentRule(place=place, **checked), by=by)
    with verbs.change(rule, by=by) as current:
        for name, value in checked.items():
            setattr(current, name, value)
    return rule


def order(ids, *, by):
    """Put the rules in the order of their ids."""
    with transaction.atomic():
        known = {rule.pk: rule for rule in AssignmentRule.objects.filter(trashed_at=None)}
        for place, pk in enumerate(dict.fromkeys(ids)):
            if pk in known and known[pk].place != place:
                with verbs.change(known[pk], by=by) as current:
                    current.place = place


def _checked(values, by):
    checked, errors = {name: values.get(name) for name in KEPT}, {}
    checked["name"] = str(checked["name"] or "").strip()[:80]
    if not checked["name"]:
        errors["name"] = _("Fill this in.")
    if checked["way"] not in dict(WAYS):
        errors["way"] = _("Choose how requests are given out.")
    known = set(User.objects.filter(is_active=True).values_list("pk", flat=True))
    checked["users"] = [pk for pk in checked["users"] or [] if pk in known]
    checked["targets"] = [
        entry for entry in checked["targets"] or [] if entry.get("user") in known and entry.get("match")
    ]
    if checked["team_id"] and not Team.objects.filter(pk=checked["team_id"]).exists():
        errors["team"] = _("Choose a team.")
    if checked["way"] in ("territory", "source"):
        checked["users"], checked["team_id"] = [], None
        if not checked["targets"]:
            errors["targets"] = _("Say who takes which.")
    elif not checked["users"] and not checked["team_id"]:
        errors["users"] = _("Choose at least one colleague, or a team.")
    checked["active"], checked["filter"] = bool(checked["active"]), checked["filter"] or None
    if checked["filter"]:
        query = Query.of(record_type("leads"), {"filter": checked["filter"]}, actor=by, context=context_for(by))
        try:
            query.records()
        except Refused as refused:
            errors["filter"] = next(iter(refused.errors.values()))
    if errors:
        raise Refused(errors)
    return checked


def replace(leaver_id, successors, *, by):
    """Let successors take a leaver's place in every rule: his turns go to all of them, his territories to the first."""
    with transaction.atomic():
        for rule in AssignmentRule.objects.filter(trashed_at=None):
            with verbs.change(rule, by=by) as current:
                if leaver_id in current.users:
                    left = [pk for pk in current.users if pk != leaver_id]
                    current.users = list(dict.fromkeys([*left, *successors]))
                current.targets = [
                    {**target, "user": successors[0]} if target["user"] == leaver_id and successors else target
                    for target in current.targets
                ]
