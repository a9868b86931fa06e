"""What the sales room adds to the house."""

from django.utils.translation import gettext_lazy as _

from perennial.accounts.notifications import TEXTS
from perennial.core.events import DERIVE, listen
from perennial.records.registry import register
from perennial.sales import history, jobs, totals
from perennial.sales.types import Deals, Leads, Pipelines, Stages

register(Leads())
register(Deals())
register(Pipelines())
register(Stages())

DERIVE.add(history.derive)
DERIVE.add(totals.derive)

listen("leads", "created", jobs.assign_new)
for answer in jobs.ANSWERS:
    listen(answer, "created", jobs.note_answer)

TEXTS["lead_assigned"] = _("A request for you: %(title)s")
