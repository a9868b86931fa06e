"""Which columns a list has, in which order and how wide: each user's own choice."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from markupsafe import Markup

from perennial.records.models import View
from perennial.records.pages.lists_state import address_of, state_of
from perennial.records.pages.views import load, may_change
from perennial.records.registry import record_type
from perennial.ui import pages

HIDDEN_KINDS = ("longtext", "external", "addresses", "file")
RIGHT = ("number", "money")
ELSEWHERE = ("addresses", "file", "external")  # kinds that are mended on the record's own page
LEAVING = ("2", "3", "4", "5")  # when a narrow list lets a column go: 2 last, 5 first
MOST, NARROWEST, WIDEST = 30, 40, 900  # columns; pixels


@dataclass(frozen=True)
class Head:
    """One column as the table draws it."""

    field: Any
    leaves: str  # data-p
    width: int = 0  # pixels that the user gave it, 0 = its kind's own
    sorted: str = ""  # ascending, descending
    right: bool = False

    opening: str = ""  # the opening tag of its cells, the same in every row
    kind: str = ""  # which macro draws its cells; "words" for fields that draw themselves


def heads(state, fields, may_edit=False):
    """Return the Heads of a list's fields, the title's first; `may_edit` marks cells that are mended where they stand."""
    chosen = bool(state.data["columns"])
    widths = _widths(state.own)
    order = sorted_by(state)
    found, place = [], 0
    for field in fields:
        title = field.code == state.type.title_field
        leaves = "" if title else _leaves(field, place, chosen)
        place += leaves not in ("", "1", "o")
        opening = _opening(field, leaves, may_edit and mended(field))
        kind = "words" if hasattr(field, "html") else field.kind
        width, sorted_ = widths.get(field.code, 0), order.get(field.code, "")
        found.append(Head(field, leaves, width, sorted_, field.kind in RIGHT, opening, kind))
    return found


def mended(field):
    """Tell whether a field's cells are mended where they stand."""
    return not field.readonly and field.kind not in ELSEWHERE


def _opening(field, leaves, editable):
    look = "right num" if field.kind in RIGHT else "num" if field.kind == "phones" else "clip"
    return Markup("<td{}{}{}>").format(
        Markup(' data-p="{}"').format(leaves) if leaves else "", Markup(' class="{}"').format(look),
        Markup(' data-field="{}"').format(field.code) if editable else "",
    )


def sorted_by(state):
    """Return {field code: "ascending" or "descending"} of a list's order."""
    words = state.data["sort"] or state.type.sort
    return {word.lstrip("-"): "descending" if word.startswith("-") else "ascending" for word in words}


def choosable(type):
    """Return the fields that can be columns."""
    return [field for field in type.fields if not field.hidden]


def shown(state):
    """Return the codes of the columns now: the title always first, unknown ones left out."""
    known = {field.code for field in state.type.fields}
    codes = [code for code in state.data["columns"] or state.type.columns if code in known]
    title = state.type.title_field
    return [title, *dict.fromkeys(code for code in codes if code != title)][:MOST]


def choose(request, code, pk=None):
    """Show the columns to choose from, or keep the choice."""
    type = record_type(code)
    view = load(request, pk, code) if pk else None
    state = state_of(request, type, view)
    if request.method == "POST":
        return _keep(request, type, view, state)
    codes = shown(state)
    fields = {field.code: field for field in choosable(type)}
    rest = [field for field in fields.values() if field.code not in codes]
    values = {
        "type": type, "state": state, "view": view, "chosen": [fields[c] for c in codes if c in fields], "rest": rest,
        "widths": _widths(state.own), "narrowest": NARROWEST, "widest": WIDEST,
    }  # fmt: skip
    return pages.render(request, "records/list/columns.html", values)


@require_POST
def width(request, code):
    """Keep how wide a column is."""
    type = record_type(code)
    field, wide = request.POST.get("field", ""), request.POST.get("width", "")
    if field in {one.code for one in type.fields} and _pixels(wide) is not None:
        _keep_widths(type, request.user, {field: _pixels(wide)})
    return HttpResponse(status=204)


def _widths(own):
    return (own.query.get("widths") or {}) if own else {}


def _pixels(typed):
    """Return a typed width between the narrowest and the widest, 0 for none, None for what is no number."""
    if not (typed.isascii() and typed.isdigit()):
        return None
    return min(max(int(typed[:5]), NARROWEST), WIDEST) if int(typed[:5]) else 0


def _keep_widths(type, user, widths):
    """Keep how wide the user wants columns, {code: pixels}; without a figure a column is as wide as its kind."""
    own = _own(type, user)
    kept = {code: wide for code, wide in {**_widths(own), **widths}.items() if wide}
    if kept != _widths(own):
        own.query = {**own.query, "widths": kept}
        own.save(update_fields=["query"])


def _keep(request, type, view, state):
    known = {field.code for field in choosable(type)}
    codes = [code for code in request.POST.getlist("column") if code in known]
    typed = {code: request.POST[f"width.{code}"].strip() for code in known if f"width.{code}" in request.POST}
    if "again" in request.POST:
        codes, typed = [], dict.fromkeys(typed, "")
    else:
        codes = [type.title_field, *(c for c in codes if c != type.title_field)][:MOST]
    _keep_widths(type, request.user, {code: _pixels(wide) for code, wide in typed.items()})
    if view and not may_change(request.actor, view):
        return pages.moved(request, state.address(columns=codes))
    target = view or _own(type, request.user)
    target.query = {**target.query, "columns": codes}
    target.save(update_fields=["query"])
    response = pages.moved(request, state.address(at=address_of(type, view), columns=None))
    return pages.toast(response, _("The columns are kept."))


def _own(type, user):
    return View.objects.filter(type=type.code, owner=user, name="").first() or View.objects.create(type=type.code, owner=user)


def _leaves(field, place, chosen):
    if field.kind == "step":
        return "1"
    if field.kind == "user":
        return "o"
    # Columns that somebody chose stay as long as there is room to scroll; only phones drop them.
    return "2" if chosen else LEAVING[min(place, len(LEAVING) - 1)]
