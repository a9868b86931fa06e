"""Requests, deals, the pipelines they run through, and what is kept of their way."""

from perennial.sales.models.assignment import WAYS, AssignmentRule
from perennial.sales.models.deals import OUTCOMES, ROLES, Deal, DealRole
from perennial.sales.models.history import NO_MONTH, Outcome, StageStay, StageTotal
from perennial.sales.models.leads import CHANNELS, STATES, Lead
from perennial.sales.models.pipelines import Pipeline, Stage
from perennial.sales.models.rates import Rate

__all__ = [
    "CHANNELS",
    "NO_MONTH",
    "OUTCOMES",
    "ROLES",
    "STATES",
    "WAYS",
    "AssignmentRule",
    "Deal",
    "DealRole",
    "Lead",
    "Outcome",
    "Pipeline",
    "Rate",
    "Stage",
    "StageStay",
    "StageTotal",
]  # fmt: skip
