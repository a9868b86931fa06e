"""What the sales room adds to the house."""

from django.utils.translation import gettext_lazy as _

from perennial.accounts.contributes import RAIL, SETTINGS, Place
from perennial.accounts.kinds import kind
from perennial.activities.points import DAY_BLOCKS
from perennial.core.events import DERIVE, listen
from perennial.records.points import PANELS, TIMELINE
from perennial.records.registry import register
from perennial.sales import day, guard, history, jobs, panels, rail, timeline, totals
from perennial.sales.types import Deals, Leads, Pipelines, Stages
from perennial.ui import assets

register(Leads())
register(Deals())
register(Pipelines())
register(Stages())

DERIVE.add(guard.derive)
DERIVE.add(history.derive)
DERIVE.add(totals.derive)

listen("leads", "created", jobs.new_requests)
for answer in jobs.ANSWERS:
    listen(answer, "created", jobs.note_answer)
listen("users", "handed_over", jobs.follow_hand_over)

kind("lead_assigned", _("A request for me"), lead_assigned=_("A request for you: %(title)s"))

RAIL.add(rail.places)
for panel in panels.PANELS:
    PANELS.add(panel)
for block in day.BLOCKS:
    DAY_BLOCKS.add(block)
TIMELINE.add(("deals", timeline.present_deals))
TIMELINE.add(("leads", timeline.present_leads))

WORK = _("Work")
for place in [
    Place("pipelines", _("Pipelines and stages"), "board", "sales:pipelines", "pipelines", group=WORK),
    Place("assignment", _("Assignment of requests"), "assign", "sales:assignment", "pipelines", group=WORK),
    Place("lists", _("Lists"), "list", "sales:lists", "pipelines", group=WORK),
    Place("rates", _("Currency rates"), "money", "sales:rates", "pipelines", group=WORK),
]:
    SETTINGS.add(place)

assets.register(stylesheet="sales/css/sales.css")
assets.register(module="sales/js/order.js")
