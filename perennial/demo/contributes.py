"""What the demo room adds to the house: a place in the settings and a line on «My day», while the story is there."""

from django.utils.translation import gettext_lazy as _

from perennial.accounts.contributes import COMPANY, SETTINGS, Place
from perennial.activities.points import DAY_BLOCKS, DayBlock
from perennial.demo.pages import line

SETTINGS.add(Place("demo", _("Demo company"), "leaf", "demo:story", "settings", group=COMPANY))
DAY_BLOCKS.add(DayBlock("demo", "main", 90, line, events=()))
