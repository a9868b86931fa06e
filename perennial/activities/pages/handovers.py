"""Settings, the company: handing over everything of a colleague who leaves, and the lists of what moved."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.changes import need
from perennial.accounts.models import User
from perennial.accounts.pages import shelf
from perennial.activities import handover
from perennial.activities.about_names import names_of
from perennial.activities.models import HandOver
from perennial.core.errors import Refused
from perennial.records.registry import REGISTRY
from perennial.ui import pages

SHOWN = 100  # lines of what moved on one page
PLACE = "hand-over"


def index(request):
    """Choose who leaves, see what he answers for, and hand it over."""
    need(request.actor, "users")
    leaver = _leaver(request)
    if request.method == "POST" and leaver is not None:
        return _start(request, leaver)
    return _form(request, leaver)


def show(request, key):
    """Show a hand-over: how far it is, and what moved to whom."""
    need(request.actor, "users")
    shown = get_object_or_404(HandOver.objects.select_related("leaver", "made_by"), key=key)
    if request.htmx and shown.state not in handover.GOING:
        return HttpResponse(headers={"HX-Refresh": "true"})  # it is over: the whole page has changed
    block = "going" if request.htmx else None
    return shelf.render(request, "activities/handover.html", PLACE, _listed(request, shown), block=block)


def mine(request, key):
    """Show to whoever took things over what came to him."""
    shown = get_object_or_404(HandOver.objects.select_related("leaver", "made_by"), key=key)
    if request.user.pk not in {pk for ids in shown.shares.values() for pk in ids}:
        raise Http404
    return shelf.render(request, "activities/handover.html", "", _listed(request, shown, to=request.user.pk))


@require_POST
def undo(request, key):
    """Give everything back."""
    need(request.actor, "users")
    shown = get_object_or_404(HandOver, key=key)
    try:
        handover.undo(shown, by=request.actor)
    except Refused as refused:
        return pages.toast(pages.moved(request, reverse("handover", args=[key])), refused.errors[""])
    return pages.toast(
        pages.moved(request, reverse("handover", args=[key])),
        _("Everything goes back to %(name)s.") % {"name": shown.leaver},
    )


def _start(request, leaver):
    general = _ids(request.POST.getlist("to"))
    shares = {
        type.code: _ids([request.POST.get(f"to.{type.code}", "")]) or general
        for type, _count in handover.holdings(leaver)
    }
    try:
        made = handover.start(leaver, shares, by=request.actor, shut_out="shut_out" in request.POST)
    except Refused as refused:
        return _form(request, leaver, {"chosen": general, "errors": refused.errors}, 422)
    return pages.moved(request, reverse("handover", args=[made.key]))


def _form(request, leaver, typed=None, status=200):
    people = list(User.objects.select_related("team").order_by("name"))
    values = {
        "leaver": leaver,
        "leavers": [(user.pk, str(user)) for user in people],
        "colleagues": [user for user in people if user.is_active and user != leaver],
        "holdings": handover.holdings(leaver) if leaver else [],
        "chosen": [],
        "errors": {},
        "given": request.POST,
        "past": HandOver.objects.select_related("leaver", "made_by").order_by("-pk")[:20],
        **(typed or {}),
    }
    return shelf.render(request, "activities/handovers.html", PLACE, values, status=status)


def _listed(request, shown, to=None):
    found = handover.moved(shown)
    if to is not None:
        found = found.filter(changes__owner_id__1=to)
    page = Paginator(found, SHOWN).get_page(request.GET.get("page"))
    names = names_of([(event.type, event.record_id) for event in page], request.actor)
    people = User.objects.in_bulk({event.changes["owner_id"][1] for event in page if "owner_id" in event.changes})
    rows = [
        (
            REGISTRY[event.type],
            names.get((event.type, event.record_id)),
            people.get(event.changes.get("owner_id", [0, 0])[1]),
        )
        for event in page
    ]
    percent = round(100 * (shown.done + shown.failed) / shown.total) if shown.total else 100
    return {
        "shown": shown,
        "going": shown.state in handover.GOING,
        "page": page,
        "rows": rows,
        "percent": percent,
        "mine": to is not None,
    }


def _leaver(request):
    pk = request.POST.get("leaver") or request.GET.get("leaver") or ""
    return User.objects.filter(pk=int(pk)).first() if pk.isdecimal() and len(pk) < 18 else None


def _ids(words):
    return [int(word) for word in words if word.isdecimal() and len(word) < 18]
