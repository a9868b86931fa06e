"""An import as it goes: begun, how far, how it ended, what was left out, and the way back."""

from django.http import FileResponse, Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.core.errors import Refused
from perennial.records import tables
from perennial.records.imports import stored
from perennial.records.imports.check import look
from perennial.records.imports.jobs import GOING, begin, bring_in, take_back
from perennial.records.imports.plan import Plan
from perennial.records.models import ImportBatch
from perennial.records.pages.imports import load
from perennial.records.registry import record_type
from perennial.ui import pages

DONE = ("done", "stopped", "failed")


@require_POST
def start(request, key):
    """Begin to bring a draft in."""
    batch = load(request, key)
    plan, type = Plan.of(batch.options), record_type(batch.type)
    try:
        plan.check(type)
        stored.table_of(batch, plan)
    except (Refused, tables.Refused, FileNotFoundError):
        return pages.moved(request, reverse("import-columns", args=[key]))
    found = look(batch, type, plan, request.actor) or {}
    total = found.get("read", 0) if found.get("whole") else 0
    begin(batch, bring_in, "waiting", of=("draft",), total=total)
    return pages.moved(request, reverse("import", args=[key]))


def show(request, key):
    """Show how far an import is, or how it ended; a draft goes on where it was left."""
    batch = load(request, key, None)
    if batch.state == "draft":
        return pages.moved(request, reverse("import-columns", args=[key]))
    return pages.render(request, "records/import/run.html", _values(batch))


def part(request, key):
    """Show the same as a part of the page that watches it."""
    return pages.render(request, "records/import/run.html", _values(load(request, key, None)), block="import_part")


@require_POST
def stop(request, key):
    """Stop an import after the rows it is at; what came in stays, and can be taken back."""
    batch = load(request, key, GOING)
    ImportBatch.objects.filter(pk=batch.pk, state__in=("waiting", "running")).update(state="stopped")
    return HttpResponse(status=204)


@require_POST
def undo(request, key):
    """Begin to take an import back."""
    batch = load(request, key, DONE)
    begin(batch, take_back, "undoing", of=DONE)
    return pages.moved(request, reverse("import", args=[key]))


def left_out(request, key):
    """Answer with the rows that were left out, as a file to mend and bring in again."""
    batch = load(request, key, None)
    path = stored.rejects_of(batch)
    if not batch.stored_as or not path.is_file():
        raise Http404
    stem = batch.file_name.rsplit(".", 1)[0]
    name = _("%(name)s, left out") % {"name": stem} + ".csv"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="text/csv; charset=utf-8")


@require_POST
def discard(request, key):
    """Put a draft away with its file."""
    batch = load(request, key)
    stored.forget(batch)
    batch.delete()
    return pages.toast(pages.moved(request, reverse("imports")), _("The file is put away; nothing was brought in."))


def _values(batch):
    undone = batch.options.get("undone", 0) if batch.state == "undoing" else 0
    ready, total = (undone or batch.read), batch.total
    speed = batch.read / batch.seconds if batch.seconds else 0
    return {
        "batch": batch, "type": record_type(batch.type), "going": batch.state in GOING, "ready": ready,
        "percent": round(min(100, ready * 100 / total), 1) if total else 0,
        "left": round((total - batch.read) / speed) if total and speed and batch.state == "running" else None,
        "has_left_out": bool(batch.failed) and bool(batch.stored_as) and stored.rejects_of(batch).is_file(),
    }  # fmt: skip
