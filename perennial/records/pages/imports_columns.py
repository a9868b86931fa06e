"""The file as its own form: heads mapped and cells mended where they stand; then who is there already."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from perennial.core.errors import Forbidden, Refused
from perennial.records import tables
from perennial.records.imports import stored
from perennial.records.imports.check import check, look
from perennial.records.imports.plan import CREATED, ROW_NUMBER, Plan, codes, matchable, split
from perennial.records.models import ImportMapping
from perennial.records.pages.imports import keep_plan, load, mappings
from perennial.records.registry import record_type
from perennial.ui import pages

PARTS = [
    ("addresses.street", gettext_lazy("Address: street")), ("addresses.city", gettext_lazy("Address: town")),
    ("addresses.region", gettext_lazy("Address: region")), ("addresses.postcode", gettext_lazy("Address: postcode")),
    ("addresses.country", gettext_lazy("Address: country")), ("phones.mobile", gettext_lazy("Phone: mobile")),
    ("phones.work", gettext_lazy("Phone: work")), ("phones.home", gettext_lazy("Phone: home")),
    ("emails.work", gettext_lazy("E-mail: work")), ("emails.home", gettext_lazy("E-mail: home")),
]  # fmt: skip


def columns(request, key):
    """Show the columns and first rows with what is wrong in them; take a choice about them."""
    batch = load(request, key)
    plan, type = Plan.of(batch.options), record_type(batch.type)
    table = _table(batch, plan)
    if table is None:
        return pages.moved(request, reverse("import-what", args=[key]))
    if request.method == "POST":
        _choose(request, batch, type, table, plan)
    return _page(request, "records/import/columns.html", batch, type, table, plan)


def known(request, key):
    """Ask what tells that a record is there already, and what happens then."""
    batch = load(request, key)
    plan, type = Plan.of(batch.options), record_type(batch.type)
    table = _table(batch, plan)
    if table is None:
        return pages.moved(request, reverse("import-what", args=[key]))
    if request.method == "POST":
        wanted = request.POST.getlist("match")
        plan.match = [code for code in matchable(type, plan) if code in wanted]
        plan.on_match, plan.missing = request.POST.get("on_match", "update"), request.POST.get("missing", "create")
        _keep(batch, type, plan)
    return _page(request, "records/import/known.html", batch, type, table, plan)


def verdict(request, key):
    """Show the verdict alone; asks again until the whole file was tried."""
    batch = load(request, key)
    plan, type = Plan.of(batch.options), record_type(batch.type)
    values = {"batch": batch, "type": type, "plan": plan, "found": look(batch, type, plan, request.actor), "error": ""}
    return pages.render(request, "records/import/verdict_part.html", values)


@require_POST
def mend(request, key):
    """Put a cell right, leave it empty, or leave its row out."""
    batch = load(request, key)
    plan, type = Plan.of(batch.options), record_type(batch.type)
    row, column, action = (request.POST.get(name, "") for name in ("row", "column", "action"))
    if not row.isdecimal() or column not in plan.mapping:
        raise Http404
    if action == "skip":
        plan.mends[row] = None
    else:
        plan.mends[row] = {**(plan.mends.get(row) or {}), column: "" if action == "empty" else request.POST.get("value", "")[:2000]}
    _keep(batch, type, plan)
    return _page(request, "records/import/columns.html", batch, type, _table(batch, plan), plan)


def options_of(type, may_make):
    """Return [(target, label)] of what a column can go to."""
    names = [(code, label) for code, label, _aliases, _kind in type.import_names()]
    has = {code for code, _label in names}
    parts = [(target, label) for target, label in PARTS if target.split(".")[0] in has]
    made = [("custom:text", _("A new field of text")), ("custom:number", _("A new field of numbers")), ("custom:date", _("A new field of dates"))]
    own = [("", _("Do not bring")), (ROW_NUMBER, _("Number in the file")), (CREATED, type.field(CREATED).label)]
    return [*own, *names, *parts, *(made if may_make else [])]


def _choose(request, batch, type, table, plan):
    column, target = request.POST.get("column"), request.POST.get("target", "")
    if column in table.columns and _is_target(type, target):
        plan.mapping[column] = target
        before, now = set(plan.match), matchable(type, plan)
        plan.match = [code for code in now if code in before or code == ROW_NUMBER or not before]
    if request.POST.get("wrong") in ("out", "blank"):
        plan.wrong = request.POST["wrong"]
    if request.POST.get("kept", "").isdecimal():
        _take_kept(request, type, table, plan)
    if name := request.POST.get("remember", "").strip():
        ImportMapping.objects.filter(type=type.code, user=request.user, columns=table.columns).delete()
        ImportMapping.objects.create(type=type.code, user=request.user, name=name[:120], columns=table.columns, mapping=plan.mapping)
    _keep(batch, type, plan)


def _take_kept(request, type, table, plan):
    kept = next((row for row in mappings(type, request.user) if str(row.pk) == request.POST["kept"]), None)
    for column, target in (kept.mapping if kept else {}).items():
        if column in table.columns and _is_target(type, target):
            plan.mapping[column] = target
    plan.match = matchable(type, plan)


def _is_target(type, target):
    return all(code in codes(type) or code.startswith("custom:") for code, _part in split(target))


def _keep(batch, type, plan):
    if plan.kept() != batch.options:
        keep_plan(batch, plan)


def _table(batch, plan):
    try:
        return stored.table_of(batch, plan)
    except (tables.Refused, FileNotFoundError):
        return None


def _page(request, template, batch, type, table, plan):
    found, error = look(batch, type, plan, request.actor), ""
    try:
        found = found or check(batch, type, table, plan, request.actor)
    except Refused as refused:
        error = " ".join(dict.fromkeys(map(str, refused.errors.values())))
    except Forbidden:
        raise PermissionDenied(_("You may not bring in such records.")) from None
    show = request.GET.get("show") or ("look" if found and found["rows"] else "all")
    values = {
        "batch": batch, "type": type, "table": table, "plan": plan, "found": found, "error": error, "show": show,
        "options": options_of(type, request.actor.may("settings", None)), "kept": mappings(type, request.user),
        "rows": _rows(found, show, plan, table), "placed": sum(bool(target) for target in plan.mapping.values()),
        "matchable": [(code, _label(type, code)) for code in matchable(type, plan)], "label": lambda code: _label(type, code),
        "to_look_at": _problems(type, plan, found),
    }  # fmt: skip
    return pages.render(request, template, values, status=422 if error and request.method == "POST" else 200)


def _rows(found, show, plan, table):
    """Return the rows to show, with what was put right in them."""
    rows = (found or {}).get("rows" if show == "look" else "first", [])
    for row in rows:
        mends = plan.mends.get(str(row["number"]), {})
        row["out"] = mends is None
        row["cells"] = [(mends or {}).get(column, cell) for column, cell in zip(table.columns, row["cells"], strict=False)]
        row["whole"] = [message for column, message in row["wrong"].items() if column not in table.columns]
    return rows


def _problems(type, plan, found):
    """Return [(label, example, how many, is it wrong)] of the columns to look at, the worst first."""
    rows = []
    for column, counted in (found or {}).get("columns", {}).items():
        target = next((code for code, _part in split(plan.mapping.get(column))), column)
        for kind in ("bad", "unknown"):
            if counted[kind]:
                rows.append((_label(type, target) if target else column, counted["message"], counted[kind], kind == "bad"))
    return sorted(rows, key=lambda row: -row[2])


def _label(type, code):
    if code == ROW_NUMBER:
        return _("Number in the file")
    names = {name: label for name, label, _aliases, _kind in type.import_names()}
    try:
        return names.get(code) or type.field(code).label
    except KeyError:
        return code
