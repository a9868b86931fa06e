"""Deals as lists, forms, files and the API know them."""

from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Refused
from perennial.core.text import sort_key
from perennial.records import fields as f
from perennial.records.conditions import holds
from perennial.records.types import RecordType
from perennial.sales import deeds, totals
from perennial.sales.currencies import in_base
from perennial.sales.fields import Lines, OutcomeChoice, PlacedLink, RequestLink, Roles, StageLink, total_of
from perennial.sales.models import OUTCOMES, Deal
from perennial.sales.outcomes import settle, today
from perennial.sales.pipelines import Map, pipelines, stages_of
from perennial.sales.placing import place_in_pipeline


def _when(*outcomes):
    return {"field": "outcome", "op": "in", "value": list(outcomes)}


class Worth(f.Amount):
    """The amount of a deal; added up in the company's currency."""

    base_column = "amount_base"


class Deals(RecordType):
    code, noun, model = "deals", "deal", Deal
    label, plural, icon, place = _("Deal"), _("Deals"), "board", 20
    title_field = "title"
    ways = ((_("Board"), "board", "sales:board"), (_("Months"), "calendar", "sales:months"))
    sort = ("-created_at",)
    columns = ("title", "company", "stage", "amount", "next_step", "expected_close_on", "owner")
    board_by, board_sum, board_sort = "stage", "amount", ("place",)
    match_fields = ("external",)
    timeline_kind = "deals"
    verbs = {verb.code: verb for verb in deeds.DEALS}
    built_in = [
        f.Text(
            "title",
            _("Name"),
            order_by="sort_key",
            longest=200,
            help=_("Left empty, it is named after what is sold, or to whom."),
        ),
        f.Link("company", _("Company"), target="companies"),
        f.Link("person", _("Main person"), target="people", aliases=("contact",)),
        Roles("people", _("Who decides")),
        PlacedLink("pipeline", _("Pipeline"), target="pipelines"),
        StageLink("stage", _("Stage"), target="stages"),
        Worth("amount", _("Amount")),
        f.Number("probability", _("Probability, %"), whole=True, least=0, most=100),
        f.Date("expected_close_on", _("Expected to close")),
        f.UserLink("owner", _("Responsible")),
        f.OptionField("source", _("Source"), list="source"),
        Lines("lines", _("Products"), aliases=("product", "products"), hidden=True),
        OutcomeChoice("outcome", _("Outcome"), choices=OUTCOMES),
        f.Date("closed_on", _("Closed"), aliases=("close_date", "closed_at"), shown_if=_when("won", "lost")),
        f.OptionField("loss_reason", _("Reason for refusal"), list="loss_reason", shown_if=_when("lost")),
        f.LongText("outcome_comment", _("Comment on the outcome"), longest=4000, hidden=True),
        f.Date("on_hold_until", _("On hold until"), shown_if=_when("on_hold")),
        f.NextStep(),
        f.Number("place", _("Place in the column"), readonly=True, hidden=True),
        f.DateTime("stage_since", _("In the stage since"), readonly=True),
        f.DateTime("last_contact_at", _("Last contact"), readonly=True),
        RequestLink("request", _("Request"), target="leads", column="leads", aliases=("lead",), hidden=True),
    ]

    def board_columns(self, asked):
        """Return the stages of a pipeline (the first one unless asked for), and what its open deals hold."""
        known = pipelines()
        shown = next((one for one in known if str(one.pk) == asked.get("pipeline")), known[0])
        return {stage.pk: stage.name for stage in stages_of(shown.pk)}, totals.open_in(shown.pk)

    def kept_sums(self, query, groups, summed):
        return totals.kept(query, groups, summed)

    def import_names(self):
        return [*super().import_names(), ("won_on", _("Won on"), ("won date", "won at", "won on", "date won"), "date")]

    def arrange(self, raw):
        """Take a day of winning as the end of a deal that was won."""
        won_on = raw.pop("won_on", None)
        return {"outcome": "won", "closed_on": won_on, **raw} if won_on else raw

    def prepare(self, record, context):
        """Fill name, pipeline, stage, owner, probability and the amount in the company's currency."""
        new = record._state.adding
        record.probability = record.probability or 0
        record.acting_user_id, record.acting_at = context.actor.user_id, context.actor.at
        place_in_pipeline(record, context, new)
        if new and record.owner_id is None and not importing(context):
            record.owner_id = context.actor.user_id
        if new and not record.place:
            record.place = -context.actor.now().timestamp()  # on top of its column
        settle(record, context)
        _add_up(record, context)
        record.title = record.title or _named_after(record)
        record.sort_key = sort_key(record.title)

    def check(self, record, context, touched=None):
        """Return what is wrong with the deal as a whole."""
        errors = {}
        stage = Map.of(context).stage(record.stage_id)
        if stage.pipeline_id != record.pipeline_id:
            errors["stage"] = _("This stage is in another pipeline.")
        if importing(context):
            return errors
        if touched is not None and not {"outcome", "loss_reason", "on_hold_until"} & set(touched):
            return errors
        if record.outcome == "lost" and not record.loss_reason_id:
            errors["loss_reason"] = _("Say why it was lost.")
        if record.outcome == "on_hold" and not record.on_hold_until:
            errors["on_hold_until"] = _("Say until when.")
        if record._state.adding and record.outcome == "":
            errors |= self.lacking(record, stage)
        return errors

    def lacking(self, record, stage):
        """Return {field code: message} for what the stage asks for and the deal has not."""
        errors = {}
        for code in stage.required_fields:
            try:
                field = self.field(code)
            except KeyError:  # a custom field that is no longer there
                continue
            if field.get(record) in (None, "", [], {}) and holds(field.shown_if, self, record):
                errors[field.code] = _("“%(stage)s” asks for this.") % {"stage": stage.name}
        return errors

    def apply(self, record, values, *, by, context, verb=None, data=None, place=None, **options):
        """Store values as one change, named after what it means: moved, won, lost, held, reopened or changed."""
        values = dict(values)
        if isinstance(values.get("stage"), str):
            values["outcome"] = values.pop("stage")
        verb = verb or self._verb(record, values)
        with verbs.change(record, verb, by=by, data=data, **options) as current:
            was = (current.stage_id, current.pipeline_id, current.outcome)
            for code, value in values.items():
                self.field(code).put(current, value)
            self._moved(current, was, values, context)
            self.prepare(current, context)
            self._refuse(current, was, values, context)
            if place is not None:
                current.place = place
        return record

    def _verb(self, record, values):
        outcome = values.get("outcome", record.outcome) or ""
        if outcome != record.outcome:
            return {"won": "won", "lost": "lost", "on_hold": "held", "": "reopened"}[outcome]
        moves = (
            values.get("stage", record.stage_id) != record.stage_id
            or values.get("pipeline", record.pipeline_id) != record.pipeline_id
        )
        return "moved" if moves else "changed"

    def _moved(self, current, was, values, context):
        """Bring stage and pipeline together after either was set, and begin the new stay."""
        stage_was, pipeline_was, outcome_was = was
        if current.stage_id is None or current.pipeline_id is None:
            current.stage_id, current.pipeline_id = stage_was, pipeline_was
        if current.stage_id != stage_was and current.pipeline_id == pipeline_was:
            current.pipeline_id = Map.of(context).stage(current.stage_id).pipeline_id
        place_in_pipeline(current, context, False)
        moved, reopened = current.stage_id != stage_was, outcome_was and current.outcome == ""
        if moved and importing(context) and outcome_was and "outcome" not in values:
            current.outcome, reopened = "", True
        if moved:
            now = context.actor.now()
            current.stage_since, current.place = now, -now.timestamp()
        if (moved or reopened) and "probability" not in values and current.outcome in ("", "on_hold"):
            current.probability = Map.of(context).stage(current.stage_id).probability

    def _refuse(self, current, was, values, context):
        errors = {}
        stage = Map.of(context).stage(current.stage_id)
        if current.stage_id != was[0] and not importing(context):
            if was[2] in ("won", "lost") and current.outcome == was[2]:
                errors["stage"] = _("This deal is closed: reopen it first.")
            elif stage.archived:
                errors["stage"] = _("This stage is put away: choose another.")
            else:
                errors |= self.lacking(current, stage)
        if values.get("amount") and (total := total_of(current.lines)) and values["amount"] != total:
            errors["amount"] = _("The amount follows the products: change them.")
        errors |= self.check(current, context) if current.outcome != was[2] else {}
        if errors:
            raise Refused(errors)


def importing(context):
    """Tell whether records arrive from a file, which brings what there is: history need not be complete."""
    return context.missing == "create" or context.actor.via == "import"


def _add_up(deal, context):
    total = total_of(deal.lines)
    if total:
        deal.amount, deal.amount_currency = total.minor, total.currency
    deal.amount_currency = deal.amount_currency or context.currency
    deal.amount_base = in_base(deal.amount, deal.amount_currency, deal.closed_on or today(context), context)


def _named_after(deal):
    if deal.lines:
        return deal.lines[0]["name"][:200]
    named = deal.company or deal.person or next(iter(deal.external.values()), "") or _("Deal")
    return str(named)[:200]
