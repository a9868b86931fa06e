"""What a list shows now: a saved view, and what the address changes in it."""

import json
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q

from perennial.core.prepared import Prepared
from perennial.records.context import context_for
from perennial.records.models import View
from perennial.records.query import Query
from perennial.ui.addresses import reverse

LONGEST = 20_000  # characters of a filter in an address
PARTS = ("filter", "sort", "columns", "q")
_VIEWS = Prepared(lambda user: View.objects.filter(Q(owner=user) | Q(shared=True)).order_by("place", "id"), int)


@dataclass
class State:
    """The state of a list or board: `data` is filter, sort, columns, search as they stand after all."""

    type: object
    view: View | None
    saved: dict
    data: dict
    asked: dict  # the parts that the address says
    own: View | None  # the user's own way of seeing the type: columns and their widths
    here: str = ""  # the address without its query

    @property
    def changed(self):
        """Tell whether the address changes the view."""
        return any(self.data.get(part) != self.saved.get(part) for part in ("filter", "sort", "columns")) if self.asked else False

    @property
    def conditions(self):
        """The filter as (join word, its parts): always one group at the top."""
        tree = self.data["filter"]
        if not tree:
            return "all", []
        for word in ("all", "any"):
            if word in tree:
                return word, tree[word] if isinstance(tree[word], list) else []
        return "all", [tree]

    def address(self, at=None, **changes):
        """Return the address of the same list with some parts changed; None takes a part away."""
        parts = {**self.asked, **changes}
        said = {name: _said(value) for name, value in parts.items() if value is not None}
        here = at or self.here
        return f"{here}?{urlencode(said)}" if said else here

    def filtered(self, tree):
        """Return the address of the same list under another filter."""
        return self.address(filter=tree or "")

    def without(self, place):
        """Return the address with the top condition at `place` taken off."""
        word, parts = self.conditions
        rest = [part for number, part in enumerate(parts) if number != place]
        return self.filtered({word: rest} if rest else None)

    def query(self, actor, context=None, columns=None):
        """Return the Query that answers; `columns` are codes that win over the state's own."""
        data = {**self.data, "search": self.data["q"], "columns": columns or self.data["columns"]}
        return Query.of(self.type, data, actor=actor, context=context or context_for(actor))

    def stored(self):
        """Return what a view keeps of it."""
        return {part: self.data[part] for part in ("filter", "sort", "columns") if self.data[part]}


def state_of(request, type, view=None, here=None):
    """Read the state of a type's list from the address; parts that cannot be read count as not said."""
    own = next((one for one in views_of(request) if one.type == type.code and one.owner_id == request.user.pk and not one.name), None)
    kept = view.query if view else (own.query if own else {})
    saved = {
        "filter": kept.get("filter") or None, "sort": kept.get("sort") or [],
        "columns": kept.get("columns") or (own.query.get("columns") if own else None) or [],
    }
    asked = _asked(request.GET)
    data = {**saved, "q": "", **asked}
    data["filter"] = data["filter"] or None
    return State(type, view, saved, data, asked, own, here or address_of(type, view))


def views_of(request):
    """Return every view that the user has, her own and shared ones, asked once a request."""
    if not hasattr(request, "_views"):
        request._views = _VIEWS(request.user.pk)
    return request._views


def address_of(type, view=None):
    """Return the address of a type's list, or of one of its views."""
    return reverse(f"{type.code}:view", args=[view.pk]) if view else reverse(f"{type.code}:list")


def _asked(given):
    asked = {}
    if "filter" in given and len(given["filter"]) <= LONGEST:
        try:
            tree = json.loads(given["filter"] or "null")
            asked["filter"] = tree if isinstance(tree, dict) else None
        except (ValueError, RecursionError):
            pass
    for part in ("sort", "columns"):
        if part in given:
            asked[part] = [word.strip() for word in given[part][:2_000].split(",") if word.strip()]
    if given.get("q", "").strip():
        asked["q"] = given["q"].strip()[:200]
    return asked


def _said(value):
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return ",".join(value) if isinstance(value, list | tuple) else value
