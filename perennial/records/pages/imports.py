"""Bringing files in: past imports, a new file, what its rows are."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from perennial.records import tables
from perennial.records.imports import stored
from perennial.records.imports.jobs import GOING, try_whole
from perennial.records.imports.kinds import guess_type, offered
from perennial.records.imports.plan import Plan, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.models import ImportBatch, ImportMapping
from perennial.records.registry import REGISTRY, record_type
from perennial.ui import pages
from perennial.ui.formats import size

SHOWN = 50
ENCODINGS = ("utf-8", "windows-1251", "windows-1252", "koi8-u", "cp866", "utf-16", "iso-8859-1")


def index(request):
    """Show what was brought in before and ask for a file, or take one."""
    ask(request)
    if request.method == "POST":
        return _take(request)
    return _index(request)


def what(request, key):
    """Ask what the rows are and how the file is read."""
    batch = load(request, key)
    plan, error = Plan.of(batch.options), ""
    if request.method == "POST":
        try:
            _read_anew(request, batch, plan)
            return pages.moved(request, reverse("import-columns", args=[key]))
        except tables.Refused as refusal:
            error = str(refusal)
        except FileNotFoundError:  # put away meanwhile: the next step says so
            return pages.moved(request, reverse("import-columns", args=[key]))
    table = opened(batch, plan)
    values = {
        "batch": batch, "plan": plan, "table": table, "error": error, "types": offered(request.actor),
        "encodings": [(name, name) for name in ENCODINGS], "sheets": [(name, name) for name in table.sheets] if table else [],
    }  # fmt: skip
    return pages.render(request, "records/import/what.html", values, status=422 if error else 200)


def ask(request):
    """Refuse who may not bring in files."""
    if not request.actor.may("import", None):
        raise PermissionDenied(_("Your role does not include bringing in files."))


def load(request, key, states=("draft",)):
    """Return one's own import in one of the states (None: any)."""
    ask(request)
    batch = ImportBatch.objects.filter(key=key, started_by=request.user).first()
    if batch is None or batch.type not in REGISTRY or (states and batch.state not in states):
        raise Http404
    return batch


def opened(batch, plan):
    """Open the file of a draft, or None when it cannot be read any more."""
    try:
        return stored.table_of(batch, plan)
    except (tables.Refused, FileNotFoundError):
        return None


def keep_plan(batch, plan):
    """Store a draft's plan and have it tried on the whole file."""
    batch.options = plan.kept()
    batch.save(update_fields=["options", "type"])
    try_whole.enqueue(batch.pk)


def fresh_plan(type, table, batch, user, plan=None):
    """Return the plan suggested for a draft, with the mapping that the user kept for such heads."""
    kept = next((row for row in mappings(type, user) if row.columns == table.columns), None)
    found = suggest_plan(type, table, keep=kept and kept.mapping, file_name=batch.file_name)
    found.wrong = plan.wrong if plan else "blank"
    for name in ("sheet", "encoding", "delimiter", "header_row") if plan else ():
        setattr(found, name, getattr(plan, name))
    return found


def mappings(type, user):
    """Return the mappings that a user kept for a type, newest first."""
    return list(ImportMapping.objects.filter(type=type.code, user=user).order_by("-id")[:20])


def _index(request, error="", pasted=""):
    batches = ImportBatch.objects.filter(started_by=request.user, type__in=REGISTRY).select_related("started_by")[:SHOWN]
    rows = [(batch, record_type(batch.type)) for batch in batches]
    values = {
        "rows": rows, "error": error, "pasted": pasted, "going": GOING, "asked": request.GET.get("type", ""),
        "largest": size(settings.UPLOAD_LIMIT),
    }  # fmt: skip
    return pages.render(request, "records/import/index.html", values, status=422 if error else 200)


def _take(request):
    """Keep the file and go on to its columns."""
    upload, pasted = request.FILES.get("file"), request.POST.get("pasted", "")
    if upload is None and not pasted.strip():
        return _index(request, _("Choose a file, or paste a table."))
    if upload is None:
        upload = ContentFile(pasted.encode(), name=_("Pasted table") + ".csv")
    if upload.size > settings.UPLOAD_LIMIT:
        return _index(request, _("This file is larger than %(size)s.") % {"size": size(settings.UPLOAD_LIMIT)})
    name = stored.keep(upload)
    try:
        table = stored.opened(stored.folder() / name, upload.name, Plan())
        batch = _draft(request, table, upload.name, name)
    except tables.Refused as refusal:
        (stored.folder() / name).unlink(missing_ok=True)
        return _index(request, str(refusal), pasted)
    return pages.moved(request, reverse("import-columns", args=[batch.key]))


def _draft(request, table, file_name, stored_as):
    wanted, codes = request.POST.get("type", ""), [type.code for type in offered(request.actor)]
    code = wanted if wanted in codes else guess_type(table, file_name, request.actor)
    if not code:
        raise PermissionDenied(_("Your role does not include bringing in files."))
    type = record_type(code)
    batch = ImportBatch(type=code, file_name=file_name[:255])
    plan = fresh_plan(type, table, batch, request.user)
    plan.sheet = table.sheet or ""
    batch = new_batch(type, file_name, plan, by=request.actor, state="draft", stored_as=stored_as)
    try_whole.enqueue(batch.pk)
    return batch


def _read_anew(request, batch, plan):
    """Take the choices of the step «What it is»; the columns are guessed anew. Raises tables.Refused."""
    codes = [type.code for type in offered(request.actor)]
    code = request.POST.get("type", "")
    header = request.POST.get("header_row", "").strip()
    plan.sheet, plan.encoding = request.POST.get("sheet", plan.sheet), request.POST.get("encoding", "")
    plan.delimiter = request.POST.get("delimiter", "").replace("tab", "\t")
    plan.header_row = int(header[:6]) if header.isdecimal() else None
    table = stored.table_of(batch, plan)
    batch.type = code if code in codes else batch.type
    keep_plan(batch, fresh_plan(record_type(batch.type), table, batch, request.user, plan))


