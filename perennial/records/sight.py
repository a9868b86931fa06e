"""Names of other records where a reader may see what links to them, but not these: they are left out."""

from perennial.accounts.policy import scope
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared
from perennial.records.registry import REGISTRY

_SEEN = Prepared(
    lambda type, actor, ids: (
        actor.visible(type.model._default_manager.filter(pk__among=ids)).order_by().values_list("pk", flat=True)
    ),
    object, Actor, list,
)  # fmt: skip


def seen(type, actor, ids):
    """Return those of some ids whose records the actor may see, in the trash or not."""
    ids = {pk for pk in ids if pk}
    if not ids or actor is None or actor.user is None or scope(actor.user, type.code, "see") == "all":
        return ids
    return set(_SEEN(type, actor, list(ids)))


def hide_names(rows, fields, actor):
    """Take the names of linked records that the actor may not see out of rows {field code: {"id", "name"}}."""
    hide_steps(rows, fields, actor)
    for field in fields:
        if field.kind != "link" or field.custom:
            continue
        linked = [row for row in rows if row[field.code]]
        known = seen(field.type, actor, [row[field.code]["id"] for row in linked])
        for row in linked:
            if row[field.code]["id"] not in known:
                row[field.code] = {"id": row[field.code]["id"], "name": ""}


def hide_steps(rows, fields, actor):
    """Take out of rows what next steps are called, where the actor sees no activities of their kind."""
    for field in fields:
        if field.kind == "step" and (hidden := _hidden_kinds(actor)):
            for row in rows:
                value = row[field.code]
                if value and value["kind"] in hidden:
                    row[field.code] = {**value, "title": ""}


def forget_steps(records, actor):
    """Let records that were read to be shown forget what their next steps are called, where the actor may not know."""
    hidden = _hidden_kinds(actor)
    for record in records:
        if getattr(record, "next_step_kind", "") in hidden:
            record.next_step_title = ""
    return records


def _hidden_kinds(actor):
    """Return the nouns of the record types of which the actor sees none."""
    if actor is None or actor.user is None:
        return set()
    return {type.noun for type in REGISTRY.values() if scope(actor.user, type.code, "see") == "none"}


def forget_unseen(records, link, type, actor):
    """Let records that were read with a linked one forget it where the actor may not see it; return them."""
    known = seen(type, actor, [getattr(record, f"{link}_id") for record in records])
    for record in records:
        if getattr(record, f"{link}_id") not in known:
            record._state.fields_cache[link] = None
    return records


def silence(events, actor, instead=""):
    """Put `instead` for the names of other records, which events keep, where the actor may not see these."""
    places = [(event, *place) for event in events for place in _named(event)]
    wanted = {}
    for _event, _key, code, pk in places:
        wanted.setdefault(code, set()).add(pk)
    known = {(code, pk) for code, ids in wanted.items() for pk in seen(REGISTRY[code], actor, ids)}
    for event, key, code, pk in places:
        if (code, pk) not in known:
            event.data = {**event.data, key: [code, pk, instead] if key == "to" else instead}


def _named(event):
    """Return (key in the event's data, type code, id) of the other records that an event names."""
    data = event.data if isinstance(event.data, dict) else {}
    found = [("name", type.code, data[type.noun]) for type in REGISTRY.values() if type.noun in data and "name" in data]
    if "title" in data and "from" in data:
        found.append(("title", event.type, data["from"]))
    if isinstance(data.get("to"), list) and len(data["to"]) == 3:
        found.append(("to", *data["to"][:2]))
    return [(key, code, pk) for key, code, pk in found if code in REGISTRY and isinstance(pk, int)]
