"""The facts of a record, each mended where it stands."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from perennial.core.errors import Forbidden, Refused, Stale
from perennial.records import files, forms, verbs
from perennial.records.conditions import holds
from perennial.records.pages.conflict import conflict_of
from perennial.records.pages.record_answers import DRAWN_ANEW, context_of, may, told
from perennial.records.pages.record_values import EMPTY, Values
from perennial.records.registry import REGISTRY
from perennial.ui import pages

ELSEWHERE = ("step",)  # shown above the composer
CONTACT = {"phones": 0, "emails": 1, "addresses": 2}  # how to reach somebody stands first
LATER = ("created_at", "updated_at", "last_contact_at")  # facts that nobody writes: under «more»


@dataclass
class Fact:
    """One fact as the page draws it."""

    field: Any
    value: Any
    html: Any
    plain: bool  # the whole value is the button that changes it; otherwise it has links of its own


@require_GET
def panel(request, code, pk):
    """Answer the facts of a record alone."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk)
    values = _values(request, type.fields, record)
    editable = not record.trashed_at and may(request.actor, "edit", record)
    context = {"type": type, "record": record, "editable": editable, "facts": facts(type, type.fields, record, values)}
    return pages.render(request, "records/record/facts.html", context, block="record_facts")


@require_http_methods(["GET", "POST"])
def fact(request, code, pk, field):
    """Answer the editor of one fact, or store what it sends and answer the fact anew."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk, "edit", trashed=False)
    edited = _editable(type, field)
    if request.method == "GET":
        return _editor(request, type, record, edited)
    return _store(request, type, record, edited)


def facts(type, fields, record, values):
    """Return {"shown", "more"}: what is known, and what is empty or repeats the name."""
    shown, more = [], []
    title = type.title(record)
    for field in sorted(fields, key=lambda field: CONTACT.get(field.kind, len(CONTACT))):
        if field.hidden or field.kind in ELSEWHERE or (field.code == type.title_field and field.readonly):
            continue
        value = _computed(field, record, values) if field.kind == "computed" else field.get(record)
        if value in EMPTY and (field.readonly or not holds(field.shown_if, type, record)):
            continue
        html = values.html(field, value)
        made = Fact(field, value, html, "<a " not in html)
        repeats = field.kind == "text" and isinstance(value, str) and value and value in title
        (more if value in EMPTY or repeats or field.code in LATER else shown).append(made)
    return {"shown": shown, "more": more}


def _computed(field, record, values):
    return field.load_many([record.pk], values.context.actor).get(record.pk)


def _editable(type, code):
    for field in type.fields:
        if field.code == code and not field.readonly and not field.hidden:
            return field
    raise Http404


def _values(request, fields, record):
    return Values(context_of(request)).gather(
        [(field, field.get(record)) for field in fields if field.kind != "computed"]
    )


def _editor(request, type, record, field, raw=None, errors=None, conflict=None, status=200):
    context = context_of(request)
    one = forms.inputs(type, record, raw, errors, only=[field.code], context=context)[0]
    version = conflict.version if conflict else record.version
    parts = {
        "type": type,
        "record": record,
        "one": one,
        "version": version,
        "conflict": conflict,
        "whole": (errors or {}).get("", ""),
    }
    return pages.render(request, "records/record/facts.html", parts, block="fact_editor", status=status)


def _store(request, type, record, field):
    context = context_of(request)
    raw = forms.raw(type, request.POST, request.FILES, only=[field.code])
    version = request.POST.get("version", "")
    expect = int(version) if version.isdecimal() and len(version) < 10 else None
    try:
        with transaction.atomic():
            values = forms.with_new(type, forms.changed(type, record, raw), context)
            values = files.keep_values(type, record, values, by=request.actor)
            verbs.update(type, record, values, by=request.actor, context=context, expect=expect)
    except Stale as stale:
        found = conflict_of(type, stale, raw, context)
        return _editor(request, type, stale.current, field, raw, conflict=found, status=409)
    except Refused as refused:
        errors = refused.errors if field.code in refused.errors else {field.code: next(iter(refused.errors.values()))}
        return _editor(request, type, record, field, raw, errors, status=422)
    except Forbidden:
        return HttpResponse(status=403)
    record = type.load(request.actor, record.pk)
    made = facts(type, [field], record, _values(request, [field], record))
    fact_now = next(iter([*made["shown"], *made["more"]]), Fact(field, None, "", True))
    answer = pages.render(
        request, "records/record/facts.html", {"type": type, "record": record, "fact": fact_now}, block="fact_value"
    )
    return told(answer, events=[name for name in DRAWN_ANEW if name != "facts"])
