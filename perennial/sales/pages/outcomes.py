"""Moving a deal on and finishing it, from its card and from its page."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perennial.core.errors import Refused, Stale
from perennial.records import forms
from perennial.records.context import context_for
from perennial.records.pages import boards
from perennial.records.pages.record_answers import told
from perennial.records.registry import record_type
from perennial.sales.models import Stage
from perennial.sales.verbs import deals as verbs
from perennial.ui import pages

EVENTS = ("done", "changed", "timeline", "record", "facts", "deal")


@require_POST
def stage(request, pk):
    """Move a deal to the stage (or one of the three ends) that its card was put into."""
    deal = _load(request, pk)
    to, before, version = (request.POST.get(name, "") for name in ("stage", "before", "version"))
    if to in ("won", "lost", "on_hold"):
        return {"won": win, "lost": _ask_lose, "on_hold": _ask_hold}[to](request, pk)
    if not to.isdecimal():
        return boards.refused(request, _("Choose a stage."))
    type, expect = record_type("deals"), int(version) if version.isdecimal() else None
    values = forms.raw(type, request.POST)
    try:
        verbs.move(
            deal, int(to[:18]), by=request.actor, context=context_for(request.actor), values=values,
            before=int(before[:18]) if before.isdecimal() else None, expect=expect,
        )  # fmt: skip
    except Refused as refused:
        return _ask_missing(request, deal, to, values, refused)
    except Stale as error:
        return boards.stale(request, error)
    words = _("“%(name)s”: %(stage)s") % {"name": deal.title, "stage": deal.stage}
    event = getattr(deal, "last_event", None)
    if event is None or event.verb != "moved":
        return boards.moved(request)
    return told(HttpResponse(status=204), words, _undo(deal), EVENTS)


@require_POST
def win(request, pk):
    """Win a deal."""
    deal = _load(request, pk)
    try:
        verbs.win(deal, by=request.actor, context=context_for(request.actor))
    except Refused as refused:
        return boards.refused(request, refused)
    return told(HttpResponse(status=204), _("Won: “%(name)s”") % {"name": deal.title}, _undo(deal), EVENTS)


@require_http_methods(["GET", "POST"])
def lose(request, pk):
    """Ask why a deal is lost, or lose it."""
    deal = _load(request, pk)
    raw = _raw(request) if request.method == "POST" else {}
    if request.method == "GET":
        return _ask(request, "lose", deal)
    try:
        verbs.lose(
            deal, raw.get("loss_reason"), by=request.actor, context=context_for(request.actor),
            comment=raw.get("outcome_comment") or "",
        )  # fmt: skip
    except Refused as refused:
        return _ask(request, "lose", deal, raw, refused.errors)
    return told(HttpResponse(status=204), _("Lost: “%(name)s”") % {"name": deal.title}, _undo(deal), EVENTS)


@require_http_methods(["GET", "POST"])
def hold(request, pk):
    """Ask until when a deal is put aside, or put it aside."""
    deal = _load(request, pk)
    raw = _raw(request) if request.method == "POST" else {}
    if request.method == "GET":
        return _ask(request, "hold", deal)
    try:
        verbs.hold(
            deal, raw.get("on_hold_until"), by=request.actor, context=context_for(request.actor),
            comment=raw.get("outcome_comment") or "",
        )  # fmt: skip
    except Refused as refused:
        return _ask(request, "hold", deal, raw, refused.errors)
    return told(HttpResponse(status=204), _("On hold: “%(name)s”") % {"name": deal.title}, _undo(deal), EVENTS)


@require_POST
def reopen(request, pk):
    """Open a deal again."""
    deal = _load(request, pk)
    try:
        verbs.reopen(deal, by=request.actor, context=context_for(request.actor))
    except Refused as refused:
        return boards.refused(request, refused)
    return told(HttpResponse(status=204), _("Open again: “%(name)s”") % {"name": deal.title}, _undo(deal), EVENTS)


def _load(request, pk):
    return record_type("deals").load(request.actor, pk, "edit", trashed=False)


def _undo(deal):
    return reverse("sales:undo", args=[deal.pk, deal.last_event.pk])


def _raw(request):
    return forms.raw(record_type("deals"), request.POST)


def _ask_lose(request, pk):
    return _ask(request, "lose", _load(request, pk), status=422)  # the card goes back until the reason is told


def _ask_hold(request, pk):
    return _ask(request, "hold", _load(request, pk), status=422)


FEW = 9  # reasons that are shown all at once
ASKED = {"lose": ("loss_reason", "outcome_comment"), "hold": ("on_hold_until", "outcome_comment")}


def _ask(request, what, deal, raw=None, errors=None, status=200):
    """Answer the dialog of losing or holding."""
    titles = {"lose": _("Why is it lost?"), "hold": _("Put aside until when?")}
    acts = {"lose": _("Lost"), "hold": _("Put on hold")}
    values = {"title": titles[what], "act": acts[what], "address": reverse(f"sales:{what}", args=[deal.pk])}
    return _dialog(request, what, deal, values, ASKED[what], raw, errors, status)


def _ask_missing(request, deal, to, raw, refused):
    """Answer the form of what a stage asks for; the card goes back until it is filled."""
    type, target = record_type("deals"), Stage.objects.filter(pk=to).first()
    codes = {field.code for field in type.writable() if not field.attached} - {"stage"}
    asked = [code for code in refused.errors if code in codes] + [code for code in raw if code not in refused.errors]
    if not set(refused.errors) & codes or target is None:
        return boards.refused(request, refused)
    values = {
        "title": _("“%(stage)s” asks for this first") % {"stage": target.name}, "act": _("Move"), "target": target,
        "address": reverse("sales:stage", args=[deal.pk]), "guidance": target.guidance,
    }  # fmt: skip
    errors = refused.errors if raw else {code: words for code, words in refused.errors.items() if code not in codes}
    return _dialog(request, "move", deal, values, asked, raw, errors, 422, block="form" if raw else "dialog")


def _dialog(request, id, deal, values, asked, raw, errors, status, block=None):
    type = record_type("deals")
    known = forms.inputs(type, deal, raw, errors, only=asked, context=context_for(request.actor))
    for one in known:
        one.shown_if = ""  # asked for here, whatever the deal's outcome is until now
        one.required = one.code not in ("outcome_comment", *(raw or {})) or one.code in ("loss_reason", "on_hold_until")
        if one.code == "loss_reason" and 0 < len(one.options) <= FEW:
            one.kind = "radios"
    if known:
        known[0].attrs = {**known[0].attrs, "autofocus": True}
    values = {"guidance": "", "target": None} | values | {
        "id": id, "deal": deal, "inputs": known,
        "whole": [words for code, words in (errors or {}).items() if code not in {one.code for one in known}],
    }  # fmt: skip
    block = block or ("form" if errors else "dialog")
    return pages.render(request, "sales/ask.html", values, block=block, status=422 if errors else status)
