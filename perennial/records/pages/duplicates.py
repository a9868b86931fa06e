"""Likely duplicates, pair by pair: what they share, and whether they are one."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from perennial.core.errors import Forbidden, Missing
from perennial.records.duplicates import reasons_in_words
from perennial.records.duplicates.profile import comparable
from perennial.records.models import DuplicatePair
from perennial.records.pages.record_answers import context_of
from perennial.records.pages.record_values import EMPTY, Values
from perennial.records.registry import REGISTRY
from perennial.ui import pages
from perennial.ui.addresses import reverse

SHOWN = 20  # pairs of a page
COUNTED = 999
TOLD = ("emails", "phones", "addresses", "link", "text", "user", "date")  # kinds that tell who somebody is


@dataclass
class Couple:
    """One pair as the page draws it: its records and what is known of each, side by side."""

    pair: Any
    records: list
    titles: list
    reasons: list
    facts: list  # [(label, [value, value], are they the same)]
    merge_url: str


@require_GET
def index(request, code=""):
    """Show the likely duplicates of a type, the likeliest first."""
    types = [type for type in sorted(REGISTRY.values(), key=lambda type: type.place) if comparable(type) and request.actor.may("edit", type.model)]
    chosen = next((type for type in types if type.code == code), None) if code else next(iter(types), None)
    if chosen is None and (not code or code in REGISTRY):
        raise Forbidden("edit", code)
    if chosen is None:
        raise Http404
    counted = [(type, _count(request.actor, type)) for type in types]
    tabs = [
        {"href": reverse("duplicates", args=[type.code]), "label": type.plural, "count": count, "current": type is chosen}
        for type, count in counted
    ]
    found = list(open_pairs(request.actor, chosen).order_by("-score", "pk")[: SHOWN + 1])
    couples = _couples(request, chosen, found[:SHOWN])
    values = {"type": chosen, "tabs": tabs, "couples": couples, "more": len(found) > SHOWN}
    return pages.render(request, "records/duplicates/list.html", values)


@require_POST
def apart(request, pk):
    """Say that two records are not the same: they are not shown again."""
    pair = _decided(request, pk, "not_duplicate")
    answer = pages.trigger(HttpResponse(status=204), "decided")
    return pages.toast(answer, _("They stay two records"), reverse("duplicates-reopen", args=[pair.pk]))


@require_POST
def reopen(request, pk):
    """Take back that two records are not the same."""
    _decided(request, pk, "open")
    return pages.trigger(HttpResponse(status=204), "decided")


def open_pairs(actor, type):
    """Return the open pairs of a type of which the actor may edit both records."""
    mine = type.visible(actor, "edit").values("pk")
    return DuplicatePair.objects.filter(type=type.code, state="open", first_id__in=mine, second_id__in=mine)


def menu(type, actor):
    """Return the item that leads from a list to its likely duplicates."""
    if not comparable(type) or not actor.may("edit", type.model):
        return []
    return [{"label": _("Likely duplicates"), "icon": "merge", "href": reverse("duplicates", args=[type.code])}]


def _decided(request, pk, state):
    pair = DuplicatePair.objects.filter(pk=pk).exclude(state="merged").first()
    if pair is None or pair.type not in REGISTRY:
        raise Missing(pk)
    for record_id in (pair.first_id, pair.second_id):
        REGISTRY[pair.type].load(request.actor, record_id, "edit")
    DuplicatePair.objects.filter(pk=pk).update(state=state, decided_by=request.user, decided_at=timezone.now())
    return pair


def _count(actor, type):
    count = open_pairs(actor, type)[: COUNTED + 1].count()
    return f"{COUNTED}+" if count > COUNTED else count or None


def _couples(request, type, pairs):
    """Return the Couples of pairs whose records are both still there."""
    ids = {pk for pair in pairs for pk in (pair.first_id, pair.second_id)}
    records = type.visible(request.actor).in_bulk(ids)
    fields = [field for field in type.fields if field.kind in TOLD and not field.hidden and field.code != type.title_field]
    fields = sorted(fields, key=lambda field: TOLD.index(field.kind))
    values = Values(context_of(request)).gather([(field, field.get(record)) for record in records.values() for field in fields])
    made = []
    for pair in pairs:
        both = [records.get(pair.first_id), records.get(pair.second_id)]
        if None in both:
            continue
        facts = _facts(fields, both, values)
        url = reverse(f"{type.code}:merge-with", args=[pair.first_id, pair.second_id])
        made.append(Couple(pair, both, [type.title(one) for one in both], reasons_in_words(type, pair.reasons), facts, url))
    return made


def _facts(fields, both, values):
    rows = []
    for field in fields:
        sides = [field.get(record) for record in both]
        if all(side in EMPTY for side in sides) or field.readonly:
            continue
        words = [values.words(field, side) for side in sides]
        rows.append((field.label, [values.html(field, side) for side in sides], words[0] == words[1]))
    return rows[:7]
