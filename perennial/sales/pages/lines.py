"""What is sold with a deal: its products as plain lines."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from perennial.core.errors import Refused
from perennial.core.money import Money
from perennial.records.context import context_for
from perennial.records.pages.record_answers import told
from perennial.records.registry import record_type
from perennial.sales.verbs import deals as verbs
from perennial.ui import pages
from perennial.ui.forms import repeated


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    """Ask for the lines, or store them."""
    deal = record_type("deals").load(request.actor, pk, "edit", trashed=False)
    context = context_for(request.actor)
    currency = deal.amount_currency or context.currency
    rows, errors = [_row(line) for line in deal.lines], {}
    if request.method == "POST":
        rows = repeated(request.POST, "lines")
        raw = [
            {"name": row.get("name"), "quantity": row.get("quantity"), "price": row.get("price"), "currency": currency}
            for row in rows
        ]
        try:
            verbs.set_lines(deal, raw, by=request.actor, context=context)
            undo = reverse("sales:undo", args=[deal.pk, deal.last_event.pk])
            return told(
                HttpResponse(status=204), _("Products saved"), undo, ("done", "lines", "timeline", "record", "facts")
            )
        except Refused as refused:
            errors = refused.errors
    values = {"deal": deal, "rows": rows or [{}], "errors": errors, "columns": _columns(currency)}
    return pages.render(
        request, "sales/lines.html", values, block="form" if errors else "dialog", status=422 if errors else 200
    )


def _row(line):
    price = "" if line["price"] is None else Money(line["price"], line["currency"]).to_api()["amount"]
    return {"name": line["name"], "quantity": line["quantity"], "price": price}


def _columns(currency):
    price = _("Price of one, %(currency)s") % {"currency": currency}
    return [
        {"name": "name", "label": _("What"), "kind": "text", "grow": True, "placeholder": _("What")},
        {"name": "quantity", "label": _("How many"), "kind": "number", "placeholder": _("How many")},
        {"name": "price", "label": price, "kind": "number", "placeholder": price},
    ]
