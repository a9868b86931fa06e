"""What the sales room adds to the house."""

from perennial.core.events import DERIVE
from perennial.records.registry import register
from perennial.sales import history, totals
from perennial.sales.types import Deals, Leads, Pipelines, Stages

register(Leads())
register(Deals())
register(Pipelines())
register(Stages())

DERIVE.add(history.derive)
DERIVE.add(totals.derive)
