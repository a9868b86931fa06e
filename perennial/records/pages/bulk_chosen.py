"""Which records a bulk change means: the chosen rows, or everything that the list shows."""

import json

PARTS = ("filter", "sort", "columns")


def chosen_ids(data):
    """Return the ids of the chosen rows; none when everything is meant."""
    if data.get("everything"):
        return []
    return [int(pk) for pk in data.getlist("ids") if pk.isascii() and pk.isdigit() and len(pk) < 19]


def asked_query(data):
    """Return the query that the list showed, as `Query.of` reads it."""
    try:
        state = json.loads(data.get("state") or "{}")
    except (ValueError, RecursionError):
        state = {}
    state = state if isinstance(state, dict) else {}
    return {"filter": state.get("filter"), "search": data.get("q", "")[:200]}


def kept(data):
    """Return [(name, value)] of the hidden inputs that carry the choice from one form to the next."""
    names = ("everything", "state", "q")
    return [*((name, data.get(name, "")) for name in names), *(("ids", pk) for pk in data.getlist("ids"))]
