"""A pipeline by month: what its open deals promise in each stage, and what was won."""

import datetime
import json
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from perennial.core.models import installation
from perennial.records.context import context_for
from perennial.records.query import Query, report
from perennial.records.registry import record_type
from perennial.sales.models import Deal
from perennial.sales.pages.board import chosen
from perennial.sales.pipelines import stages_of
from perennial.ui import pages

BACK, AHEAD = 2, 5  # months before and after the present one
EARLIER, LATER, UNSAID = "earlier", "later", "unsaid"


@dataclass
class Cell:
    """How many deals fall into a month, what they are worth in minor units, and the list of them."""

    href: str
    count: int = 0
    sum: int = 0
    late: bool = False


@require_GET
def index(request, pipeline=None):
    """Show what a pipeline promises and has brought, month by month."""
    if not request.actor.may("see", Deal):
        raise PermissionDenied(_("Your role does not include this page."))
    shown, known = chosen(request, pipeline)
    this = timezone.localdate().replace(day=1)
    months = [this + relativedelta(months=away) for away in range(-BACK, AHEAD + 1)]
    stages = stages_of(shown.pk)
    return pages.render(request, "sales/months.html", {
        "type": record_type("deals"), "pipeline": shown, "currency": installation().currency, "this": this, "months": months,
        "pipelines": [(one, reverse("sales:pipeline_months", args=[one.pk])) for one in known],
        "open": _open(request.actor, shown, stages, months, this), "won": _won(request.actor, shown, months),
    })  # fmt: skip


def _open(actor, pipeline, stages, months, this):
    """Return [(stage, cells)] of the open deals by the month they are expected to close in, and last their sums."""
    about = [_is("pipeline", pipeline.pk), {"field": "outcome", "op": "empty"}]
    sums = defaultdict(lambda: [0, 0])
    for row in _ask(actor, about, ["stage", "month(expected_close_on)"]):
        for stage in (row["stage"], None):
            found = sums[stage, _place(row["month"], months)]
            found[0] += row["count"]
            found[1] += row["sum"].minor
    rows = []
    for stage in [*stages, None]:
        key, among = (stage.pk, [*about, _is("stage", stage.pk)]) if stage else (None, about)
        places = [EARLIER, *months, LATER, UNSAID]
        rows.append((stage, [_cell(among, place, sums[key, place], months, this) for place in places]))
    return rows


def _won(actor, pipeline, months):
    """Return the cells of the deals won in these months."""
    about = [_is("pipeline", pipeline.pk), _is("outcome", "won")]
    asked = [*about, {"field": "closed_on", "op": "between", "value": [_iso(months[0]), _iso(_last_day(months[-1]))]}]
    found = {row["month"]: (row["count"], row["sum"].minor) for row in _ask(actor, asked, ["month(closed_on)"])}
    return [
        Cell(_list([*about, _within("closed_on", month, _last_day(month))]), *found.get(_iso(month), ()))
        for month in months
    ]


def _ask(actor, conditions, group):
    query = Query.of(record_type("deals"), {"filter": {"all": conditions}}, actor=actor, context=context_for(actor))
    return report(query, group, "amount")


def _place(month, months):
    if month is None:
        return UNSAID
    day = datetime.date.fromisoformat(month)
    return EARLIER if day < months[0] else LATER if day > months[-1] else day


def _cell(about, place, sums, months, this):
    when = {
        EARLIER: {"field": "expected_close_on", "op": "before", "value": _iso(months[0])},
        LATER: {"field": "expected_close_on", "op": "after", "value": _iso(_last_day(months[-1]))},
        UNSAID: {"field": "expected_close_on", "op": "empty"},
    }.get(place) or _within("expected_close_on", place, _last_day(place))
    late = place == EARLIER or (isinstance(place, datetime.date) and place < this)
    return Cell(_list([*about, when]), *sums, late=late)


def _list(conditions):
    return f"{reverse('deals:list')}?{urlencode({'filter': json.dumps({'all': conditions}, separators=(',', ':'))})}"


def _is(field, value):
    return {"field": field, "op": "is", "value": value}


def _within(field, first, last):
    return {"field": field, "op": "between", "value": [_iso(first), _iso(last)]}


def _last_day(month):
    return month + relativedelta(months=1, days=-1)


def _iso(day):
    return day.isoformat()
