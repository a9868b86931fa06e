"""Settings: the fields of each record type, how full they are, and the editor of the company's own."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from perennial.accounts.changes import need
from perennial.accounts.pages import shelf
from perennial.core.errors import Refused
from perennial.records import customs
from perennial.records.context import context_for
from perennial.records.models import CustomField
from perennial.records.pages.settings_draft import draft_of, drawn, free_code, typed
from perennial.records.pages.settings_lines import lines
from perennial.records.registry import REGISTRY
from perennial.ui import pages

TEMPLATE = "records/settings/fields.html"


def types():
    """Return the record types that people give fields to, in their order."""
    return sorted((type for type in REGISTRY.values() if type.importable), key=lambda type: type.place)


@require_GET
def index(request, code=""):
    """Show the fields of a type, the first unless another is asked for."""
    need(request.actor, "settings")
    return _shown(request, _type(code or types()[0].code))


@require_http_methods(["GET", "POST"])
def new(request, code):
    """Make a field; `draw` asks only for the editor that suits what is chosen."""
    need(request.actor, "settings")
    type, row = _type(code), CustomField(type=code, kind="text")
    if request.method == "GET":
        return _shown(request, type, draft_of(row, type))
    values = typed(request.POST, row, type)
    if "draw" in request.POST:
        return _redrawn(request, type, row, values)
    values["code"] = values["code"] or free_code(type, values["label"])
    try:
        row = customs.create(type, values, by=request.actor)
    except Refused as refused:
        return _redrawn(request, type, row, values, refused.errors)
    words = _("The field “%(name)s” is there.") % {"name": row.label}
    return pages.toast(pages.moved(request, reverse("field", args=[code, row.pk])), words)


@require_http_methods(["GET", "POST"])
def edit(request, code, pk):
    """Change a field."""
    need(request.actor, "settings")
    type, row = _type(code), get_object_or_404(CustomField, type=code, pk=pk)
    if request.method == "GET":
        return _shown(request, type, draft_of(row, type))
    values = typed(request.POST, row, type)
    if "draw" in request.POST:
        return _redrawn(request, type, row, values)
    gone = {key.removeprefix("gone."): value for key, value in request.POST.items() if key.startswith("gone.") and value != "?"}
    gone = {key: "" if value == "-" else value for key, value in gone.items()}
    try:
        customs.change(row, type, values, by=request.actor, gone=gone)
    except Refused as refused:
        return _redrawn(request, type, CustomField.objects.get(pk=pk), values, refused.errors)
    return pages.toast(pages.moved(request, request.path), _("Saved."))


@require_POST
def put_away(request, code, pk):
    """Put a field away; its values stay."""
    row = get_object_or_404(CustomField, type=_type(code).code, pk=pk)
    customs.archive(row, by=request.actor)
    words = _("“%(name)s” is put away. Its values stay.") % {"name": row.label}
    return pages.toast(pages.moved(request, reverse("fields_of", args=[code])), words, reverse("field_back", args=[code, pk]))


@require_POST
def bring_back(request, code, pk):
    """Take a field out again."""
    row = get_object_or_404(CustomField, type=_type(code).code, pk=pk)
    try:
        customs.bring_back(row, _type(code), by=request.actor)
    except Refused as refused:
        return pages.toast(pages.moved(request, reverse("fields_of", args=[code])), next(iter(refused.errors.values())))
    return pages.toast(pages.moved(request, reverse("field", args=[code, pk])), _("“%(name)s” is back.") % {"name": row.label})


@require_POST
def order(request, code):
    """Put the own fields in order."""
    ids = [int(pk) for pk in request.POST.getlist("ids") if pk.isascii() and pk.isdigit() and len(pk) < 18]
    customs.order(_type(code), ids, by=request.actor)
    return HttpResponse(status=204)


@require_GET
def code_for(request, code):
    """Answer the code that a name makes."""
    need(request.actor, "settings")
    return JsonResponse({"code": free_code(_type(code), request.GET.get("label", ""))})


def _type(code):
    found = next((type for type in types() if type.code == code), None)
    if found is None:
        raise Http404
    return found


def _redrawn(request, type, row, values, errors=None):
    draft = draft_of(row, type, values, errors)
    return _shown(request, type, draft, block="editor" if request.htmx else None, status=422 if errors else 200)


def _shown(request, type, draft=None, block=None, status=200):
    context = context_for(request.actor)
    values = {"type": type, "draft": draft, "editor": drawn(draft, type, context) if draft else None}
    if block is None:
        values |= {"lines": lines(type, request.actor), "tabs": _tabs(type), "preview": _form_of(type, request.actor)}
    return shelf.render(request, TEMPLATE, "fields", values, block=block, status=status)


def _form_of(type, actor):
    """Return the address of the form of a new record, for who may make one."""
    try:
        return reverse(f"{type.code}:new") if actor.may("create", type.model) else ""
    except NoReverseMatch:
        return ""


def _tabs(type):
    return [
        {
            "href": reverse("fields_of", args=[one.code]), "label": one.label, "current": one is type,
            "count": sum(not field.hidden for field in one.fields),
        }
        for one in types()
    ]
