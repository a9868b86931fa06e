"""Changes of many rows at once: assign, change a field, tag, delete."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from perennial.core.errors import Forbidden, Invalid, Refused
from perennial.records import bulk, forms, verbs
from perennial.records.context import context_for
from perennial.records.pages.bulk_chosen import asked_query, chosen_ids, kept
from perennial.records.pages.bulk_runs import GOING, said
from perennial.records.query import Query
from perennial.records.registry import record_type
from perennial.ui import pages

TITLES = {
    "assign": gettext_lazy("Who answers for them"), "edit": gettext_lazy("Change a field"),
    "tag": gettext_lazy("Tags"), "delete": gettext_lazy("Move to the trash"),
}
OWNER = "owner"


def bulk_change(request, code, action):
    """Ask what to change in the chosen records, or begin to change them."""
    type = record_type(code)
    if action not in TITLES:
        raise Http404
    if not request.actor.may(right := bulk.RIGHT.get(action, "edit"), type.model):
        raise Forbidden(right, type.model)
    if request.method != "POST":
        return _form(request, type, action, request.GET)
    try:
        ids, query = chosen_ids(request.POST), asked_query(request.POST)
        data = _read(request, type, action)
        if action == "delete" and not ids and "sure" not in request.POST:
            return _form(request, type, action, request.POST)
        run = bulk.start(type, action, data, by=request.actor, **({"ids": ids} if ids else {"query": query}))
    except Refused as refused:
        return _form(request, type, action, request.POST, refused.errors)
    return _answer(run)


def writable(type):
    """Return the fields that can be set on many records at once."""
    apart = ("tags", "external", "file", "emails", "phones", "addresses")
    return [field for field in type.writable() if field.kind not in apart and not field.hidden and not field.unique]


def _read(request, type, action):
    """Return the data of the run. Raises Refused, by field."""
    context = context_for(request.actor)
    if action == "delete":
        return {}
    if action == "tag":
        return _tags(request, type, context)
    code = OWNER if action == "assign" else request.POST.get("field", "")
    if code not in {field.code for field in writable(type)}:
        raise Refused({"field": _("Choose a field.")})
    values = forms.raw(type, request.POST, only=[code])
    verbs.parse(type, values, context)
    return {"values": values}


def _tags(request, type, context):
    field, found = type.field("tags"), {}
    for name in ("add", "remove"):
        words = [word for word in request.POST.getlist(name) if word.strip()]
        try:
            found[name] = field.parse(words, context) or []
        except Invalid as error:
            raise Refused({name: error.message}) from None
    if not any(found.values()):
        raise Refused({"add": _("Name a tag.")})
    return found


def _form(request, type, action, data, errors=None):
    fields = [(field.code, str(field.label)) for field in writable(type)]
    code = OWNER if action == "assign" else data.get("field", "")
    context = context_for(request.actor)
    raw = forms.raw(type, data, only=[code]) if "has" in data else None
    inputs = forms.inputs(type, raw=raw, errors=errors, only=[code], context=context) if code in dict(fields) else []
    values = {
        "type": type, "action": action, "title": TITLES[action], "kept": kept(data), "errors": errors or {}, "fields": fields,
        "code": code, "count": _count(request, type, data), "options_url": reverse("options", args=["tags"]),
        "inputs": forms.with_focus(inputs) if action == "assign" else inputs,
    }
    return pages.render(request, "records/list/bulk_form.html", values, status=422 if errors else 200)


def _count(request, type, data):
    """Return how many records are meant."""
    ids = chosen_ids(data)
    if ids:
        return len(ids)
    try:
        return Query.of(type, asked_query(data), actor=request.actor, context=context_for(request.actor)).count(cap=0)
    except Refused:
        return 0


def _answer(run):
    response = pages.trigger(HttpResponse(status=204), "changed")
    pages.trigger(response, "done")
    if run.state in GOING:
        return pages.toast(response, _("It is under way; you may leave this page."))
    return pages.toast(response, said(run), reverse("run-undo", args=[run.key]) if run.done else None)
