"""A collection: its records as pages, one by one, as boards and as reports."""

from django.db import transaction
from django.utils.translation import gettext as _

from perennial.accounts.policy import scope
from perennial.api import answers
from perennial.api.door import api
from perennial.api.idempotency import once
from perennial.api.serialise import fields_of, items, one
from perennial.core.errors import Forbidden, Missing, Refused
from perennial.records import merges, verbs
from perennial.records.models import Merge
from perennial.records.query import Query, report

MOST = 200  # records of a page


@api("GET", "POST")
def collection(call, code):
    """GET: a page of records. POST: a new one, 201 with Location."""
    type = call.type(code)
    return _page(call, type) if call.request.method == "GET" else once(call, lambda: _create(call, type))


@api("GET", "PATCH", "DELETE")
def record(call, code, pk):
    """GET, change (If-Match) or trash one record."""
    type = call.type(code)
    if call.request.method == "GET":
        return shown(call, type, pk)
    if call.request.method == "PATCH":
        found = type.load(call.actor, pk, "edit", trashed=False)
        verbs.update(type, found, call.body, by=call.actor, context=call.context, expect=_version(call), strict=True)
        return shown(call, type, pk)
    found = type.load(call.actor, pk, "delete", trashed=False)
    verbs.trash(found, by=call.actor, expect=_version(call) if "If-Match" in call.request.headers else None)
    return answers.answer({"id": pk, "trashed": True})


@api("POST")
def restoration(call, code, pk):
    """Bring a record back from the trash."""
    type = call.type(code)
    verbs.restore(type.load(call.actor, pk, "delete", trashed=True), by=call.actor)
    return shown(call, type, pk)


@api("GET")
def groups(call, code):
    """Count and add up a collection by fields and months."""
    type = call.type(code)
    group = [word for word in call.query.get("group", "").split(",") if word]
    rows = report(_query(call, type), group, call.query.get("sum", ""))
    return answers.answer({"rows": [{**row, "sum": row["sum"].to_api()} if "sum" in row else row for row in rows]})


@api("POST")
def deed(call, code, pk, name):
    """Do one of a type's own verbs with a record: the same rules as the button on the page."""
    type = call.type(code)
    verb = type.verbs.get(name)
    if verb is None or verb.run is None:
        raise Missing(name)
    found = type.load(call.actor, pk, trashed=False)
    if not call.actor.may(verb.action, found):
        raise Forbidden(verb.action, found)
    body, context, by = call.body, call.context, call.actor
    return once(call, lambda: _done(call, type, verb.run(found, body, by=by, context=context) or found))


@api("POST")
def merger(call, code, pk):
    """Take another record into this one: {"with": id, "values": {field: value}}."""
    type, body = call.type(code), call.body
    kept = type.load(call.actor, pk, "edit", trashed=False)
    other = body.get("with")
    if not isinstance(other, int) or isinstance(other, bool):
        raise Refused({"with": _("Give the id of the record to take in.")})
    gone = type.load(call.actor, other, "delete", trashed=False)
    values = body.get("values") or {}
    if not isinstance(values, dict):
        raise Refused({"values": _("Send a JSON object.")})
    chosen = verbs.parse(type, values, call.context)
    return once(call, lambda: _merged(call, type, kept, gone, chosen))


@api("POST")
def unmerger(call, code, pk):
    """Take the latest merge of this record apart; answers the one that comes back."""
    type = call.type(code)
    kept = type.load(call.actor, pk, "edit")
    latest = Merge.objects.filter(type=code, kept_id=kept.pk, undone_at=None).order_by("-pk").first()
    if latest is None:
        raise Missing(pk)
    gone = merges.unmerge(latest, type, by=call.actor)
    return shown(call, type, gone.pk)


def made(call, type, values):
    """Make a record; what would be nobody's, and so out of its maker's sight, is the maker's. Raises Forbidden, Refused."""
    actor, context = call.actor, call.context
    if not actor.may("create", type.model):
        raise Forbidden("create", type.model)
    owner = next((field for field in type.writable() if field.code == "owner"), None)
    if owner is None or "owner" in values or scope(actor.user, type.code, "see") == "all":
        return verbs.create(type, values, by=actor, context=context)
    with transaction.atomic():
        record = verbs.create(type, values, by=actor, context=context)
        if type.visible(actor).filter(pk=record.pk).exists():
            return record
        transaction.set_rollback(True)
    return verbs.create(type, {**values, "owner": "me"}, by=actor, context=context)


def shown(call, type, pk, status=200, **headers):
    """Answer with one record and its version as ETag."""
    item = one(type, pk, call.actor, call.context)
    if item is None:
        raise Missing(pk)
    return answers.answer(item, status, ETag=f'"{item["version"]}"', **headers)


def _page(call, type):
    query = _query(call, type)
    page = query.page(call.number("limit", 50, MOST), call.query.get("cursor") or None)
    body = {"items": items(type, page.rows, query.fields()), "next": page.next}
    if call.query.get("count") in ("true", "1"):
        body["total"] = query.count()
    return answers.answer(body)


def _query(call, type):
    if type.model is None or not call.actor.may("see", type.model):
        raise Forbidden("see", type.model)
    sort = [word for word in call.query.get("sort", "").split(",") if word]
    wanted = [word for word in call.query.get("fields", "").split(",") if word and word not in ("id", "version")]
    try:
        columns = [field.code for field in fields_of(type, wanted)]
    except KeyError as error:
        raise Refused({"/fields": _("There is no field “%(field)s”.") % {"field": str(error.args[0])[:60]}}) from None
    data = {"filter": call.json("filter"), "sort": sort, "columns": columns, "search": call.query.get("q", "")[:200]}
    return Query.of(type, data, actor=call.actor, context=call.context)


def _create(call, type):
    record = made(call, type, call.body)
    address = f"/api/v1/{type.code}/{record.pk}"
    try:
        return shown(call, type, record.pk, status=201, Location=address)
    except Missing:  # given to somebody whose records the maker does not see
        return answers.answer({"id": record.pk, "version": record.version}, 201, Location=address)


def _done(call, type, record):
    made = type if isinstance(record, type.model) else call.type(record.TYPE)
    return shown(call, made, record.pk)


def _merged(call, type, kept, gone, chosen):
    merges.merge(type, kept, gone, by=call.actor, context=call.context, values=chosen)
    return shown(call, type, kept.pk)


def _version(call):
    raw = call.request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"')
    if not raw:
        raise Refused({"/If-Match": _('Send the version you saw as If-Match: "3".')})
    if not raw.isascii() or not raw.isdigit():
        raise Refused({"/If-Match": _("A version is a whole number in quotes.")})
    return int(raw[:12])
