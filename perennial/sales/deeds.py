"""The deeds of deals and requests, told once for the buttons of their pages and the sub-resources of the API."""

from django.utils.translation import gettext_lazy as _

from perennial.accounts.models import User
from perennial.core.errors import Invalid, Refused
from perennial.records import fields as f
from perennial.records.registry import record_type
from perennial.records.verb import Verb
from perennial.sales.fields import StageLink, TitledLink
from perennial.sales.models import OUTCOMES
from perennial.sales.verbs import deals, leads

KINDS = [*OUTCOMES, ("reopened", _("Reopened"))]


def _stage(record, raw, *, by, context):
    raw = dict(raw)
    stage, before, after = raw.pop("stage", None), raw.pop("before", None), raw.pop("after", None)
    if not stage:
        raise Refused({"stage": _("Choose a stage.")})
    return deals.move(record, stage, by=by, context=context, values=raw, before=before, after=after)


def _outcome(record, raw, *, by, context):
    kind, comment, day = raw.get("kind") or "", raw.get("comment") or "", raw.get("closed_on")
    if kind == "won":
        return deals.win(record, by=by, context=context, comment=comment, closed_on=day)
    if kind == "lost":
        return deals.lose(record, raw.get("reason"), by=by, context=context, comment=comment, closed_on=day)
    if kind == "on_hold":
        return deals.hold(record, raw.get("until"), by=by, context=context, comment=comment)
    if kind in ("reopened", "open"):
        return deals.reopen(record, by=by, context=context)
    raise Refused({"kind": _("An outcome is one of: won, lost, on_hold, reopened.")})


def _convert(record, raw, *, by, context):
    return leads.accept(record, raw, by=by, context=context)


def _decline(record, raw, *, by, context):
    return leads.decline(record, raw.get("reason"), by=by, comment=raw.get("comment") or "")


def _tie(record, raw, *, by, context):
    if not raw.get("deal"):
        raise Refused({"deal": _("Choose a deal.")})
    type = record_type("deals")
    try:
        chosen = type.identify(raw["deal"], context)
    except Invalid as error:
        raise Refused({"deal": error.message}) from None
    return leads.tie(record, type.load(by, chosen), by=by)


def _assign(record, raw, *, by, context):
    try:
        chosen = record_type("leads").field("owner").parse(raw.get("owner"), context)
    except Invalid as error:
        raise Refused({"owner": error.message}) from None
    return leads.assign(record, by=by, user=User.objects.get(pk=chosen) if chosen else None)


def _open(record, actor):
    return record.outcome == ""


def _not_open(record, actor):
    return record.outcome != ""


def _unsorted(record, actor):
    return record.state == "unsorted"


def _sorted(record, actor):
    return record.state in ("declined", "tied")


DRAWN = ("timeline", "record", "facts", "deal")
COMMENT = f.LongText("comment", _("Comment"), longest=4000)
DEALS = [
    Verb("win", _("Won"), "cup", "sales:win", opens="now", allowed=_open, primary=True, place=10, events=DRAWN),
    Verb("lose", _("Lost"), "ban", "sales:lose", allowed=_open, place=20, events=DRAWN),
    Verb("hold", _("On hold"), "pause", "sales:hold", allowed=_open, place=30, events=DRAWN),
    Verb("reopen", _("Reopen"), "undo", "sales:reopen", opens="now", allowed=_not_open, place=10, events=DRAWN),
    Verb(
        "stage", _("Move"), "right", shown=False, run=_stage, events=DRAWN,
        fields=(
            StageLink("stage", _("Stage"), target="stages", required=True),
            f.Number("before", _("Before deal"), whole=True), f.Number("after", _("After deal"), whole=True),
        ),
    ),
    Verb(
        "outcome", _("Outcome"), "flag", shown=False, run=_outcome, events=DRAWN,
        fields=(
            f.Choice("kind", _("Outcome"), choices=KINDS, required=True),
            f.OptionField("reason", _("Reason for refusal"), list="loss_reason"),
            f.Date("until", _("On hold until")), f.Date("closed_on", _("Closed")), COMMENT,
        ),
    ),
]  # fmt: skip
LEADS = [
    Verb("accept", _("Accept"), "check", "sales:accept", allowed=_unsorted, primary=True, place=10),
    Verb("decline", _("Decline"), "ban", "sales:decline", allowed=_unsorted, place=20),
    Verb("tie", _("Tie to a deal"), "link", "sales:tie", allowed=_unsorted, place=30),
    Verb("unsort", _("Back to unsorted"), "undo", "sales:unsort", opens="now", allowed=_sorted, place=10),
    Verb(
        "conversion", _("Accept"), "check", shown=False, run=_convert, allowed=_unsorted,
        fields=(
            f.Text("title", _("Name of the deal"), longest=200), f.Text("company", _("Company")), f.Text("person", _("Person")),
            f.Text("pipeline", _("Pipeline")), f.Text("stage", _("Stage")), f.Amount("amount", _("Amount")),
        ),
    ),
    Verb(
        "refusal", _("Decline"), "ban", shown=False, run=_decline, allowed=_unsorted,
        fields=(f.OptionField("reason", _("Reason for declining"), list="decline_reason", required=True), COMMENT),
    ),
    Verb(
        "deal", _("Tie to a deal"), "link", shown=False, run=_tie, allowed=_unsorted,
        fields=(TitledLink("deal", _("Deal"), target="deals", required=True),),
    ),
    Verb(
        "assignment", _("Assign"), "assign", shown=False, run=_assign, help=_("Left empty, the rules choose."),
        fields=(f.UserLink("owner", _("Responsible")),),
    ),
]  # fmt: skip
