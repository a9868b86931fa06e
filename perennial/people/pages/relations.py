"""Ending a relation, taking it away, and taking that back."""

import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.core.errors import Missing, Refused
from perennial.core.models import Event
from perennial.people.deeds import relation_of
from perennial.people.verbs import end_relation, relate, unrelate
from perennial.records.pages.record_answers import told
from perennial.records.registry import record_type
from perennial.ui import pages

EVENTS = ("relations", "timeline")


@require_POST
def end(request, pk, relation):
    """Say that a relation ended today."""
    found = _relation(request.actor, pk, relation)
    return _ended(request, found, timezone.localdate(), _("It ended today"), reverse("relations:relation-resume", args=[pk, relation]))


@require_POST
def resume(request, pk, relation):
    """Say that a relation goes on after all."""
    return _ended(request, _relation(request.actor, pk, relation), None, _("It goes on"))


@require_POST
def remove(request, pk, relation):
    """Take a relation away."""
    found = _relation(request.actor, pk, relation)
    event = unrelate(found, by=request.actor)
    return told(HttpResponse(status=204), _("The relation is gone"), reverse("relations:relation-again", args=[pk, event.pk]), EVENTS)


@require_POST
def again(request, pk, event):
    """Bring back a relation that was taken away."""
    person = record_type("people").load(request.actor, pk, "edit", trashed=False)
    past = Event.objects.filter(pk=event, type="people", record_id=pk, verb="unrelated").first()
    if past is None:
        raise Missing(event)
    code, target, _name = past.data["to"]
    to = record_type(code).load(request.actor, target)
    try:
        relate(person, to, past.data["role"], by=request.actor, since=_day(past, "since"), until=_day(past, "until"))
    except Refused as refused:
        return pages.toast(HttpResponse(status=422), next(iter(refused.errors.values())))
    return told(HttpResponse(status=204), _("The relation is back"), None, EVENTS)


def _ended(request, relation, until, words, undo=None):
    try:
        end_relation(relation, by=request.actor, until=until)
    except Refused as refused:
        return pages.toast(HttpResponse(status=422), next(iter(refused.errors.values())))
    return told(HttpResponse(status=204), words, undo, EVENTS)


def _relation(actor, pk, relation):
    return relation_of(record_type("people").load(actor, pk, "edit", trashed=False), relation)


def _day(event, name):
    return datetime.date.fromisoformat(event.data[name]) if event.data.get(name) else None
