"""Where deals begin: the pipelines in order, their stages, and the first one of a new company."""

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from perennial.core import verbs
from perennial.core.actor import SYSTEM
from perennial.core.models import installation
from perennial.core.prepared import Prepared
from perennial.records.models import schema_changed
from perennial.sales.models import Pipeline, Stage

_OFFERED = Prepared(lambda: Pipeline.objects.filter(archived=False, trashed_at=None).order_by("place", "id"))
_ALL_STAGES = Prepared(lambda: Stage.objects.filter(archived=False, trashed_at=None).order_by("place", "id"))
_STAGES = Prepared(
    lambda pipeline: Stage.objects.filter(pipeline=pipeline, archived=False, trashed_at=None).order_by("place", "id"), int
)


def pipelines():
    """Return the pipelines offered now, in order; a company without any gets its first one."""
    return _OFFERED() or [lay_first()]


def stages_of(pipeline_id):
    """Return the stages of a pipeline that are offered now, in order."""
    return _STAGES(pipeline_id)


def lay_first():
    """Make the pipeline that a new company begins with, in its language."""
    with transaction.atomic(), translation.override(installation().language):
        found = _OFFERED()
        if found:
            return found[0]
        pipeline = verbs.create(Pipeline(name=_("Sales")), by=SYSTEM)
        first = [
            (_("Enquiry"), 10, 5, _("Find out who decides and by when it is needed.")),
            (_("Needs"), 25, 10, _("Agree on what exactly will be offered.")),
            (_("Quote sent"), 50, 10, _("Call within two days: ask what is missing for a yes.")),
            (_("Agreement"), 80, 7, _("Names, dates and payment are settled in writing.")),
        ]
        for place, (name, probability, days, guidance) in enumerate(first):
            stage = Stage(pipeline=pipeline, name=name, place=place, probability=probability)
            stage.stale_after_days, stage.guidance = days, guidance
            verbs.create(stage, by=SYSTEM)
        schema_changed()
    return pipeline


class Map:
    """The pipelines and stages as one run of reading or writing sees them, without a query a record."""

    def __init__(self):
        self.pipelines = pipelines()
        self.stages = {}
        self.order = {pipeline.pk: place for place, pipeline in enumerate(self.pipelines)}
        for stage in _ALL_STAGES():
            self.stages[stage.pk] = stage

    @classmethod
    def of(cls, context):
        """Return the map of a context, drawn on first use."""
        if "pipelines" not in context.memo:
            context.memo["pipelines"] = cls()
        return context.memo["pipelines"]

    def of_pipeline(self, pipeline_id):
        """Return the stages of a pipeline, in order."""
        return [stage for stage in self.stages.values() if stage.pipeline_id == pipeline_id]

    def stage(self, pk):
        """Return a stage, also an archived one."""
        if pk not in self.stages:
            return Stage.objects.get(pk=pk)
        return self.stages[pk]

    def named(self, name, pipeline_id=None):
        """Return the first stage of that name (in one pipeline, or in the order of pipelines), or None."""
        wanted = " ".join(str(name).casefold().split())
        found = [stage for stage in self.stages.values() if " ".join(stage.name.casefold().split()) == wanted]
        found = [stage for stage in found if pipeline_id in (None, stage.pipeline_id)]
        return min(found, key=lambda stage: self.order.get(stage.pipeline_id, 999), default=None)

    def add(self, stage):
        """Take a stage that was just made."""
        self.stages[stage.pk] = stage
