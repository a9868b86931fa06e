"""How the company sells: pipelines and stages changed while deals run through them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.core import verbs as core
from perennial.core.errors import Refused
from perennial.records import verbs
from perennial.records.models import schema_changed
from perennial.records.registry import record_type
from perennial.sales.models import Deal, Pipeline
from perennial.sales.pipelines import stages_of

MOST_MOVED = 2_000  # deals that are moved at once when their stage is put away


def create_pipeline(raw, *, by, context):
    """Make a pipeline with its first stage; return it."""
    with transaction.atomic():
        place = Pipeline.objects.count()
        pipeline = verbs.create(record_type("pipelines"), {"place": place, **raw}, by=by, context=context)
        create_stage(pipeline, {"name": _("Enquiry"), "probability": 10}, by=by, context=context)
    return pipeline


def create_stage(pipeline, raw, *, by, context):
    """Add a stage at the end of a pipeline; return it."""
    raw = {**raw, "pipeline": pipeline.pk, "place": len(stages_of(pipeline.pk))}
    stage = verbs.create(record_type("stages"), raw, by=by, context=context)
    schema_changed()
    return stage


def order(things, ids, *, by):
    """Put pipelines, or the stages of one pipeline, in the order of their ids."""
    with transaction.atomic():
        known = {thing.pk: thing for thing in things}
        for place, pk in enumerate(dict.fromkeys(ids)):
            thing = known.get(pk)
            if thing and thing.place != place:
                with core.change(thing, by=by) as current:
                    current.place = place
        schema_changed()


def put_away_stage(stage, *, by, to=None):
    """Archive a stage, having moved its open deals to another; its name stays in their history."""
    waiting = list(Deal.objects.filter(stage=stage, outcome__in=["", "on_hold"], trashed_at=None)[: MOST_MOVED + 1])
    if len(stages_of(stage.pipeline_id)) < 2:
        raise Refused(_("A pipeline keeps at least one stage."))
    if waiting and (to is None or to.pk == stage.pk or to.pipeline_id != stage.pipeline_id):
        raise Refused({"to": _("Choose where its deals go.")})
    if len(waiting) > MOST_MOVED:
        raise Refused({"to": _("There are too many deals in it: move them from the list first.")})
    with transaction.atomic():
        for deal in waiting:
            _carry(deal, to, by)
        _archive(stage, by)


def put_away_pipeline(pipeline, *, by):
    """Archive a pipeline that has no open deals."""
    if Deal.objects.filter(pipeline=pipeline, outcome__in=["", "on_hold"], trashed_at=None).exists():
        raise Refused(_("Close its deals or move them to another pipeline first."))
    if Pipeline.objects.filter(archived=False, trashed_at=None).count() < 2:
        raise Refused(_("The company keeps at least one pipeline."))
    _archive(pipeline, by)


def take_out(thing, *, by):
    """Offer an archived pipeline or stage again."""
    with core.change(thing, by=by) as current:
        current.archived = False
    schema_changed()


def _carry(deal, to, by):
    """Move one deal along; what the new stage asks for is asked when somebody moves it by hand."""
    with core.change(deal, "moved", by=by) as current:
        current.stage, current.stage_since = to, timezone.now()
        if current.outcome == "":
            current.probability = to.probability


def _archive(thing, by):
    with core.change(thing, by=by) as current:
        current.archived = True
    schema_changed()
