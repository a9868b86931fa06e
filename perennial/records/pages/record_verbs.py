"""A type's own deeds that need no page of their own: their dialog, and doing them."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perennial.core.errors import Forbidden, Refused, Stale
from perennial.records import forms
from perennial.records.context import context_for
from perennial.records.pages.record_answers import gone_to, told
from perennial.records.registry import REGISTRY
from perennial.records.types import RecordType
from perennial.ui import pages


@require_http_methods(["GET", "POST"])
def do(request, code, pk, verb):
    """Answer the dialog of a deed, or do it."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk, trashed=False)
    found = type.verbs.get(verb)
    if found is None or found.run is None:
        raise Http404
    if not found.allowed(record, request.actor) or not request.actor.may(found.action, record):
        raise Forbidden(found.action, record)
    return _dialog(request, type, record, found) if request.method == "GET" else _run(request, type, record, found)


def _run(request, type, record, verb):
    asked = _Asked(type, verb)
    raw = forms.raw(asked, request.POST)
    try:
        after = verb.run(record, raw, by=request.actor, context=context_for(request.actor))
    except Refused as refused:
        return _dialog(request, type, record, verb, raw, refused.errors, 422)
    except Stale:
        return _dialog(
            request,
            type,
            record,
            verb,
            raw,
            {"": _("Somebody changed it meanwhile. See what changed and choose.")},
            409,
        )
    if after is not None and (after.TYPE, after.pk) != (record.TYPE, record.pk):
        return gone_to(request, after_url(after), str(verb.label))
    return told(HttpResponse(status=204), str(verb.label), events=["done", *verb.events])


def after_url(record):
    """Return the page of the record that a deed has made."""
    return REGISTRY[record.TYPE].url(record.pk)


def _dialog(request, type, record, verb, raw=None, errors=None, status=200):
    inputs = forms.with_focus(forms.inputs(_Asked(type, verb), None, raw, errors, context=context_for(request.actor)))
    known = {one.code for one in inputs}
    whole = [str(words) for code, words in (errors or {}).items() if code not in known]
    context = {"type": type, "record": record, "verb": verb, "inputs": inputs, "whole": whole}
    return pages.render(
        request, "records/record/verb.html", context, block="verb_form" if status != 200 else "dialog", status=status
    )


class _Asked:
    """The fields of a deed, looking like a type to the form."""

    def __init__(self, type, verb):
        self.type, self.fields, self.model = type, list(verb.fields), type.model

    def field(self, code):
        return next((field for field in self.fields if field.code == code), None) or RecordType.field(self.type, code)
