"""Files of a record: adding, fetching, small pictures, trash, and the panel that shows them."""

from django.http import FileResponse, Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from perennial.core.errors import Refused
from perennial.records import files
from perennial.records.models import File
from perennial.records.pages.record_answers import done, may, told
from perennial.records.registry import REGISTRY
from perennial.ui import pages
from perennial.ui.addresses import reverse

SHOWN = 8  # in the panel; the rest unfolds
EVENTS = ("files", "timeline")


@require_POST
def add(request, code, pk):
    """Keep the files that were chosen, dropped or pasted (one request for each, or all in one)."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk, "edit", trashed=False)
    try:
        save(request, record)
    except Refused as refused:
        return HttpResponse(
            str(next(iter(refused.errors.values()))), status=422, content_type="text/plain; charset=utf-8"
        )
    if not request.headers.get("HX-Request"):
        return pages.moved(request, type.url(pk))
    return told(HttpResponse(status=204), events=EVENTS)


@require_GET
def fetch(request, code, pk, file):
    """Send a file to be saved: never shown as a page of ours."""
    found = _load(request, code, pk, file)
    try:
        stream = files.path(found).open("rb")
    except OSError:
        raise Http404 from None
    response = FileResponse(stream, as_attachment=True, filename=found.name, content_type=found.content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"  # whatever opens it runs nothing of it
    response["Cache-Control"] = "private, no-cache"
    return response


@require_GET
def thumb(request, code, pk, file):
    """Send the small picture of a file."""
    small = files.thumbnail(_load(request, code, pk, file))
    if small is None:
        raise Http404
    response = FileResponse(small.open("rb"), content_type="image/webp")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=86400"
    return response


@require_POST
def trash(request, code, pk, file):
    """Move a file to the trash."""
    found, record = _changeable(request, code, pk, file)
    undo = reverse(f"{code}:file_restore", args=[pk, file])
    words = _("“%(name)s” is in the trash") % {"name": found.name}
    return done(request, lambda: files.trash(found, record, by=request.actor), words, undo, EVENTS)


@require_POST
def restore(request, code, pk, file):
    """Take a file out of the trash."""
    found, record = _changeable(request, code, pk, file)
    words = _("“%(name)s” is back") % {"name": found.name}
    return done(request, lambda: files.restore(found, record, by=request.actor), words, events=EVENTS)


def save(request, record):
    """Keep all files of a request (the composer's deed). Raises Refused."""
    uploads = request.FILES.getlist("files")
    if not uploads:
        raise Refused({"files": _("Choose a file first.")})
    for upload in uploads:
        files.keep(record, upload, by=request.actor)


def panel(request, record):
    """Return the panel of a record's files as HTML."""
    type = REGISTRY[record.TYPE]
    found = files.of(record)
    editable = not record.trashed_at and may(request.actor, "edit", record)
    context = {
        "type": type,
        "record": record,
        "files": found,
        "shown": SHOWN,
        "editable": editable,
        "is_picture": files.is_picture,
    }
    return render_to_string("records/record/files.html", context, using="jinja2")


def _load(request, code, pk, file):
    """Return a file of a record that the actor may see, in the trash or not; 404 otherwise."""
    record = REGISTRY[code].load(request.actor, pk)
    found = File.objects.filter(pk=file, type=record.TYPE, record_id=record.pk).first()
    if found is None:
        raise Http404
    return found


def _changeable(request, code, pk, file):
    record = REGISTRY[code].load(request.actor, pk, "edit", trashed=False)
    return _load(request, code, pk, file), record
