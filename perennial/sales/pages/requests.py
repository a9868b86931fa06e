"""Requests: the unsorted ones first, with how long they wait; beside them what was made of the last ones."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from perennial.core.errors import Forbidden
from perennial.records.registry import record_type
from perennial.records.sight import forget_unseen
from perennial.sales.models import CHANNELS, AssignmentRule, Lead
from perennial.ui import pages

SHOWN, LATEST = 100, 15  # unsorted requests on the page; sorted ones in each column beside
SLOW, LATE = 15 * 60, 60 * 60  # seconds of waiting after which a request asks for attention
COLUMNS = [
    ("unsorted", gettext_lazy("Unsorted")), ("accepted", gettext_lazy("Accepted")), ("tied", gettext_lazy("Tied")),
    ("declined", gettext_lazy("Declined")),
]  # fmt: skip


@dataclass
class Column:
    """One state with its cards."""

    key: str
    label: Any
    count: int
    leads: list
    more: bool = False


@require_GET
def index(request):
    """Show the requests by what became of them."""
    if not request.actor.may("see", Lead):
        raise Forbidden("see", Lead)
    return pages.render(request, "sales/requests.html", context(request.actor))


def context(actor):
    """Return what the page of requests needs."""
    type = record_type("leads")
    columns = [_column(type, actor, key, label) for key, label in COLUMNS]
    shown = [lead.pk for lead in columns[0].leads]
    editable = set(type.visible(actor, "edit").filter(pk__in=shown).values_list("pk", flat=True))
    unowned = any(lead.owner_id is None for lead in columns[0].leads)
    return {
        "columns": columns, "channels": dict(CHANNELS), "waiting": waiting, "editable": editable,
        "new_href": reverse("leads:new") if actor.may("create", Lead) else "", "list_href": reverse("leads:list"),
        "distributable": unowned and actor.may("edit", Lead) and AssignmentRule.objects.filter(active=True, trashed_at=None).exists(),
        "first_touch": _first_touch(type, actor),
    }  # fmt: skip


def waiting(lead, now=None):
    """Return how a waiting request stands: planned (fresh), today (over a quarter of an hour) or late (over an hour)."""
    seconds = ((now or timezone.now()) - lead.created_at).total_seconds()
    return "late" if seconds >= LATE else "today" if seconds >= SLOW else "planned"


def _column(type, actor, key, label):
    found = type.visible(actor).filter(state=key)
    order, limit = ("created_at", "id"), SHOWN
    if key != "unsorted":
        order, limit = ("-created_at", "-id"), LATEST
    leads = list(found.select_related("owner", "source", "deal", "decline_reason").order_by(*order)[:limit])
    forget_unseen(leads, "deal", record_type("deals"), actor)
    count = found.count() if key == "unsorted" else len(leads)
    return Column(key, label, count, leads, more=len(leads) == limit)


def _first_touch(type, actor):
    """Return the middle time in minutes until the last hundred requests were first answered, or None."""
    rows = type.visible(actor).filter(first_touch_at__isnull=False).order_by("-created_at", "-id")
    pairs = rows.values_list("created_at", "first_touch_at")[:100]
    taken = sorted(max(0, (touched - came).total_seconds() / 60) for came, touched in pairs)
    return max(1, round(taken[len(taken) // 2])) if taken else None


def title_of(lead):
    """Return what a request is called in messages."""
    return lead.title or _("Request without words")
