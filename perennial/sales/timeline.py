"""How a timeline tells what happened to deals and requests."""

from datetime import date

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from perennial.core.money import Money
from perennial.core.prepared import Prepared
from perennial.records.models import Option
from perennial.records.pages.timeline_lines import subject, who
from perennial.records.points import Line
from perennial.sales.fields import total_of
from perennial.sales.models import ROLES, Stage
from perennial.ui import formats

ICONS = {
    "created": "plus", "moved": "right", "won": "cup", "lost": "ban", "held": "pause", "reopened": "undo", "role_set": "people",
    "role_removed": "people", "lines_set": "box", "accepted": "check", "declined": "ban", "tied": "link", "assigned": "assign",
    "touched": "phone", "unsorted": "undo",
}  # fmt: skip
_NAMED = Prepared(lambda model, label, ids: model.objects.filter(pk__among=ids).order_by().values_list("pk", label), object, object, list)
# Whole sentences: other languages order their parts in their own way.
DEALS = {
    "created": lambda: _("%(who)s began the deal %(record)s"),
    "moved": lambda: _("%(who)s moved %(record)s from %(from)s to %(to)s"),
    "won": lambda: _("%(who)s won %(record)s, %(sum)s"),
    "lost": lambda: _("%(who)s lost %(record)s: %(reason)s"),
    "held": lambda: _("%(who)s put %(record)s on hold until %(until)s"),
    "reopened": lambda: _("%(who)s opened %(record)s again"),
    "role_set": lambda: _("%(who)s named %(name)s in %(record)s: %(role)s"),
    "role_removed": lambda: _("%(who)s took %(name)s out of those who decide on %(record)s"),
    "lines_set": lambda: _("%(who)s changed the products of %(record)s: %(sum)s"),
}
LEADS = {
    "created": lambda: _("The request %(record)s came in"),
    "accepted": lambda: _("%(who)s accepted the request %(record)s"),
    "declined": lambda: _("%(who)s declined the request %(record)s: %(reason)s"),
    "tied": lambda: _("%(who)s tied the request %(record)s to a deal"),
    "assigned": lambda: _("The request %(record)s was given to a colleague"),
    "touched": lambda: _("The request %(record)s got its first answer"),
    "unsorted": lambda: _("%(who)s put the request %(record)s back among the unsorted"),
}


def present_deals(events, actor):
    """Return {event id: Line} for the events of deals that have words of their own."""
    return _present(events, DEALS)


def present_leads(events, actor):
    """Return {event id: Line} for the events of requests that have words of their own."""
    return _present(events, LEADS)


def _present(events, sentences):
    mine = [event for event in events if event.verb in sentences]
    stages = _names(Stage, "name", mine, "stage_id")
    reasons = _names(Option, "label", mine, "loss_reason_id", "decline_reason_id")
    return {event.pk: _line(event, sentences[event.verb](), stages, reasons) for event in mine}


def _line(event, sentence, stages, reasons):
    said = {
        "who": who(event), "record": subject(event), "sum": _sum(event), "name": escape(event.data.get("name", "")),
        "role": escape(dict(ROLES).get(event.data.get("role"), "")), "from": _change(event, "stage_id", 0, stages),
        "to": _change(event, "stage_id", 1, stages), "until": escape(formats.date(_day(event, "on_hold_until"))),
        "reason": _change(event, "loss_reason_id", 1, reasons) or _change(event, "decline_reason_id", 1, reasons) or "–",
    }  # fmt: skip
    comment = _new(event, "outcome_comment") or _new(event, "decline_comment")
    return Line(
        text=Markup(sentence) % said, kind="deals", icon=ICONS.get(event.verb, "edit"), said=bool(comment),
        body=Markup("<p>{}</p>").format(comment) if comment else "",
    )  # fmt: skip


def _names(model, label, events, *attributes):
    ids = {side for event in events for name in attributes for side in event.changes.get(name, ()) if side}
    return dict(_NAMED(model, label, list(ids))) if ids else {}


def _change(event, attribute, place, names):
    pair = event.changes.get(attribute)
    return Markup("<b>{}</b>").format(names[pair[place]]) if pair and pair[place] in names else Markup("")


def _new(event, attribute):
    return (event.changes.get(attribute) or ["", ""])[1] or ""


def _day(event, attribute):
    value = _new(event, attribute)
    return date.fromisoformat(value[:10]) if value else None


def _sum(event):
    """Return what a deal was worth then, as an event kept it."""
    lines = total_of(_new(event, "lines") or [])
    kept = event.data.get("amount")
    worth = Money(kept["minor"], kept["currency"]) if kept else lines
    return escape(formats.money(worth.minor, worth.currency)) if worth else "–"
