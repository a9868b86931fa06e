"""The list of any record type: its rows, its saved views as tabs, its counts."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from perennial.core.errors import Refused
from perennial.records.context import context_for
from perennial.records.pages import columns, duplicates, filtering, views
from perennial.records.pages.bulk import OWNER
from perennial.records.pages.bulk_runs import current
from perennial.records.pages.export import chosen_menu, menu
from perennial.records.pages.lists_cells import Look
from perennial.records.pages.lists_state import address_of, state_of
from perennial.records.query import Query
from perennial.records.registry import record_type
from perennial.ui import formats, pages
from perennial.ui.addresses import reverse

ROWS = 50


@dataclass
class Tab:
    """One saved view over the list."""

    label: str
    href: str
    current: bool
    view: Any = None
    count: str = ""


def index(request, code, pk=None):
    """Show the list of a type, or one of its saved views."""
    type = record_type(code)
    if not request.actor.may("see", type.model):
        raise PermissionDenied(_("Your role does not include this list."))
    view = views.load(request, pk, code) if pk else None
    state = state_of(request, type, view)
    values = {"type": type, "state": state, "view": view, "may": rights(request.actor, type), "tabs": tabs(request, type, view), "counted": False}
    values["more"] = [*menu(type, values["may"]), *duplicates.menu(type, request.actor)]
    return pages.render(request, "records/list/list.html", {**values, **listing(request, state), "runs": current(request, type)})


def counts(request, code):
    """Show the tabs again, now with how many records each view has."""
    type = record_type(code)
    pk = request.GET.get("view", "")
    current = views.load(request, int(pk), code) if pk.isdecimal() and len(pk) < 19 else None
    found = tabs(request, type, current)
    context = context_for(request.actor)
    for tab in found:
        try:
            asked = tab.view.query if tab.view else {}
            query = Query.of(type, asked, actor=request.actor, context=context)
            tab.count = capped(query.count(query.counted_up_to), query.counted_up_to)
        except Refused:
            tab.count = ""  # the view names a field that is no more; its page says so
    return pages.render(request, "records/list/list.html", {"type": type, "tabs": found, "view": current, "counted": True}, block="list_tabs")


def listing(request, state):
    """Return what the table needs: rows, heads, chips, the ways back and on."""
    context = context_for(request.actor)
    shown = {"chips": filtering.chips(state, request.actor), "error": "", "rows": [], "heads": [], "look": None, "paging": {}}
    try:
        query = state.query(request.actor, context, columns=columns.shown(state))
        fields = query.fields()
        page = query.page(ROWS, request.GET.get("after") or None)
    except Refused as refused:
        return {**shown, "error": next(iter(refused.errors.values()))}
    look = Look(state.type, fields, page.rows, request.actor, context)
    paging = _paging(request, state, query, page)
    return {**shown, "rows": page.rows, "heads": columns.heads(state, fields, request.actor.may("edit", state.type.model)), "look": look, "paging": paging, "sorts": _sorts(state)}


def rights(actor, type):
    """Return {action: may the actor} for the buttons of a list."""
    found = {action: actor.may(action, type.model) for action in ("create", "edit", "delete", "export")}
    found["assign"] = found["edit"] and any(field.code == OWNER for field in type.fields)
    found["chosen_exports"] = chosen_menu(type) if found["export"] else []
    return {**found, "import": import_href(type) if type.importable and found["create"] and actor.may("import", None) else ""}


def tabs(request, type, current):
    """Return the Tabs of a type: everything first."""
    first = Tab(str(type.everything), address_of(type), current is None)
    rest = [Tab(view.label, address_of(type, view), bool(current and view.pk == current.pk), view) for view in views.of_type(request, type)]
    return [first, *rest]


def capped(count, cap):
    """Return a count in words: 10,000+ when there are more than are counted."""
    return formats.number(cap) + "+" if count > cap else formats.number(count)


def import_href(type):
    """Return the address where a file for this type is brought in, when there is one."""
    try:
        return reverse("imports") + f"?type={type.code}"
    except NoReverseMatch:
        return ""


def _paging(request, state, query, page):
    given = request.GET.get("from", "")
    first = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 1
    first = first if page.previous and page.rows else 1
    last = first + len(page.rows) - 1
    # A short first page has counted itself.
    cap = query.counted_up_to
    total = len(page.rows) if not page.previous and not page.next else query.count(cap)
    if not page.next and total <= cap:
        first, last = total - len(page.rows) + 1, total
    return {
        "first": formats.number(first), "last": formats.number(last), "total": capped(total, cap), "count": total,
        "next": page.next and state.address(after=page.next, **{"from": str(last + 1)}),
        "previous": page.previous and state.address(after=page.previous, **{"from": str(max(1, first - ROWS))}),
    }


def _sorts(state):
    """Return [(field, address ascending, address descending, direction now)] for the sort menu."""
    order = columns.sorted_by(state)
    fields = [field for field in state.type.fields if field.sortable and not field.hidden and field.kind != "computed"]
    return [(field, state.address(sort=[field.code]), state.address(sort=[f"-{field.code}"]), order.get(field.code, "")) for field in fields]

