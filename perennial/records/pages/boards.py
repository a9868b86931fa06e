"""Boards of any record type: columns of cards that are carried from one to the next.

A room draws its board in one line of its own view:

    return render_board(
        request, record_type("deals"), by="stage",
        columns=[Column(stage.pk, stage.name) for stage in stages],
        card="sales/deal_card.html",        # one card: `row` (a dict of `fields`), `look` (see lists_cells.Look), `type`;
                                            # "records/list/card.html" draws any type
        fields=("title", "company", "amount", "next_step", "owner"),
        move="deals:stage",                 # name of a view taking pk; gets POST stage, before, version
        here=reverse("deals:board"),        # address of this board; filter, search and sort stand behind it
        where=(("pipeline", pipeline.pk),),                 # (column, value) of all its records; not shown as a chip
        template="sales/deal_board.html",   # extends records/list/board.html; blocks title, board_title, board_sees, board_drops
        context={…},
    )

The card template writes `<article class="deal">…</article>`; the `<li data-card>` around it is the board's.

`move` answers
- `moved(request)` when the card may stay: nothing to say, heads and counts refresh themselves,
- `refused(request, message)` (422) when it may not: the card goes back and the reason is said,
- `stale(request, error)` (409) when somebody changed the record meanwhile,
- 200 with a `<dialog class="dialog" data-dialog>` to ask for something first (a reason for losing).
"""

from dataclasses import dataclass, field, replace
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from perennial.core import when
from perennial.core.errors import Refused
from perennial.core.models import installation
from perennial.core.money import Money
from perennial.records.context import context_for
from perennial.records.fields.step import STATES
from perennial.records.pages import filtering
from perennial.records.pages.lists_cells import Look
from perennial.records.pages.lists_state import state_of
from perennial.records.query import Query
from perennial.records.query import board as totals_of
from perennial.ui import pages


@dataclass(frozen=True)
class Column:
    """One column: the value of the field `by`, its name, and what the "+" at its foot opens ("" for nothing)."""

    key: Any
    label: str
    add_href: str = ""
    note: str = ""  # guidance, shown when the pointer rests on the name


@dataclass
class Stack:
    """A column as it is drawn: its cards so far, and the address of the further ones."""

    column: Column
    count: int
    sum: Any
    rows: list = field(default_factory=list)
    more: str = ""


@dataclass
class Standing:
    """How many records have their next step late, today, planned, none; and the address that shows only these."""

    state: str
    label: Any
    count: int
    href: str
    pressed: bool


def render_board(
    request, type, *, by, columns, move, here, fields=(), card="records/list/card.html", where=(),
    template="records/list/board.html", context=None, per_column=20, sort=(), totals=None,
):
    """Answer with the board of a record type, or with one column's further cards.

    `totals()` may give {column key: (count, minor units)} of the unfiltered board from sums that the room keeps.
    """
    if not request.actor.may("see", type.model):
        raise PermissionDenied(_("Your role does not include this board."))
    state = state_of(request, type, here=here)
    state.data["sort"] = state.asked.get("sort") or list(sort)
    values = {
        "type": type, "state": state, "card": card, "move": move, "by": by, "chips": [], "steps": [],
        "may_create": request.actor.may("create", type.model), "error": "", "stacks": [], "look": None, **(context or {}),
    }
    try:
        asked = _Asked(request, state, by, fields, where, per_column, totals)
        if "column" in request.GET:
            return _further(request, asked, columns, values)
        values |= {"stacks": [asked.stack(column, total) for column, total in asked.totals(columns)], "steps": asked.steps()}
    except Refused as refused:
        values["error"] = next(iter(refused.errors.values()))
    values["look"] = asked.look([row for stack in values["stacks"] for row in stack.rows]) if values["stacks"] else None
    values["chips"] = [chip for chip in filtering.chips(state, request.actor) if not _of_steps(state, chip.place)]
    return pages.render(request, template, values)


def moved(request):
    """Answer that the card stays where it was put; heads and counts are asked anew."""
    return pages.trigger(HttpResponse(status=204), "changed")


def refused(request, message):
    """Answer that the card may not stay, and why; `message` may be the Refused itself."""
    if isinstance(message, Refused):
        message = " ".join(str(words) for words in message.errors.values())
    return pages.toast(HttpResponse(status=422), message)


def stale(request, error):
    """Answer that somebody changed the record meanwhile: the card goes back, the board is asked anew."""
    response = pages.trigger(HttpResponse(status=409), "changed")
    return pages.toast(response, _("“%(name)s” was changed by somebody else meanwhile. Look once more.") % {"name": error.current})


class _Asked:
    """The queries of one board."""

    def __init__(self, request, state, by, fields, where, per_column, kept=None):
        self.request, self.state, self.by, self.per_column, self.kept = request, state, by, per_column, kept
        self.type, self.context = state.type, context_for(request.actor)
        self.codes = list(dict.fromkeys([self.type.title_field, by, *fields]))
        self.where = tuple(where)
        self.query = self._query(state.data["filter"])
        self.fields = self.query.fields()

    def totals(self, columns):
        """Return [(Column, {"count", "sum"})] in one query."""
        if self.kept and not self.state.data["filter"] and not self.state.data["q"]:
            kept, currency = self.kept(), installation().currency
            return [
                (column, {"count": count, "sum": Money(minor, currency)})
                for column in columns for count, minor in [kept.get(column.key, (0, 0))]
            ]
        found = totals_of(self.query, [column.key for column in columns], self.by, 0)
        return list(zip(columns, found, strict=True))

    def stack(self, column, total, cursor=None):
        """Return the Stack of a column: its first cards, or those behind a cursor."""
        stack = Stack(column, total["count"], total["sum"] if self.type.board_sum else None)
        if stack.count:
            page = replace(self.query, where=(*self.where, (self.type.field(self.by).column, column.key))).page(self.per_column, cursor)
            stack.rows = page.rows
            stack.more = page.next and self.state.address(column=str(column.key), after=page.next)
        return stack

    def steps(self):
        """Return the Standing of each way a next step can stand, counted in one query over all but that filter."""
        step = next((one for one in self.type.fields if one.kind == "step"), None)
        if step is None:
            return []
        word, parts = self.state.conditions
        chosen = {value for part in parts if _is_step(part) for value in _listed(part.get("value"))}
        rest = [part for part in parts if not _is_step(part)]
        bounds = when.day_bounds(when.zone(self.context.zone))
        counts = self._query({word: rest} if rest else None).counts(step.standings, *bounds)
        return [
            Standing(state, label, count, self._only(rest, step, chosen ^ {state}), state in chosen)
            for (state, label), count in zip(STATES, counts, strict=True)
        ]

    def look(self, rows):
        return Look(self.type, self.fields, rows, self.request.actor, self.context)

    def _only(self, rest, step, states):
        chosen = [{"field": step.code, "op": "in", "value": [state for state, _label in STATES if state in states]}] if states else []
        return self.state.filtered({"all": [*rest, *chosen]} if rest or chosen else None)

    def _query(self, tree):
        data = {"filter": tree, "sort": self.state.data["sort"], "columns": self.codes, "search": self.state.data["q"]}
        return replace(Query.of(self.type, data, actor=self.request.actor, context=self.context), where=self.where)


def _further(request, asked, columns, values):
    """Answer with the cards of one column behind a cursor."""
    column = next((one for one in columns if str(one.key) == request.GET["column"]), None)
    if column is None:
        raise Http404
    stack = asked.stack(column, {"count": 1, "sum": None}, request.GET.get("after") or None)
    values |= {"stack": stack, "look": asked.look(stack.rows)}
    return pages.render(request, "records/list/board_more.html", values)


def _is_step(part):
    return isinstance(part, dict) and part.get("field") == "next_step" and part.get("op") == "in"


def _listed(value):
    return value if isinstance(value, list) else []


def _of_steps(state, place):
    return _is_step(state.conditions[1][place])
