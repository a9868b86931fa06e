"""What the parts of a record's page answer: what was done, what the page should draw anew, why it was refused."""

from django.http import HttpResponse
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from perennial.core.errors import Refused, Stale
from perennial.records.context import context_for
from perennial.ui import pages
from perennial.ui.addresses import reverse

DRAWN_ANEW = ("timeline", "record", "facts")


def done(request, act, message, undo=None, events=DRAWN_ANEW):
    """Do something and answer with a toast and the page's events; refusals become a toast too."""
    try:
        act()
    except Refused as refused:
        return _said(HttpResponse(status=422), next(iter(refused.errors.values())))
    except Stale:
        return _said(HttpResponse(status=409), _("Somebody changed it meanwhile. See what changed and choose."))
    if not getattr(request, "htmx", False):
        return pages.moved(request, request.META.get("HTTP_REFERER") or "/")
    return told(HttpResponse(status=204), message, undo, events)


def told(response, message="", undo=None, events=DRAWN_ANEW):
    """Add a toast and the events that make parts of the page draw themselves anew."""
    for name in events:
        pages.trigger(response, name)
    return pages.toast(response, message, undo) if message else response


def gone_to(request, address, message, undo=None):
    """Send the browser to another page, which tells what was done."""
    return pages.toast(pages.moved(request, address), message, undo)


def may(actor, action, record):
    """Tell whether the actor may do something with a record: asked once for a page, however many parts want to know."""
    known = record.__dict__.setdefault("_may", {})
    if action not in known:
        known[action] = actor.may(action, record)
    return known[action]


def context_of(request):
    """Return the reading context of a request, made once."""
    if not hasattr(request, "reading"):
        request.reading = context_for(request.actor)
    return request.reading


def list_address(type):
    """Return the address of a type's list, "" when it has none."""
    return address(f"{type.code}:list")


def address(name, *args):
    """Return the address of a view that a type may lack: "" then."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def _said(response, message):
    response["HX-Reswap"] = "none"
    return pages.toast(response, message)
