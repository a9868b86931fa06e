"""What the activities room adds to the house."""

from perennial.accounts.contributes import RAIL
from perennial.activities import next_step, shell
from perennial.activities.types import Calls, Meetings, Notes, Tasks
from perennial.core.events import DERIVE
from perennial.records.registry import register
from perennial.ui import assets

for noun in (Tasks, Meetings, Calls, Notes):
    register(noun())
DERIVE.add(next_step.derive)
RAIL.add(shell.places)

assets.register(stylesheet="activities/css/activities.css")
