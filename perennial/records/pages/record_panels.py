"""Panels: blocks that rooms hang on record pages, each served alone at its own address."""

from dataclasses import dataclass

from django.http import Http404
from django.views.decorators.http import require_GET
from markupsafe import Markup

from perennial.records.points import PANELS
from perennial.records.registry import REGISTRY
from perennial.ui import pages
from perennial.ui.addresses import reverse


@dataclass
class Slot:
    """Where a panel stands on a page; it stays there empty, so that the panel can appear."""

    code: str
    side: str
    url: str
    html: Markup
    events: str  # htmx trigger


@require_GET
def panel(request, code, pk, panel):
    """Answer one panel of a record."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk)
    found = next((one for one in _of(type) if one.code == panel), None)
    if found is None:
        raise Http404
    return pages.render(
        request, "records/record/slot.html", {"slot": _slot(request, type, record, found)}, block="slot"
    )


def panel_slots(request, type, record):
    """Return {side: [Slot, …]} of all panels of a record's page."""
    sides = {"facts": [], "head": [], "side": []}
    for one in _of(type):
        sides[one.side].append(_slot(request, type, record, one))
    return sides


def _of(type):
    return sorted((one for one in PANELS if "*" in one.types or type.code in one.types), key=lambda one: one.place)


def _slot(request, type, record, one):
    html = Markup(one.render(request, record) or "")
    triggers = ", ".join(f"{event} from:body" for event in one.events)
    return Slot(one.code, one.side, reverse(f"{type.code}:panel", args=[record.pk, one.code]), html, triggers)
