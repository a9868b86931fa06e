"""Boards of any record type: columns of cards that are carried from one to the next.

A room draws its board in one line of its own view:

    return render_board(
        request, record_type("deals"), by="stage",
        columns=[Column(stage.pk, stage.name) for stage in stages],
        card="sales/deal_card.html",        # one card: `row` (a dict of `fields`), `look` (see lists_cells.Look), `type`
        fields=("title", "company", "amount", "next_step", "owner"),
        move="deals:stage",                 # name of a view taking pk; gets POST stage, before, version
        here=reverse("deals:board"),        # address of this board; filter, sort and view stand behind it
        list_href=reverse("deals:list"),
        narrow={"field": "pipeline", "op": "is", "value": pipeline.pk},   # what the board is of; not shown as a chip
        template="sales/deal_board.html",   # extends records/list/board.html; blocks title, board_title, board_sees, board_drops
        context={…},
    )

The card template writes `<article class="deal">…</article>`; the `<li data-card>` around it is the board's.

`move` answers
- 204 (or 200 with an empty body) when the card may stay; `moved(request)` makes it and refreshes heads and counts,
- 422 through `refused(request, message)` when it may not: the card goes back and the reason is said,
- 409 through `stale(request, error)` when somebody changed the record meanwhile,
- 200 with a `<dialog class="dialog" data-dialog data-now>` to ask for something first (a reason for losing).
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """One column: the value of the field `by`, its name, and what the "+" at its foot opens ("" for nothing)."""

    key: Any
    label: str
    add_href: str = ""
    note: str = ""  # guidance, shown when the pointer rests on the name


def render_board(
    request, type, *, by, columns, card, fields, move, here, list_href="", narrow=None, template="records/list/board.html",
    context=None, per_column=20, sort=(), drops=(),
):
    """Answer with the board of a record type, or with one column's further cards."""
    raise NotImplementedError
