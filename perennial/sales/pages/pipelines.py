"""Settings: the pipelines, and one pipeline with its stages."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.changes import need
from perennial.accounts.pages import shelf
from perennial.core.errors import Refused
from perennial.records import forms
from perennial.records import verbs as record_verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from perennial.sales.models import Pipeline, Stage
from perennial.sales.pipelines import pipelines, stages_of
from perennial.sales.totals import heads
from perennial.sales.verbs import pipelines as verbs
from perennial.ui import pages

ASKED = ("name", "currency")


def index(request):
    """List the pipelines; POST puts them in order."""
    need(request.actor, "pipelines")
    if request.method == "POST":
        verbs.order(pipelines(), _ids(request), by=request.actor)
        return HttpResponse(status=204)
    rows = [(pipeline, stages_of(pipeline.pk), _open(pipeline)) for pipeline in pipelines()]
    away = Pipeline.objects.filter(archived=True, trashed_at=None)
    return shelf.render(request, "sales/pipelines.html", "pipelines", {"rows": rows, "away": away})


def new(request):
    """Make a pipeline."""
    need(request.actor, "pipelines")
    return _form(request, None)


def edit(request, pk):
    """Show a pipeline with its stages, and change its name and currency."""
    need(request.actor, "pipelines")
    return _form(request, record_type("pipelines").load(request.actor, pk, trashed=False))


@require_POST
def put_away(request, pk):
    """Archive a pipeline."""
    pipeline = record_type("pipelines").load(request.actor, pk, "edit", trashed=False)
    try:
        verbs.put_away_pipeline(pipeline, by=request.actor)
    except Refused as refused:
        return pages.toast(pages.moved(request, reverse("sales:pipeline", args=[pk])), refused.errors[""])
    return pages.toast(
        pages.moved(request, reverse("sales:pipelines")), _("“%(name)s” is put away") % {"name": pipeline}
    )


@require_POST
def take_out(request, pk):
    """Offer an archived pipeline again."""
    verbs.take_out(record_type("pipelines").load(request.actor, pk, "edit", trashed=False), by=request.actor)
    return pages.moved(request, reverse("sales:pipeline", args=[pk]))


def _form(request, pipeline):
    type, context, errors, raw = record_type("pipelines"), context_for(request.actor), {}, None
    if request.method == "POST":
        raw = forms.raw(type, request.POST, only=ASKED)
        try:
            if pipeline is None:
                pipeline = verbs.create_pipeline(raw, by=request.actor, context=context)
            else:
                record_verbs.update(type, pipeline, raw, by=request.actor, context=context)
            return pages.toast(pages.moved(request, reverse("sales:pipeline", args=[pipeline.pk])), _("Saved."))
        except Refused as refused:
            errors = refused.errors
    values = {
        "pipeline": pipeline, "inputs": forms.inputs(type, pipeline, raw, errors, only=ASKED, context=context),
        "rows": _rows(pipeline) if pipeline else [],
        "away": Stage.objects.filter(pipeline=pipeline, archived=True, trashed_at=None) if pipeline else [],
    }  # fmt: skip
    return shelf.render(request, "sales/pipeline.html", "pipelines", values, status=422 if errors else 200)


def _rows(pipeline):
    counts, labels = heads(pipeline.pk), {field.code: field.label for field in record_type("deals").fields}
    return [
        (
            stage,
            counts.get(stage.pk, (0, 0, 0))[0],
            [labels.get(code.removeprefix("custom."), code) for code in stage.required_fields],
        )
        for stage in stages_of(pipeline.pk)
    ]


def _open(pipeline):
    return sum(count for count, _amount, _likely in heads(pipeline.pk).values())


def _ids(request):
    return [int(pk) for pk in request.POST.getlist("ids") if pk.isdecimal()]
