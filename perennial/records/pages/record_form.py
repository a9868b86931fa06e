"""The form of a whole record, new or edited, on a page of its own or in a dialog."""

import datetime
import secrets

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perennial.accounts.models import User
from perennial.core.errors import Forbidden, Refused, Stale
from perennial.core.models import Event
from perennial.records import files, forms, verbs
from perennial.records.context import context_for
from perennial.records.pages import record_twins
from perennial.records.pages.conflict import conflict_of
from perennial.records.pages.record_answers import list_address, told
from perennial.records.registry import REGISTRY
from perennial.ui import pages

TEMPLATE = "records/record/form.html"
SENT_BEFORE = 50  # of a user's latest new records, among which a form sent twice is looked for
SENT_WITHIN = datetime.timedelta(days=2)


@require_http_methods(["GET", "POST"])
def new(request, code):
    """Make a record; `?company=12` fills a field in, `?dialog` asks for a dialog, `?stay` closes it."""
    type = REGISTRY[code]
    if not request.actor.may("create", type.model):
        raise Forbidden("create", type.model)
    if request.method == "GET":
        return _form(request, type, raw=_prefilled(type, request.GET))
    raw = forms.raw(type, request.POST, request.FILES)
    try:
        made = _create(request, type, raw)
    except Refused as refused:
        return _form(request, type, raw=_retyped(raw), errors=refused.errors, status=422)
    words = _("“%(name)s” is there") % {"name": type.title(made)}
    if "stay" in request.GET and request.htmx:
        answer = told(HttpResponse(status=204), words, events=["done", "timeline", code])
        return pages.trigger(answer, "made", {"type": code, "id": made.pk, "name": type.title(made)})
    return pages.toast(pages.moved(request, type.url(made.pk)), words)


@require_http_methods(["GET", "POST"])
def edit(request, code, pk):
    """Change a record as a whole; `?only=a,b` asks for some fields."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk, "edit", trashed=False)
    if request.method == "GET":
        return _form(request, type, record)
    raw = forms.raw(type, request.POST, request.FILES)
    try:
        _update(request, type, record, raw)
    except Refused as refused:
        return _form(request, type, record, _retyped(raw), refused.errors, status=422)
    except Stale as stale:
        context = context_for(request.actor)
        return _form(
            request,
            type,
            stale.current,
            _retyped(raw),
            conflict=conflict_of(type, stale, _retyped(raw), context),
            status=409,
        )
    if "stay" in request.GET and request.htmx:
        return told(HttpResponse(status=204), _("Saved"), events=["done", "timeline", "record", "facts", code])
    return pages.toast(pages.moved(request, type.url(pk)), _("Saved"))


@require_POST
def twins(request, code):
    """Answer a warning about records that may be the same as the one being typed."""
    type = REGISTRY[code]
    if not request.actor.may("see", type.model):
        raise Forbidden("see", type.model)
    raw = forms.raw(type, request.POST)
    itself = request.POST.get("record", "")
    found = record_twins.like(
        type, raw, request.actor, exclude=int(itself) if itself.isdecimal() and len(itself) < 18 else None
    )
    return pages.render(request, TEMPLATE, {"type": type, "twins": found}, block="twins")


def _create(request, type, raw):
    context = context_for(request.actor)
    key = request.POST.get("key", "")[:40]
    with transaction.atomic():
        # One user's forms are taken one after another: the second press of a button finds what the first made.
        User.objects.select_for_update().get(pk=request.actor.user_id)
        made = _made_before(type, request.actor, key)
        if made:
            return made
        uploads, plain = _parted(forms.with_new(type, raw, context))
        if any(field.code == "owner" and not field.readonly for field in type.fields):
            plain.setdefault("owner", "me")  # a form that does not ask: who makes a record answers for it
        record = verbs.create(type, plain, by=request.actor, context=context, data={"form": key} if key else None)
        if uploads:
            kept = files.keep_values(type, record, uploads, by=request.actor)
            verbs.update(type, record, kept, by=request.actor, context=context)
    return record


def _update(request, type, record, raw):
    context = context_for(request.actor)
    version = request.POST.get("version", "")
    expect = int(version) if version.isdecimal() and len(version) < 10 else None
    with transaction.atomic():
        uploads, plain = _parted(forms.with_new(type, forms.changed(type, record, raw), context))
        verbs.update(type, record, plain, by=request.actor, context=context, expect=expect)
        if uploads:
            # Last, so that a refusal leaves no bytes behind.
            kept = files.keep_values(type, record, uploads, by=request.actor)
            verbs.update(type, record, kept, by=request.actor, context=context)


def _made_before(type, actor, key):
    if not key:
        return None
    lately = timezone.now() - SENT_WITHIN
    latest = Event.objects.filter(user_id=actor.user_id, at__gt=lately, type=type.code, verb="created").order_by("-at")
    for pk, data in latest.values_list("record_id", "data")[:SENT_BEFORE]:
        if data.get("form") == key:
            return type.model._base_manager.get(pk=pk)
    return None


def _form(request, type, record=None, raw=None, errors=None, conflict=None, status=200):
    context = context_for(request.actor)
    asked = request.GET.get("only", "")
    only = [code for code in asked.split(",") if code] if asked else None
    errors = errors or {}
    inputs = forms.inputs(type, record, raw, errors, only=only, context=context)
    if "dialog" in request.GET or not (record or errors):
        forms.with_focus(inputs)
    known = {one.code for one in inputs}
    parts = {
        "type": type,
        "record": record,
        "inputs": inputs,
        "conflict": conflict,
        "title": type.title(record) if record else "",
        "whole": [str(words) for code, words in errors.items() if code not in known],
        "query": request.GET.urlencode(),
        "key": request.POST.get("key") or secrets.token_hex(12),
        "version": conflict.version if conflict else record.version if record else "",
        "dialog": "dialog" in request.GET,
        "twins": [],
        "list_href": list_address(type),
    }
    block = "dialog" if "dialog" in request.GET and request.htmx and request.method == "GET" else None
    return pages.render(request, TEMPLATE, parts, block=block, status=status)


def _prefilled(type, given):
    """Return what the address fills in: ?company=12&last_name=Moroz."""
    listed = {"tags", "many"}
    return {
        field.code: given.getlist(field.code) if field.kind in listed else given[field.code]
        for field in type.fields
        if field.code in given and not field.readonly and field.kind not in ("file", "addresses")
    }


def _retyped(raw):
    """Files cannot be put back into a form: their inputs stay empty."""
    return {code: value for code, value in raw.items() if not isinstance(value, UploadedFile)}


def _parted(raw):
    uploads = {code: value for code, value in raw.items() if isinstance(value, UploadedFile)}
    return uploads, {code: value for code, value in raw.items() if code not in uploads}
