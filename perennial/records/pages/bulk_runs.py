"""Runs of bulk changes as they go: how far, what failed, stop, undo."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.core.prepared import Prepared
from perennial.records import bulk
from perennial.records.models import BulkRun
from perennial.records.registry import REGISTRY, record_type
from perennial.ui import pages

GOING, ENDED = ("waiting", "running"), ("done", "stopped", "failed")
KEPT = 5  # of the last runs are looked at
_LATEST = Prepared(
    lambda user, code, few: BulkRun.objects.filter(user=user, type=code, total__gt=few).order_by("-id")[:KEPT],
    int, str, int,
)  # fmt: skip


def current(request, type):
    """Return [(run, words)] of the user's long runs of a type: those that go on, and those whose end was not yet put away."""
    return [(run, said(run)) for run in _LATEST(request.user.pk, type.code, bulk.AT_ONCE) if run.state in GOING or (run.state in ENDED and not run.data.get("seen"))]


def show(request, key):
    """Show how far a run is, or how it ended."""
    return pages.render(request, "records/list/run.html", {**_values(request, _load(request, key)), "alone": True})


def part(request, key):
    """Show the same as a part of whatever page watches it; that page hears of the end."""
    run = _load(request, key)
    response = pages.render(request, "records/list/run.html", {**_values(request, run), "alone": False}, block="run_part")
    return response if run.state in GOING else pages.trigger(response, "changed")


@require_POST
def stop(request, key):
    """Stop a run where it is."""
    bulk.stop(_load(request, key))
    return HttpResponse(status=204)


@require_POST
def seen(request, key):
    """Put the end of a run away."""
    run = _load(request, key)
    BulkRun.objects.filter(pk=run.pk).update(data={**run.data, "seen": True})
    return pages.trigger(HttpResponse(status=204), "changed")


@require_POST
def undo(request, key):
    """Take back what a run did."""
    run = _load(request, key)
    if run.state == "undone" or run.action in ("undo", "export"):
        response = HttpResponse(status=204)
        return pages.toast(response, _("It is taken back already."))
    back = bulk.undo(run, by=request.actor)
    if back.state in GOING:
        return pages.moved(request, reverse("run", args=[back.key]))
    response = pages.trigger(HttpResponse(status=204), "changed")
    return pages.toast(response, said(back))


def said(run):
    """Say what a run did."""
    return bulk.said(run.action, run.done, run.failed)


def _values(request, run):
    return {"run": run, "type": record_type(run.type), "said": said(run), "failures": _failures(request, run)}


def _failures(request, run):
    """Return [(name, address, reason)] of what was left alone; names only of what the user may see."""
    type = record_type(run.type)
    ids = [error["id"] for error in run.errors if error["id"]]
    names = {record.pk: type.title(record) for record in type.visible(request.actor).filter(pk__in=ids)} if ids else {}
    return [(names.get(error["id"], ""), error["id"] in names and type.url(error["id"]), error["message"]) for error in run.errors]


def _load(request, key):
    run = BulkRun.objects.filter(key=key, user=request.user).first()
    if run is None or run.type not in REGISTRY:
        raise Http404
    return run
