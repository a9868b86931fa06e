"""The record types of the room: requests, deals, pipelines and stages."""

from perennial.sales.types.deals import Deals
from perennial.sales.types.leads import Leads
from perennial.sales.types.pipelines import Pipelines, Stages

__all__ = ["Deals", "Leads", "Pipelines", "Stages"]
