"""What the activities room adds to the house."""

from perennial.accounts.contributes import RAIL
from perennial.activities import next_step, shell
from perennial.activities.models import MODELS
from perennial.activities.pages import composing, panels, timeline
from perennial.activities.types import Calls, Meetings, Notes, Tasks
from perennial.core.events import DERIVE
from perennial.records.points import COMPOSERS, PANELS, TIMELINE
from perennial.records.registry import register
from perennial.ui import assets

for noun in (Tasks, Meetings, Calls, Notes):
    register(noun())
DERIVE.add(next_step.derive)
RAIL.add(shell.places)
for composer in composing.COMPOSED:
    COMPOSERS.add(composer)
for panel in panels.HUNG:
    PANELS.add(panel)
for model in MODELS.values():
    TIMELINE.add((model.TYPE, timeline.present))

assets.register(stylesheet="activities/css/activities.css")
assets.register(module="activities/js/mention.js")
assets.register(stylesheet="activities/css/calendar.css")
assets.register(module="activities/js/calendar.js")
assets.register(module="activities/js/calendar-lanes.js")
