"""What the room hangs on record pages: a deal's way, roles, products and past; deals and requests of a customer."""

from django.db.models import Func, Q
from django.template.loader import render_to_string
from django.utils import timezone

from perennial.core.actor import Actor
from perennial.core.models import installation
from perennial.core.prepared import Prepared, tested
from perennial.records.fields.step import standing
from perennial.records.points import Panel
from perennial.records.registry import record_type
from perennial.records.sight import forget_steps, forget_unseen
from perennial.sales.fields import total_of
from perennial.sales.models import OUTCOMES, ROLES, Deal, DealRole, Outcome, StageStay
from perennial.sales.pipelines import stages_of
from perennial.ui.addresses import reverse

SHOWN = 8
TONES = {"decides": "accent", "blocks": "late"}
RUNNING = ("", "on_hold")  # outcomes


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
    rows = _ROLES(deal.pk)
    visible = set(_SEEN(request.actor, [row.person_id for row in rows])) if rows else ()
    forget_unseen([row.person for row in rows], "company", record_type("companies"), request.actor)
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
    outcomes, stays = _OUTCOMES(deal.pk), _STAYS(deal.pk)
    now = timezone.now()
    times = [(stay.stage_name, ((stay.left_at or now) - stay.entered_at).days, stay.left_at is None) for stay in stays]
    return _drawn("sales/panel_past.html", request, {"outcomes": outcomes, "times": times})


def deals(request, record):
    """Draw the deals of a company or person, the open ones first: «Deals 3 · ₴876,000»."""
    if not request.actor.may("see", Deal):
        return ""
    rows = _DEALS(record.TYPE, request.actor, record.pk)
    rows.sort(key=lambda deal: (deal.outcome != "", deal.outcome == "lost"))
    count, amount = _OPEN_SUMS.first(record.TYPE, request.actor, record.pk) if len(rows) > SHOWN else _summed(rows)
    column = "company" if record.TYPE == "companies" else "person"
    new = f"{reverse('deals:new')}?{column}={record.pk}" if request.actor.may("create", Deal) else ""
    return _drawn("sales/panel_deals.html", request, {
        "rows": forget_steps(rows[:SHOWN], request.actor), "more": len(rows) > SHOWN, "count": count, "amount": int(amount or 0),
        "currency": installation().currency, "standing": _standing, "outcomes": dict(OUTCOMES), "new_href": new,
    })  # fmt: skip


def requests(request, record):
    """Draw the requests that a deal, company or person came from."""
    rows = _REQUESTS(record.TYPE, request.actor, record.pk)
    return _drawn("sales/panel_requests.html", request, {"rows": rows}) if rows else ""


def _deals_of(code, actor, pk):
    """Return the deals of a company or person that the actor may see."""
    mine = Q(company=pk) if code == "companies" else Q(person=pk) | Q(pk__in=DealRole.objects.filter(person=pk).values("deal"))
    return tested(record_type("deals").visible(actor)).filter(mine)


def _requests_of(code, actor, pk):
    column = {"deals": "deal", "companies": "company", "people": "person"}[code]
    return tested(record_type("leads").visible(actor)).filter(**{column: pk}).select_related("source").order_by("-created_at")[:SHOWN]


_DEALS = Prepared(
    lambda code, actor, pk: _deals_of(code, actor, pk)
    .select_related("stage")
    .order_by("closed_on", "next_step_at", "-id")[: SHOWN + 1],
    object, Actor, int,
)  # fmt: skip
_OPEN_SUMS = Prepared(
    lambda code, actor, pk: _deals_of(code, actor, pk)
    .filter(outcome__tested_in=RUNNING)
    .order_by()
    .values_list(Func("pk", function="COUNT"), Func("amount_base", function="SUM")),
    object, Actor, int,
)  # fmt: skip
_REQUESTS = Prepared(_requests_of, object, Actor, int)
_ROLES = Prepared(lambda pk: DealRole.objects.filter(deal=pk).select_related("person__company").order_by("id"), int)
_SEEN = Prepared(
    lambda actor, ids: tested(record_type("people").visible(actor)).filter(pk__among=ids).order_by().values_list("pk", flat=True),
    Actor, list,
)
_OUTCOMES = Prepared(
    lambda pk: Outcome.objects.filter(deal=pk).select_related("reason", "by").order_by("-at", "-id")[:SHOWN], int
)
_STAYS = Prepared(lambda pk: StageStay.objects.filter(deal=pk).order_by("-entered_at", "-id")[:20], int)
PANELS = [
    Panel("way", ("deals",), "head", 10, way, ("deal", "record", "facts", "undone")),
    Panel("roles", ("deals",), "facts", 20, roles, ("roles", "undone")),
    Panel("lines", ("deals",), "side", 10, lines, ("lines", "record", "undone")),
    Panel("past", ("deals",), "side", 60, past, ("deal", "record", "undone")),
    Panel("deals", ("companies", "people"), "side", 10, deals, ("deals", "undone")),
    Panel("requests", ("deals", "companies", "people"), "side", 50, requests),
]


def _summed(deals):
    """Return how many deals are not ended and what they are worth, as `_OPEN_SUMS` does."""
    amounts = [deal.amount_base or 0 for deal in deals if deal.outcome in RUNNING]
    return len(amounts), sum(amounts)


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
