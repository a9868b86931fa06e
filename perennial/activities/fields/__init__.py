"""Fields that only activities have: what they are about, who takes part, points to tick off, repetition, reminding."""

from perennial.activities.fields.about import About
from perennial.activities.fields.checklist import Checklist
from perennial.activities.fields.colleagues import Users
from perennial.activities.fields.due import Due
from perennial.activities.fields.repetition import Remind, Repeat

__all__ = ["About", "Checklist", "Due", "Remind", "Repeat", "Users"]
