"""Cells mended where they stand: the input of one field, and its saving."""

from django.http import Http404, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.core.errors import Invalid, Refused, Stale
from perennial.core.models import Event
from perennial.records import duplicates, forms, verbs
from perennial.records.context import context_for
from perennial.records.pages import columns
from perennial.records.pages.lists_cells import Look
from perennial.records.pages.lists_state import state_of
from perennial.records.pages.views import load
from perennial.records.registry import record_type
from perennial.ui import pages

PRIMARY = {"emails": "address", "phones": "number"}  # of which a cell shows, and mends, the first


def cell(request, code, pk, field):
    """Show the input of one cell, or save it and show the row anew."""
    type = record_type(code)
    record = type.load(request.actor, pk, "edit", trashed=False)
    found = _field(type, field)
    if request.method != "POST":
        return _editor(request, type, record, found)
    context = context_for(request.actor)
    raw = _raw(request, found, record)
    expect = request.POST.get("version", "")
    try:
        verbs.update(
            type, record, {found.code: raw}, by=request.actor, context=context, expect=int(expect) if expect.isdecimal() else None
        )
    except Refused as refused:
        error = refused.errors.get(found.code) or next(iter(refused.errors.values()))
        return _editor(request, type, record, found, error=error, typed=raw)
    except Stale as stale:
        return _editor(request, type, stale.current, found, stale=stale, typed=raw)
    return _row(request, type, record, found)


def warnings(request, code, pk, field):
    """Answer [{"text", "url"}] of what speaks against a value that is being typed."""
    type = record_type(code)
    record = type.load(request.actor, pk, "edit", trashed=False)
    found = _field(type, field)
    try:
        value = found.parse(_raw(request, found, record, request.GET), context_for(request.actor))
    except Invalid:
        value = None
    said = duplicates.warnings(type, found, value, record, request.actor) if value else []
    return JsonResponse([{"text": line["text"], "url": line["url"]} for line in said], safe=False)


@require_POST
def back(request, code, pk, event):
    """Take one change of a cell back."""
    type = record_type(code)
    record = type.load(request.actor, pk, "edit")
    done = Event.objects.filter(pk=event, type=code, record_id=pk).first()
    if done is None:
        raise Http404
    try:
        verbs.put_back(record, done, by=request.actor)
    except Refused as refused:
        return pages.toast(HttpResponse(status=204), next(iter(refused.errors.values())))
    return pages.toast(pages.trigger(HttpResponse(status=204), "changed"), _("“%(name)s” is as it was.") % {"name": type.title(record)})


def _field(type, code):
    try:
        found = type.field(code)
    except KeyError:
        raise Http404 from None
    if not columns.mended(found):
        raise Http404
    return found


def _raw(request, field, record, data=None):
    """Return the raw value that a cell's form sent; lists keep what the cell does not show."""
    data = request.POST if data is None else data
    if field.kind in PRIMARY:
        part, typed = PRIMARY[field.kind], data.get(f"v.{field.code}", "").strip()
        rest = [{**entry, "primary": False} for entry in field.get(record)[1:]]
        kind = field.get(record)[0]["kind"] if field.get(record) else "work"
        return [*([{part: typed, "kind": kind, "primary": True}] if typed else []), *rest]
    return forms.raw(record_type(record.TYPE), data, only=[field.code]).get(field.code)


def _editor(request, type, record, field, *, error="", stale=None, typed=None):
    raw = None if typed is None else {field.code: typed}
    made = forms.inputs(type, record, raw=raw, errors={field.code: error} if error else None, only=[field.code], context=context_for(request.actor))[0]
    if field.kind in PRIMARY:
        entries = typed if typed is not None else field.get(record)
        made.columns, made.kind = [], "tel" if field.kind == "phones" else "email"
        made.value = made.value[0][PRIMARY[field.kind]] if entries and made.value else ""
    values = {"type": type, "record": record, "field": field, "one": made, "warns": duplicates.warned(type, field), "stale": None}
    if stale:
        look = Look(type, [field], [{field.code: field.get(stale.current)}], request.actor, context_for(request.actor))
        values |= {"stale": stale, "look": look, "now": field.get(stale.current)}
    status = 409 if stale else 422 if error else 200
    return pages.render(request, "records/list/cell_editor.html", values, status=status)


def _row(request, type, record, field):
    """Answer with the whole row: one value may have changed others."""
    shown = request.GET.get("view", "")
    state = state_of(request, type, load(request, int(shown), type.code) if shown.isdecimal() and len(shown) < 19 else None)
    context = context_for(request.actor)
    query = state.query(request.actor, context, columns=columns.shown(state))
    query.filter, query.search = None, ""
    rows = query.present(list(type.visible(request.actor).filter(pk=record.pk).values(*query._paths())))
    fields = query.fields()
    look = Look(type, fields, rows, request.actor, context)
    values = {"type": type, "heads": columns.heads(state, fields, True), "rows": rows, "look": look}
    response = pages.render(request, "records/list/row.html", values)
    event = getattr(record, "last_event", None)
    if event is None:
        return response
    words = _("%(field)s of %(name)s is changed.") % {"field": field.label, "name": type.title(record)}
    return pages.toast(response, words, reverse(f"{type.code}:cell-back", args=[record.pk, event.pk]))
