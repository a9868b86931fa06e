"""Where a deal stands: its pipeline and stage brought together."""

from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Refused
from perennial.records.models import schema_changed
from perennial.records.registry import record_type
from perennial.sales.models import Stage
from perennial.sales.pipelines import Map


def place_in_pipeline(deal, context, new):
    """Give the deal a pipeline and a stage of it; a namesake stands in for a stage of another pipeline."""
    known = Map.of(context)
    if deal.pipeline_id is None:
        deal.pipeline_id = known.stage(deal.stage_id).pipeline_id if deal.stage_id else known.pipelines[0].pk
    if deal.stage_id is None:
        deal.stage_id = _first(deal, known).pk
    stage = known.stage(deal.stage_id)
    if stage.pipeline_id != deal.pipeline_id:
        deal.stage_id = _namesake(stage, deal, known, context).pk
    if new:
        deal.stage_since = deal.created_at
        if not deal.probability and deal.outcome == "":
            deal.probability = known.stage(deal.stage_id).probability


def _first(deal, known):
    stages = known.of_pipeline(deal.pipeline_id)
    if not stages:
        raise Refused({"pipeline": _("This pipeline has no stages yet: add one in the settings.")})
    return stages[-1] if deal.outcome == "won" else stages[0]


def _namesake(stage, deal, known, context):
    found = known.named(stage.name, deal.pipeline_id)
    if found or context.missing != "create" or not context.actor.may("create", Stage):
        return found or _first(deal, known)
    made = record_type("stages").begun(stage.name, context, deal.pipeline_id)
    verbs.create(made, by=context.actor)
    schema_changed()
    known.add(made)
    return made
