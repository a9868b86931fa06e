"""Two records side by side, field by field: what can be chosen, what was chosen, and what comes out."""

from copy import copy
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from perennial.records.merges import GATHERED, entry_name, gathered, mergeable, proposed
from perennial.records.pages.record_values import EMPTY, Values

BOTH = ("kept", "gone")


@dataclass
class Entry:
    """One entry of a gathered list, and which of the two records has it."""

    place: int
    html: Any
    of: str
    chosen: bool = True


@dataclass
class Side:
    """One field in which the two differ: a choice of two values, or entries to gather."""

    field: Any
    values: dict = field(default_factory=dict)  # {"kept": html, "gone": html}
    chosen: str = "kept"
    entries: list = field(default_factory=list)


@dataclass
class Sides:
    """The whole comparison; `result` is [(label, html)] of the record that comes out."""

    rows: list
    same: list
    title: str
    result: list


def sides(type, kept, gone, data, context):
    """Return the Sides of two records, as chosen in `data` (None: as proposed)."""
    fields = [one for one in mergeable(type) if not one.hidden]
    out = outcome(type, kept, gone, chosen(type, kept, gone, data), context)
    values = Values(context).gather([(one, one.get(record)) for record in (kept, gone, out) for one in fields])
    rows, same = [], []
    for one in fields:
        mine, other = one.get(kept), one.get(gone)
        if mine in EMPTY and other in EMPTY:
            continue
        if one.kind in GATHERED:
            rows.append(_list(type, one, mine, other, data, values))
        elif mine == other:
            same.append((one.label, values.html(one, mine)))
        else:
            row = Side(one, {"kept": values.html(one, mine), "gone": values.html(one, other)})
            row.chosen = _radio(data, one) or ("gone" if mine in EMPTY else "kept")
            rows.append(row)
    result = [(one.label, values.html(one, one.get(out))) for one in fields if one.get(out) not in EMPTY]
    return Sides(rows, same, type.title(out), result)


def chosen(type, kept, gone, data):
    """Return {field code: value} of what a sent form chose, over what is proposed."""
    values = proposed(type, kept, gone)
    if data is None:
        return values
    for one in mergeable(type):
        if one.kind in GATHERED and data.get(f"list.{one.code}"):
            picked = set(data.getlist(f"e.{one.code}"))
            entries = gathered(one, one.get(kept), one.get(gone))
            values[one.code] = [entry for place, entry in enumerate(entries) if str(place) in picked]
        elif side := _radio(data, one):
            values[one.code] = one.get(kept if side == "kept" else gone)
    return values


def outcome(type, kept, gone, values, context):
    """Return an unstored copy of the kept record with chosen values."""
    out = copy(kept)
    out.custom, out.external = dict(kept.custom), dict(kept.external)
    for code, value in values.items():
        type.field(code).put(out, value)
    type.prepare(out, context)
    return out


def _list(type, one, mine, other, data, values):
    entries = gathered(one, mine, other)
    sent = data is not None and data.get(f"list.{one.code}")
    picked = set(data.getlist(f"e.{one.code}")) if sent else None
    row, names = Side(one), [{entry_name(one, entry) for entry in side or []} for side in (mine, other)]
    for place, entry in enumerate(entries):
        held = [entry_name(one, entry) in side for side in names]
        of = "both" if all(held) else "kept" if held[0] else "gone"
        html = values.html(one, [entry]) or Markup("{}").format(one.text([entry], values.context))
        row.entries.append(Entry(place, html, of, picked is None or str(place) in picked))
    return row


def _radio(data, one):
    side = data.get(f"f.{one.code}") if data is not None else None
    return side if side in BOTH else None
