"""Export of exactly what a list shows, its filter, order and columns, as a file; a right and an event of its own."""

import tempfile
from decimal import Decimal
from itertools import chain

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse, Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.core.errors import Refused
from perennial.core.models import Event
from perennial.records.context import context_for
from perennial.records.pages import columns, views
from perennial.records.pages.bulk_chosen import chosen_ids
from perennial.records.pages.lists_cells import Look
from perennial.records.pages.lists_state import state_of
from perennial.records.registry import record_type
from perennial.records.tables.writing import ENDINGS, MEDIA_TYPES, write
from perennial.ui.addresses import reverse
from perennial.ui.errors import answer

CHUNK = 500  # rows read at once
CONTACT = ("first_name", "middle_name", "last_name", "name", "company", "job_title", "website", "birthday", "emails", "phones", "addresses", "tags")
ASIS = ("emails", "phones", "addresses", "number", "date", "bool", "text", "longtext")


def export(request, code, pk=None):
    """Answer with a file of what the list shows, or of the chosen rows."""
    type, format = record_type(code), request.GET.get("format", "csv")
    if format not in formats_of(type):
        raise Http404
    if not request.actor.may("export", type.model):
        raise PermissionDenied(_("Your role does not include taking data out."))
    state = state_of(request, type, views.load(request, pk, code) if pk else None)
    out = tempfile.TemporaryFile()  # noqa: SIM115  the answer closes it
    try:
        query = _query(request, type, state, format)
        count = write(format, heads_of(query.fields()), rows_of(query, chosen_ids(request.GET), request.actor), out)
    except Refused as refused:
        return answer(request, 422, next(iter(refused.errors.values())))
    note(request.actor, type, count, format, state.stored())
    out.seek(0)
    name = f"{type.code}-{timezone.localdate().isoformat()}.{ENDINGS[format]}"
    return FileResponse(out, as_attachment=True, filename=name, content_type=MEDIA_TYPES[format])


def note(actor, type, count, format, asked):
    """Write the event that a collection was taken out: it belongs to no single record."""
    data = {"count": count, "format": format, "query": asked}
    return Event.objects.create(
        type=type.code, record_id=0, verb="exported", title=str(type.plural)[:200], user_id=actor.user_id, via=actor.via,
        ip=actor.ip, data=data,
    )


def formats_of(type):
    """Return the formats that a type can be written in; vCard only for who has e-mails or phones."""
    contact = any(field.kind in ("emails", "phones") for field in type.fields)
    return {"xlsx": _("Excel"), "csv": "CSV", "json": "JSON"} | ({"vcard": "vCard"} if contact else {})


def menu(type, may, view=None):
    """Return the items of the list's menu: files for who may take them, the trash, columns, density."""
    at = reverse(f"{type.code}:export-view", args=[view.pk]) if view else reverse(f"{type.code}:export")
    items = []
    if may["export"]:
        for format, label in formats_of(type).items():
            words = _("Export as %(format)s") % {"format": label}
            attrs = {"data-with-state": f"{at}?format={format}", "download": ""}
            items.append({"label": words, "icon": "download", "href": f"{at}?format={format}", "attrs": attrs})
        items.append("-")
    items.append({"label": _("Trash"), "icon": "trash", "href": f"{reverse('trash')}?type={type.code}"})
    items.append({"label": _("Compact rows"), "icon": "list", "role": "menuitemcheckbox", "attrs": {"data-density-toggle": "", "aria-checked": "false"}})
    return items


def chosen_menu(type):
    """Return the items of the bulk bar that export the chosen rows."""
    at = reverse(f"{type.code}:export")
    return [{"label": label, "attrs": {"data-take-chosen": f"{at}?format={format}"}} for format, label in formats_of(type).items()]


def _query(request, type, state, format):
    codes = columns.shown(state)
    if format == "vcard":
        known = {field.code for field in type.fields}
        codes = [code for code in CONTACT if code in known]
    query = state.query(request.actor, context_for(request.actor), columns=codes)
    query.action = "export"
    return query


def heads_of(fields):
    """Return (code, label) of the file's columns; money has its currency beside it."""
    return list(chain.from_iterable(
        [(field.code, str(field.label)), *([(f"{field.code}_currency", _("Currency"))] if field.kind == "money" else [])] for field in fields
    ))


def rows_of(query, ids, actor):
    """Yield the cells of each row, a chunk of rows at a time."""
    fields = query.fields()
    for rows in [query.first(len(ids), Q(pk__in=ids))] if ids else _pages(query):
        look = Look(query.type, fields, rows, actor, query.context)
        for row in rows:
            yield list(chain.from_iterable(_cells(field, row[field.code], look) for field in fields))


def _pages(query):
    page = query.page(CHUNK)
    yield page.rows
    while page.next:
        page = query.page(CHUNK, page.next)
        yield page.rows


def _cells(field, value, look):
    """Return the cells of one value: typed where files have types, words elsewhere."""
    if field.kind == "money":
        return [Decimal(value.to_api()["amount"]), value.currency] if value else [None, ""]
    if value in (None, "", []):
        return [None]
    if field.kind in ASIS:
        return [value]
    if field.kind == "datetime":
        return [timezone.localtime(value)]
    if field.kind == "link":
        return [look.linked(field, value)[0]]
    if field.kind == "user":
        return [look.colleague(value)[0]]
    if field.kind in ("choice", "option"):
        return [str(look.label(field, value))]
    if field.kind in ("many", "tags"):
        return [[str(look.label(field, one)) for one in value]]
    return [field.text(value, look.context)]
