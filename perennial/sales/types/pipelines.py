"""Pipelines and stages as the API, filters and files know them."""

from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Invalid
from perennial.core.money import CURRENCIES
from perennial.records import fields as f
from perennial.records.models import schema_changed
from perennial.records.registry import record_type
from perennial.records.types import RecordType
from perennial.sales.fields import PlacedLink
from perennial.sales.models import Pipeline, Stage
from perennial.sales.pipelines import Map, pipelines, stages_of


class Shared(RecordType):
    """A type of things that the whole company works by."""

    sort = ("place",)
    title_field = "name"
    importable = False

    def url(self, pk):
        """Return the address where pipelines are changed."""
        return "/settings/pipelines/"

    def named(self, word, reachable):
        """Return the id of the record of that name, whatever the letter case."""
        wanted = word.casefold()
        rows = reachable.filter(archived=False).values_list("pk", "name")
        return next((pk for pk, name in rows if name.casefold() == wanted), None)

    def apply(self, record, values, *, by, context, **options):
        """Change it, and have every process forget what it remembered."""
        super().apply(record, values, by=by, context=context, **options)
        schema_changed()
        return record

    def make(self, name, context):
        """Make what a file names, where the actor may."""
        if not context.actor.may("create", self.model):
            raise Invalid(_("Nothing called “%(name)s” is there.") % {"name": name[:80]})
        record = self.begun(name[:80], context)
        verbs.create(record, by=context.actor)
        schema_changed()
        context.memo.pop("pipelines", None)
        return record


class Pipelines(Shared):
    code, noun, model = "pipelines", "pipeline", Pipeline
    label, plural, icon, place = _("Pipeline"), _("Pipelines"), "board", 90
    columns = ("name", "place")
    built_in = [
        f.Text("name", _("Name"), required=True, longest=80),
        f.Number("place", _("Place"), whole=True, least=0, most=1000),
        f.Choice("currency", _("Currency"), choices=[(code, code) for code in sorted(CURRENCIES)]),
        f.Bool("archived", _("Archived")),
    ]

    def begun(self, name, context):
        """Return a new pipeline at the end."""
        return Pipeline(name=name, place=Pipeline.objects.count())

    def prepare(self, record, context):
        record.place, record.archived = record.place or 0, bool(record.archived)


class Stages(Shared):
    code, noun, model = "stages", "stage", Stage
    label, plural, icon, place = _("Stage"), _("Stages"), "board", 91
    columns = ("name", "pipeline", "place", "probability", "stale_after_days")
    sort = ("pipeline", "place")
    built_in = [
        f.Text("name", _("Name"), required=True, longest=80),
        PlacedLink("pipeline", _("Pipeline"), target="pipelines", required=True),
        f.Number("place", _("Place"), whole=True, least=0, most=1000),
        f.Number("probability", _("Probability, %"), whole=True, least=0, most=100),
        f.Number("stale_after_days", _("Stale after, days"), whole=True, least=1, most=3650),
        f.Many("required_fields", _("Must be filled"), choices=lambda: askable()),
        f.LongText("guidance", _("Guidance"), longest=4000),
        f.Bool("archived", _("Archived")),
    ]

    def identify(self, raw, context):
        """Return the id of the stage that an id or a name means; of several namesakes the first pipeline's."""
        word, known = str(raw).strip(), Map.of(context)
        if word.isdecimal() and int(word[:18]) in known.stages:
            return int(word)
        found = known.named(word)
        return found.pk if found else super().identify(word, context)

    def begun(self, name, context, pipeline_id=None):
        """Return a new stage at the end of a pipeline (the first one)."""
        pipeline_id = pipeline_id or pipelines()[0].pk
        place = len(stages_of(pipeline_id))
        return Stage(pipeline_id=pipeline_id, name=name, place=place, probability=min(90, 10 + 20 * place))

    def prepare(self, record, context):
        record.place, record.probability = record.place or 0, record.probability or 0
        record.archived = bool(record.archived)

    def check(self, record, context, touched=None):
        """A stage is put away only when it is empty, and it stays in its pipeline while it has deals."""
        if not record.pk or not record.deals.filter(trashed_at=None, outcome="").exists():
            return {}
        if record.archived:
            return {"archived": _("Move its deals to another stage first.")}
        if record.deals.exclude(pipeline_id=record.pipeline_id).exists():
            return {"pipeline": _("Move its deals to another stage first.")}
        return {}


def askable():
    """Return (code, label) of the deal fields that a stage may ask for."""
    kept = (
        "pipeline",
        "stage",
        "outcome",
        "closed_on",
        "on_hold_until",
        "loss_reason",
        "outcome_comment",
        "tags",
        "title",
    )
    return [
        (field.attribute if field.custom else field.code, field.label)
        for field in record_type("deals").writable()
        if not field.attached and not field.hidden and field.code not in kept
    ]
