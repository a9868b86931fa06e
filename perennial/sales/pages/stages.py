"""Settings: one stage of a pipeline, and the order of them all."""

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
from perennial.sales.models import Deal
from perennial.sales.pipelines import stages_of
from perennial.sales.verbs import pipelines as verbs
from perennial.ui import pages

ASKED = ("name", "probability", "stale_after_days", "required_fields", "guidance")


def new(request, pk):
    """Add a stage to a pipeline."""
    need(request.actor, "pipelines")
    return _form(request, record_type("pipelines").load(request.actor, pk, trashed=False), None)


def edit(request, pk):
    """Change a stage while deals stand in it."""
    need(request.actor, "pipelines")
    stage = record_type("stages").load(request.actor, pk, trashed=False)
    return _form(request, stage.pipeline, stage)


@require_POST
def order(request, pk):
    """Put the stages of a pipeline in order."""
    need(request.actor, "pipelines")
    ids = [int(one) for one in request.POST.getlist("ids") if one.isdecimal()]
    verbs.order(stages_of(pk), ids, by=request.actor)
    return HttpResponse(status=204)


@require_POST
def put_away(request, pk):
    """Archive a stage, its deals going to another."""
    type = record_type("stages")
    stage, chosen = type.load(request.actor, pk, "edit", trashed=False), request.POST.get("to", "")
    to = type.load(request.actor, int(chosen), trashed=False) if chosen.isdecimal() else None
    try:
        verbs.put_away_stage(stage, by=request.actor, to=to)
    except Refused as refused:
        words = next(iter(refused.errors.values()))
        return pages.toast(pages.moved(request, reverse("sales:stage_edit", args=[pk])), words)
    words = _("“%(name)s” is put away") % {"name": stage}
    return pages.toast(pages.moved(request, reverse("sales:pipeline", args=[stage.pipeline_id])), words)


@require_POST
def take_out(request, pk):
    """Offer an archived stage again."""
    stage = record_type("stages").load(request.actor, pk, "edit", trashed=False)
    verbs.take_out(stage, by=request.actor)
    return pages.moved(request, reverse("sales:pipeline", args=[stage.pipeline_id]))


def _form(request, pipeline, stage):
    type, context, errors, raw = record_type("stages"), context_for(request.actor), {}, None
    if request.method == "POST":
        raw = forms.raw(type, request.POST, only=ASKED)
        try:
            if stage is None:
                verbs.create_stage(pipeline, raw, by=request.actor, context=context)
            else:
                record_verbs.update(type, stage, raw, by=request.actor, context=context)
            return pages.toast(pages.moved(request, reverse("sales:pipeline", args=[pipeline.pk])), _("Saved."))
        except Refused as refused:
            errors = refused.errors
    waiting = Deal.objects.filter(stage=stage, outcome__in=["", "on_hold"], trashed_at=None).count() if stage else 0
    values = {
        "pipeline": pipeline, "stage": stage, "waiting": waiting,
        "inputs": forms.inputs(type, stage, raw, errors, only=ASKED, context=context),
        "others": [one for one in stages_of(pipeline.pk) if not stage or one.pk != stage.pk],
    }  # fmt: skip
    return shelf.render(request, "sales/stage.html", "pipelines", values, status=422 if errors else 200)
