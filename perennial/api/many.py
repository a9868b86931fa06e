"""Many at once: boards, bulk changes of one collection, batches across collections."""

from django.db import transaction
from django.utils.translation import gettext as _

from perennial.api import answers
from perennial.api.collections import _query, made
from perennial.api.door import api
from perennial.api.idempotency import once
from perennial.api.serialise import items, one
from perennial.core.errors import Forbidden, Missing, Refused, Stale
from perennial.records import verbs
from perennial.records.query import board

MOST_AT_ONCE = 500


@api("GET")
def columns(call, code):
    """Answer a board: its columns with count, sum and first cards."""
    type = call.type(code)
    if not type.board_by:
        raise Missing(code)
    query = _query(call, type)
    query.sort = query.sort or type.board_sort
    names, query.where = type.board_columns(call.query)
    found = board(query, list(names), type.board_by, call.number("per_stage", 20, 100))
    cards = iter(items(type, [row for column in found for row in column["rows"]], query.fields()))
    return answers.answer(
        {
            "columns": [
                {
                    type.board_by: {"id": column["key"], "name": names[column["key"]]},
                    "count": column["count"],
                    "sum": column["sum"].to_api(),
                    "items": [next(cards) for _row in column["rows"]],
                }
                for column in found
            ]
        }
    )


@api("POST")
def bulk(call, code):
    """Change many records of one collection: {"ids": […], "set": {…}} or {"items": [{"id", …}]}; "atomic" for all or nothing."""
    type, body = call.type(code), call.body
    rows = body.get("items")
    if rows is None:
        ids, values = body.get("ids"), body.get("set")
        if not isinstance(ids, list) or not isinstance(values, dict):
            raise Refused({"": _("Send “items”, or “ids” and “set”.")})
        rows = [{"id": pk, **values} for pk in ids]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Refused({"/items": _("Send a list of objects.")})
    calls = [{"method": "PATCH" if "id" in row else "POST", "collection": type.code, "body": row} for row in rows]
    return once(call, lambda: _all(call, calls, bool(body.get("atomic"))))


@api("POST")
def batch(call):
    """Do many calls: {"calls": [{"method", "collection", "id", "body"}], "atomic": true}."""
    body = call.body
    calls = body.get("calls")
    if not isinstance(calls, list) or not all(isinstance(part, dict) for part in calls):
        raise Refused({"/calls": _("Send a list of objects.")})
    return once(call, lambda: _all(call, calls, bool(body.get("atomic"))))


def _all(call, calls, atomic):
    if len(calls) > MOST_AT_ONCE:
        raise Refused({"": _("At most %(most)d can be done at once.") % {"most": MOST_AT_ONCE}})
    if not atomic:
        return answers.answer({"results": [_apart(call, part) for part in calls]})
    results = []
    with transaction.atomic():
        for place, part in enumerate(calls):
            try:
                results.append(_do(call, part))
            except Refused as refusal:
                raise Refused({f"/{place}/{code}": message for code, message in refusal.errors.items()}) from None
    return answers.answer({"results": results})


def _apart(call, part):
    """Do one call by itself; a refusal becomes its result."""
    try:
        with transaction.atomic():
            return _do(call, part)
    except Refused as refusal:
        return {
            "status": 422,
            "errors": [{"pointer": f"/{code}", "message": str(message)} for code, message in refusal.errors.items()],
        }
    except Missing:
        return {"status": 404}
    except Forbidden:
        return {"status": 403}
    except Stale as stale:
        return {"status": 412, "version": stale.current.version}


def _do(call, part):
    type = call.type(str(part.get("collection", "")))
    method, body = str(part.get("method", "POST")).upper(), part.get("body") or {}
    if not isinstance(body, dict) or method not in ("POST", "PATCH", "DELETE"):
        raise Refused({"": _("A call has a method (POST, PATCH, DELETE), a collection and a body.")})
    values = {name: value for name, value in body.items() if name not in ("id", "version")}
    if method == "POST":
        record = made(call, type, values)
        return {"status": 201, "item": one(type, record.pk, call.actor, call.context)}
    record = type.load(call.actor, _id(part, body), "delete" if method == "DELETE" else "edit", trashed=False)
    expect = body.get("version") if isinstance(body.get("version"), int) else None
    if method == "DELETE":
        verbs.trash(record, by=call.actor, expect=expect)
        return {"status": 200, "item": {"id": record.pk, "trashed": True}}
    verbs.update(type, record, values, by=call.actor, context=call.context, expect=expect, strict=True)
    return {"status": 200, "item": one(type, record.pk, call.actor, call.context)}


def _id(part, body):
    pk = part.get("id", body.get("id"))
    if not isinstance(pk, int) or isinstance(pk, bool) or not 0 < pk < 2**63:
        raise Refused({"id": _("Give the record's id.")})
    return pk
