"""What the people room adds to the house."""

from perennial.accounts.contributes import RAIL
from perennial.people import panels, rail, timeline
from perennial.people.types import Companies, People
from perennial.records.points import PANELS, TIMELINE
from perennial.records.registry import register
from perennial.ui import assets

register(Companies())
register(People())

RAIL.add(rail.places)
for panel in panels.PANELS:
    PANELS.add(panel)
for code in ("people", "companies"):
    TIMELINE.add((code, timeline.present))

assets.register(stylesheet="people/css/people.css")
