"""What the room hangs on record pages: a deal's way, roles, products and past; deals and requests of a customer."""

from django.db.models import Count, Q, Sum
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from perennial.core.models import installation
from perennial.records.fields.step import standing
from perennial.records.points import Panel
from perennial.records.registry import record_type
from perennial.sales.fields import total_of
from perennial.sales.models import OUTCOMES, ROLES, Deal, StageStay
from perennial.sales.pipelines import stages_of

SHOWN = 8
TONES = {"decides": "accent", "blocks": "late"}
HELD_OR_OPEN = Q(outcome="") | Q(outcome="on_hold")


def way(request, deal):
    """Draw the stages of a deal, what the one it stands in asks for, and how long it stands there."""
    stages = stages_of(deal.pipeline_id)
    if deal.stage_id not in {stage.pk for stage in stages}:
        stages.insert(0, deal.stage)
    type, days = record_type("deals"), (timezone.now() - deal.stage_since).days
    lacking = type.lacking(deal, deal.stage) if deal.outcome == "" else {}
    asked = [(type.field(code).label, code in lacking) for code in deal.stage.required_fields if _known(type, code)]
    return _drawn("sales/panel_way.html", request, {
        "deal": deal, "stages": stages, "asked": asked, "days": days, "editable": _editable(request, deal),
        "stale": bool(deal.stage.stale_after_days and days > deal.stage.stale_after_days and deal.outcome == ""),
        "outcome": dict(OUTCOMES).get(deal.outcome, ""),
    })  # fmt: skip


def roles(request, deal):
    """Draw who takes part in the decision."""
    rows = deal.roles.select_related("person__company").order_by("id")
    seen = record_type("people").visible(request.actor).filter(pk__in=[row.person_id for row in rows])
    visible = set(seen.values_list("pk", flat=True))
    return _drawn("sales/panel_roles.html", request, {
        "deal": deal, "rows": [row for row in rows if row.person_id in visible], "labels": dict(ROLES), "tones": TONES,
        "editable": _editable(request, deal),
    })  # fmt: skip


def lines(request, deal):
    """Draw what is sold."""
    total = total_of(deal.lines)
    values = {"deal": deal, "total": total, "editable": _editable(request, deal)}
    return _drawn("sales/panel_lines.html", request, values)


def past(request, deal):
    """Draw the outcomes of a deal and its time in stages."""
    outcomes = list(deal.outcomes.select_related("reason", "by").order_by("-at", "-id")[:SHOWN])
    stays = list(StageStay.objects.filter(deal=deal).order_by("-entered_at", "-id")[:20])
    now = timezone.now()
    times = [(stay.stage_name, ((stay.left_at or now) - stay.entered_at).days, stay.left_at is None) for stay in stays]
    return _drawn("sales/panel_past.html", request, {"outcomes": outcomes, "times": times})


def deals(request, record):
    """Draw the deals of a company or person, the open ones first: «Deals 3 · ₴876,000»."""
    type = record_type("deals")
    if not request.actor.may("see", Deal):
        return ""
    mine = Q(company=record.pk) if record.TYPE == "companies" else Q(person=record.pk) | Q(roles__person=record.pk)
    found = type.visible(request.actor).filter(mine).distinct()
    rows = list(found.select_related("stage").order_by("closed_on", "next_step_at", "-id")[: SHOWN + 1])
    rows.sort(key=lambda deal: (deal.outcome != "", deal.outcome == "lost"))
    open_deals = Deal.objects.filter(HELD_OR_OPEN, pk__in=found.values("pk"))
    sums = open_deals.aggregate(count=Count("pk"), amount=Sum("amount_base"))
    column = "company" if record.TYPE == "companies" else "person"
    new = f"{reverse('deals:new')}?{column}={record.pk}" if request.actor.may("create", Deal) else ""
    return _drawn("sales/panel_deals.html", request, {
        "rows": rows[:SHOWN], "more": len(rows) > SHOWN, "count": sums["count"], "amount": int(sums["amount"] or 0),
        "currency": installation().currency, "standing": _standing, "outcomes": dict(OUTCOMES), "new_href": new,
    })  # fmt: skip


def requests(request, record):
    """Draw the requests that a deal, company or person came from."""
    rows = list(
        record.leads.filter(pk__in=record_type("leads").visible(request.actor).values("pk")).order_by("-created_at")[
            :SHOWN
        ]
    )
    return _drawn("sales/panel_requests.html", request, {"rows": rows}) if rows else ""


PANELS = [
    Panel("way", ("deals",), "head", 10, way, ("deal", "record", "facts", "undone")),
    Panel("roles", ("deals",), "facts", 20, roles, ("roles", "undone")),
    Panel("lines", ("deals",), "side", 10, lines, ("lines", "record", "undone")),
    Panel("past", ("deals",), "side", 60, past, ("deal", "record", "undone")),
    Panel("deals", ("companies", "people"), "side", 10, deals, ("deals", "undone")),
    Panel("requests", ("deals", "companies", "people"), "side", 50, requests),
]


def _standing(deal):
    return standing({"at": deal.next_step_at} if deal.next_step_at else None)


def _known(type, code):
    try:
        return type.field(code) is not None
    except KeyError:
        return False


def _editable(request, deal):
    return not deal.trashed_at and request.actor.may("edit", deal)


def _drawn(template, request, values):
    return render_to_string(template, {"request": request, **values}, using="jinja2")
