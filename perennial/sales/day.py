"""What the room adds to «My day»: a new company's first steps, deals with nothing planned, requests, the month."""

from django.db.models import ExpressionWrapper, F, FloatField, Sum
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import ngettext

from perennial.accounts.models import User
from perennial.activities.points import DayBlock
from perennial.core.models import installation
from perennial.core.when import range_days
from perennial.people.models import Company, Person
from perennial.records.registry import record_type
from perennial.records.sight import forget_unseen
from perennial.sales.models import CHANNELS, Deal
from perennial.sales.pages.requests import waiting
from perennial.ui import formats

SHOWN = 5


def begin(request):
    """Draw the first steps of a company that has no deal yet, for whoever may set it up."""
    if not request.actor.may("settings", None) or Deal.objects.exists():
        return ""
    known = Person.objects.exists() or Company.objects.exists()
    colleagues = User.objects.filter(is_active=True)[:2].count() > 1
    return _drawn("sales/day_begin.html", request, {"known": known, "colleagues": colleagues})


def gaps(request):
    """Draw the open deals that have no next step."""
    found = _gaps(request)
    rows = list(found.select_related("company", "person").order_by("stage_since")[:SHOWN])
    if not rows:
        return ""
    for link, code in (("company", "companies"), ("person", "people")):
        forget_unseen(rows, link, record_type(code), request.actor)
    now = timezone.now()
    silent = {deal.pk: (now - (deal.last_contact_at or deal.stage_since)).days for deal in rows}
    return _drawn("sales/day_gaps.html", request, {"rows": rows, "count": _counted(request), "silent": silent})


def tell_gaps(request):
    """Return (words, count) of the deals that have no next step."""
    count = _counted(request)
    return ngettext("%(n)d deal with nothing planned", "%(n)d deals with nothing planned", count) % {"n": count}, count


def requests(request):
    """Draw the requests that wait: one's own and those that nobody has."""
    found = record_type("leads").visible(request.actor).filter(state="unsorted")
    rows = list(found.select_related("source").order_by("created_at", "id")[:SHOWN])
    if not rows:
        return ""
    values = {
        "rows": rows,
        "count": found.count(),
        "waiting": waiting,
        "channels": dict(CHANNELS),
        "picture": PICTURES.get,
    }
    return _drawn("sales/day_requests.html", request, values)


def month(request):
    """Draw what was won this month, and what is still likely in it."""
    first, after = range_days("this_month", timezone.localdate())
    mine = record_type("deals").visible(request.actor).filter(owner__in=request.day_users)
    won = mine.filter(outcome="won", closed_on__gte=first, closed_on__lt=after).aggregate(sum=Sum("amount_base"))["sum"]
    worth = ExpressionWrapper(F("amount_base") * F("probability") / 100.0, output_field=FloatField())
    due = mine.filter(outcome="", expected_close_on__lt=after)
    likely = due.aggregate(sum=Sum(worth))["sum"]
    won, likely = int(won or 0), int(likely or 0)
    if not won + likely:
        return ""
    values = {
        "won": won,
        "likely": likely,
        "currency": installation().currency,
        "share": round(100 * won / (won + likely)),
    }
    name = formats.date(first, "LLLL")
    return _drawn("sales/day_month.html", request, {**values, "name": name[:1].upper() + name[1:]})


PICTURES = {"form": "globe", "mail": "mail", "phone": "phone", "chat": "text", "api": "bolt", "import": "file"}
BLOCKS = [
    DayBlock("begin", "main", 10, begin, ("changed",)),
    DayBlock("gaps", "main", 30, gaps, ("day", "changed"), tell=tell_gaps, team=True),
    DayBlock("requests", "aside", 20, requests, ("requests",), team=True),
    DayBlock("month", "aside", 40, month, ("changed",), team=True),
]


def _gaps(request):
    deals = record_type("deals").visible(request.actor)
    return deals.filter(outcome="", next_step_at=None, owner__in=request.day_users)


def _counted(request):
    if "_gaps" not in request.__dict__:  # told in the head of the page and in the block
        request._gaps = _gaps(request).count()
    return request._gaps


def _drawn(template, request, values):
    return render_to_string(template, {"request": request, **values}, using="jinja2")
