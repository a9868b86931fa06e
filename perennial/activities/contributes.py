"""What the activities room adds to the house."""

from perennial.activities import next_step
from perennial.activities.types import Calls, Meetings, Notes, Tasks
from perennial.core.events import DERIVE
from perennial.records.registry import register

for noun in (Tasks, Meetings, Calls, Notes):
    register(noun())
DERIVE.add(next_step.derive)
