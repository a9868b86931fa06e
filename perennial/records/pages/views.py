"""Saved views: kept, shared, renamed, ordered, pinned to the rail, thrown away."""

import json

from django.core.exceptions import PermissionDenied
from django.db.models import Max, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.records import saved_views
from perennial.records.models import View
from perennial.records.pages.lists_state import address_of, state_of, views_of
from perennial.records.registry import REGISTRY, record_type
from perennial.ui import pages


def of_type(request, type):
    """Return the views of a type that the user has as tabs."""
    return [view for view in views_of(request) if view.type == type.code and view.name]


def load(request, pk, code=None):
    """Return one view that the user may open. Raises Http404."""
    found = View.objects.filter(Q(owner=request.user) | Q(shared=True), pk=pk).exclude(name="")
    view = (found.filter(type=code) if code else found).first()
    if view is None or view.type not in REGISTRY:
        raise Http404
    return view


def may_change(actor, view):
    """Tell whether the actor may change a view: his own, or any shared one with the right to share."""
    return actor.may("views", None) if view.shared else view.owner_id == actor.user_id


def show(request, pk):
    """Go to a view's own address."""
    view = load(request, pk)
    return redirect(address_of(record_type(view.type), view))


def keep(request, code):
    """Ask for the name of a new view of what the list shows now, or keep it."""
    type = record_type(code)
    state = state_of(request, type, _from(request, code))
    if request.method != "POST":
        return _form(request, type, state, None, {})
    values, errors = _read(request)
    if errors:
        return _form(request, type, state, None, values, errors)
    last = View.objects.filter(type=code).aggregate(last=Max("place"))["last"] or 0
    view = View(type=code, owner=request.user, place=last + 1, query=state.stored(), **values)
    saved_views.keep(view, by=request.actor)
    response = pages.moved(request, address_of(type, view))
    return pages.toast(response, _("The view “%(name)s” is kept.") % {"name": view.name})


@require_POST
def overwrite(request, code, pk):
    """Keep in a view what the list shows now."""
    view = _changeable(request, pk)
    state = state_of(request, record_type(code), view)
    query = {**view.query, "filter": None, "sort": [], "columns": [], **state.stored()}
    saved_views.change(view, {"query": query}, by=request.actor)
    response = pages.moved(request, address_of(record_type(code), view))
    return pages.toast(response, _("The view “%(name)s” is kept.") % {"name": view.name})


def edit(request, pk):
    """Rename a view, share it, pin it."""
    view = _changeable(request, pk)
    type = record_type(view.type)
    state = state_of(request, type, view)
    if request.method != "POST":
        return _form(request, type, state, view, {"name": view.name, "shared": view.shared, "pinned": view.pinned})
    values, errors = _read(request, view)
    if errors:
        return _form(request, type, state, view, values, errors)
    saved_views.change(view, values, by=request.actor)
    return pages.toast(pages.moved(request, address_of(type, view)), _("Saved"))


@require_POST
def delete(request, pk):
    """Throw a view away; what it showed stays."""
    view = _changeable(request, pk)
    type, name = record_type(view.type), view.name
    saved_views.remove(view, by=request.actor)
    return pages.toast(pages.moved(request, address_of(type)), _("The view “%(name)s” is gone.") % {"name": name})


@require_POST
def order(request, code):
    """Put the tabs in the order of the given ids."""
    views = {view.pk: view for view in of_type(request, record_type(code))}
    try:
        ids = [int(pk) for pk in json.loads(request.POST.get("ids", "[]"))]
    except (ValueError, TypeError):
        return HttpResponse(status=422)
    for place, pk in enumerate(ids):
        if pk in views and may_change(request.actor, views[pk]):
            View.objects.filter(pk=pk).update(place=place)
    return HttpResponse(status=204)


def _changeable(request, pk):
    view = load(request, pk)
    if not may_change(request.actor, view):
        raise PermissionDenied(_("This view belongs to somebody else: save one of your own."))
    return view


def _from(request, code):
    pk = request.GET.get("view", "")
    return load(request, int(pk), code) if pk.isascii() and pk.isdigit() and len(pk) < 19 else None


def _read(request, view=None):
    may_share = request.actor.may("views", None)
    values = {
        "name": request.POST.get("name", "").strip()[:80],
        "shared": (may_share and "shared" in request.POST) or bool(view and view.shared and not may_share),
        "pinned": "pinned" in request.POST,
    }
    return values, {} if values["name"] else {"name": _("Give the view a name.")}


def _form(request, type, state, view, values, errors=None):
    shown = {"type": type, "state": state, "view": view, "values": values, "errors": errors or {}}
    shown["may_share"] = request.actor.may("views", None)
    # What was changed in a view may go back into it.
    shown["into"] = state.view if not view and state.view and may_change(request.actor, state.view) else None
    shown["overwrite"] = state.address(at=reverse(f"{type.code}:view-keep", args=[state.view.pk])) if shown["into"] else ""
    return pages.render(request, "records/list/view_form.html", shown, status=422 if errors else 200)
