"""What is done with a deal: move, win, lose, hold, reopen; who decides; what is sold."""

from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Refused
from perennial.records.registry import record_type
from perennial.records.verbs import parse
from perennial.sales.models import ROLES, Deal, DealRole


def move(deal, stage, *, by, context, values=None, before=None, after=None, expect=None):
    """Move a deal to a stage (id or name), before or after another deal of it; return the deal.

    `values` are raw values of what the stage asks for. Raises Refused with a message
    for each field that it still lacks.
    """
    type = record_type("deals")
    parsed = parse(type, {**(values or {}), "stage": stage}, context)
    place = _between(before, after)
    if parsed["stage"] == deal.stage_id and len(parsed) == 1:
        return _put(deal, place, by) if place is not None else deal
    return type.apply(deal, parsed, by=by, context=context, place=place, expect=expect)


def win(deal, *, by, context, comment="", closed_on=None, expect=None):
    """Win a deal, today unless another day is told."""
    if deal.outcome == "won":
        raise Refused(_("This deal is won already."))
    return _end(deal, {"outcome": "won", "outcome_comment": comment, "closed_on": closed_on}, by, context, expect)


def lose(deal, reason, *, by, context, comment="", closed_on=None, expect=None):
    """Lose a deal for a reason (id or label of the list «loss_reason»). Raises Refused without one."""
    if deal.outcome == "lost":
        raise Refused(_("This deal is lost already."))
    raw = {"outcome": "lost", "loss_reason": reason, "outcome_comment": comment, "closed_on": closed_on}
    return _end(deal, raw, by, context, expect)


def hold(deal, until, *, by, context, comment="", expect=None):
    """Put a deal aside until a day, when it opens again by itself."""
    return _end(deal, {"outcome": "on_hold", "on_hold_until": until, "outcome_comment": comment}, by, context, expect)


def reopen(deal, *, by, context, expect=None):
    """Open a deal again that was won, lost or on hold."""
    if deal.outcome == "":
        raise Refused(_("This deal is open already."))
    return _end(deal, {"outcome": None}, by, context, expect)


def set_role(deal, person, role, *, by):
    """Say what a person has to do with the decision: decides, influences, pays, uses or blocks."""
    if role not in dict(ROLES):
        raise Refused({"role": _("Choose what the person does.")})
    data = {"person": person.pk, "name": str(person), "role": role}
    with verbs.change(deal, "role_set", by=by, data=data, links=[*deal.links(), ("people", person.pk)]):
        DealRole.objects.update_or_create(deal=deal, person=person, defaults={"role": role})
    return deal


def remove_role(deal, person, *, by):
    """Take a person out of those who decide."""
    found = DealRole.objects.filter(deal=deal, person=person).first()
    if not found:
        return deal
    data = {"person": person.pk, "name": str(person), "role": found.role}
    with verbs.change(deal, "role_removed", by=by, data=data, links=[*deal.links(), ("people", person.pk)]):
        found.delete()
    return deal


def set_lines(deal, lines, *, by, context, expect=None):
    """Say what is sold: [{"name", "quantity", "price"}]; the amount follows when all have a price."""
    type = record_type("deals")
    return type.apply(
        deal, parse(type, {"lines": lines}, context), by=by, context=context, verb="lines_set", expect=expect
    )


def _end(deal, raw, by, context, expect):
    type = record_type("deals")
    parsed = parse(type, {code: value for code, value in raw.items() if value or code == "outcome"}, context)
    worth = {"amount": {"minor": deal.amount, "currency": deal.amount_currency}} if deal.amount is not None else None
    return type.apply(deal, parsed, by=by, context=context, data=worth, expect=expect)


def _put(deal, place, by):
    with verbs.change(deal, by=by) as current:
        current.place = place
    return deal


def _between(before, after):
    """Return the place before one deal (id), after another, or None where neither is told."""
    known = dict(Deal.objects.filter(pk__in=[pk for pk in (before, after) if pk]).values_list("pk", "place"))
    above, below = known.get(after), known.get(before)
    if below is not None and above is None:
        deal = Deal.objects.get(pk=before)
        row = Deal.objects.filter(stage=deal.stage_id, outcome="", trashed_at=None, place__lt=below)
        above = row.order_by("-place").values_list("place", flat=True).first()
    if below is not None and above is not None:
        return (above + below) / 2
    return below - 1 if below is not None else above + 1 if above is not None else None
