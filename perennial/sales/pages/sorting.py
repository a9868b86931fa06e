"""Sorting one request: accept, decline, tie, put back; and giving all that nobody has to whom the rules name."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import Forbidden, Refused
from perennial.records import forms
from perennial.records.context import context_for
from perennial.records.models import Option
from perennial.records.pages.record_answers import told
from perennial.records.registry import record_type
from perennial.records.sight import forget_unseen
from perennial.records.verbs import take_back as take_batch_back
from perennial.sales.duplicates import companies_of, people_of
from perennial.sales.pages.requests import title_of
from perennial.sales.pipelines import pipelines
from perennial.sales.verbs import leads as verbs
from perennial.ui import pages

EVENTS = ("done", "requests", "timeline", "record", "facts")
SHOWN = ("title", "amount", "expected_close_on")  # of the deal, when a request is accepted
ASKED = (*SHOWN, "pipeline")


@require_http_methods(["GET", "POST"])
def accept(request, pk):
    """Ask what the deal is and who asks, or make them all."""
    lead = _load(request, pk)
    if request.method == "GET":
        return _accepting(request, lead)
    type = record_type("deals")
    raw = forms.raw(type, request.POST, only=ASKED)
    raw |= {"person": request.POST.get("person", ""), "company": request.POST.get("company", "")}
    try:
        deal = verbs.accept(lead, raw, by=request.actor, context=context_for(request.actor))
    except Refused as refused:
        return _accepting(request, lead, raw, refused.errors)
    words = _("“%(name)s” is a deal now") % {"name": deal.title}
    answer = told(HttpResponse(status=204), words, reverse("sales:take_back", args=[deal.accepted_in]), EVENTS)
    return answer


@require_http_methods(["GET", "POST"])
def decline(request, pk):
    """Ask why, or decline."""
    lead = _load(request, pk)
    errors, reason, comment = {}, request.POST.get("reason", ""), request.POST.get("comment", "")
    if request.method == "POST":
        try:
            verbs.decline(lead, reason, by=request.actor, comment=comment)
            return _sorted(lead, _("“%(name)s” is declined"))
        except Refused as refused:
            errors = refused.errors
    values = {
        "lead": lead,
        "reasons": Option.of("decline_reason"),
        "errors": errors,
        "reason": reason,
        "comment": comment,
    }
    return _dialog(request, "sales/decline.html", values, errors)


@require_http_methods(["GET", "POST"])
def tie(request, pk):
    """Ask which open deal it belongs to, or tie it."""
    lead = _load(request, pk)
    type, errors = record_type("deals"), {}
    if request.method == "POST":
        chosen = request.POST.get("deal") or request.POST.get("other") or ""
        try:
            if not chosen.isdecimal():
                raise Refused({"deal": _("Choose a deal.")})
            deal = type.load(request.actor, int(chosen[:18]), trashed=False)
            verbs.tie(lead, deal, by=request.actor)
            return _sorted(lead, _("“%(name)s” is tied to its deal"))
        except Refused as refused:
            errors = refused.errors
    return _dialog(
        request, "sales/tie.html", {"lead": lead, "near": _near(lead, request.actor), "errors": errors}, errors
    )


@require_POST
def unsort(request, pk):
    """Put a request among the unsorted again."""
    lead = record_type("leads").load(request.actor, pk, "edit", trashed=False)
    verbs.put_back(lead, by=request.actor)
    return told(HttpResponse(status=204), _("“%(name)s” waits again") % {"name": title_of(lead)}, events=EVENTS)


@require_POST
def sort(request, pk):
    """Answer a card that was carried into another column: with what that column asks."""
    asked = {"accepted": accept, "declined": decline, "tied": tie}.get(request.POST.get("stage", ""))
    if asked is None:
        lead = record_type("leads").load(request.actor, pk, "edit", trashed=False)
        return unsort(request, pk) if lead.state in ("declined", "tied") else HttpResponse(status=422)
    request.method = "GET"
    answer = asked(request, pk)
    answer.status_code = 422  # the card goes back until the question is answered
    return answer


@require_POST
def take_back(request, batch):
    """Take back all that accepting a request has made."""
    left = [reason for _event, reason in take_batch_back(batch, by=request.actor) if reason]
    words = left[0] if left else _("Put back as it was")
    return told(HttpResponse(status=204), words, events=["undone", *EVENTS])


@require_POST
def distribute(request):
    """Give every unsorted request that nobody has to whom the rules name."""
    type = record_type("leads")
    if not request.actor.may("edit", type.model):
        raise Forbidden("edit", type.model)
    waiting = type.visible(request.actor, "edit").filter(state="unsorted", owner=None).order_by("created_at", "id")
    given = sum(verbs.assign(lead, by=request.actor).owner_id is not None for lead in waiting[:500])
    words = ngettext("%(n)d request has found its owner", "%(n)d requests have found their owners", given) % {
        "n": given
    }
    return told(HttpResponse(status=204), words, events=EVENTS)


def _load(request, pk):
    return record_type("leads").load(request.actor, pk, "edit", trashed=False)


def _accepting(request, lead, raw=None, errors=None):
    """Answer the dialog of accepting."""
    actor, typed = request.actor, {"title": lead.title, **(raw or {})}
    values = {
        "lead": lead, "people": people_of(lead, actor), "companies": companies_of(lead, actor), "errors": errors or {},
        "inputs": forms.inputs(record_type("deals"), None, typed, errors, only=SHOWN, context=context_for(actor)),
        "pipelines": [(one.pk, one.name) for one in pipelines()],
        "chosen": {name: typed.get(name) for name in ("person", "company", "pipeline")},
        "whole": [words for code, words in (errors or {}).items() if code not in ASKED],
    }  # fmt: skip
    return _dialog(request, "sales/accept.html", values, errors)


def _dialog(request, template, values, errors):
    block = "form" if errors else "dialog"
    return pages.render(request, template, values, block=block, status=422 if errors else 200)


def _sorted(lead, words):
    undo = reverse("sales:undo_request", args=[lead.pk, lead.last_event.pk])
    return told(HttpResponse(status=204), words % {"name": title_of(lead)}, undo, EVENTS)


def _near(lead, actor):
    """Return the open deals of those who may have asked."""
    people, companies = people_of(lead, actor), companies_of(lead, actor)
    companies += [person.company for person in people if person.company]
    open_deals = (
        record_type("deals").visible(actor).filter(outcome__in=["", "on_hold"]).select_related("company", "stage")
    )
    found = open_deals.filter(person__in=people) | open_deals.filter(company__in=companies)
    near = list(found.order_by("-created_at")[:8]) if people or companies else []
    return forget_unseen(near, "company", record_type("companies"), actor)
