"""What this room stores: activities and what they are about, hand-overs."""

from perennial.activities.models.activity import (
    KINDS,
    MODELS,
    PRIORITIES,
    STEPS,
    Activity,
    ActivityLink,
    Call,
    Meeting,
    Note,
    Task,
    linkable,
)  # fmt: skip
from perennial.activities.models.handovers import HandOver
from perennial.activities.models.reach import reach

__all__ = [
    "KINDS", "MODELS", "PRIORITIES", "STEPS", "Activity", "ActivityLink", "Call", "HandOver", "Meeting", "Note", "Task",
    "linkable", "reach",
]  # fmt: skip
