"""What the activities room adds to the house."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.accounts import words
from perennial.accounts.contributes import COMPANY, MINE, RAIL, SETTINGS, Place
from perennial.activities import next_step, reminders, shell, telling  # noqa: F401  reminders are a periodic job
from perennial.activities.models import MODELS
from perennial.activities.pages import composing, panels, timeline
from perennial.activities.types import Calls, Meetings, Notes, Tasks
from perennial.core.events import DERIVE, listen
from perennial.records.points import COMPOSERS, PANELS, TIMELINE
from perennial.records.registry import register
from perennial.ui import assets

for noun in (Tasks, Meetings, Calls, Notes):
    register(noun())
DERIVE.add(next_step.derive)
RAIL.add(shell.places)
SETTINGS.add(Place("calendar", _("My calendar in other programs"), "calendar", "calendar_key", group=MINE))
SETTINGS.add(Place("hand-over", _("Hand over"), "assign", "handovers", "users", group=COMPANY))
for model in MODELS.values():
    for verb in ("created", "changed", "postponed", "done"):
        listen(model.TYPE, verb, telling.tell)
words.VERBS.update(
    {
        "done": pgettext_lazy("audit", "finished"),
        "reopened": pgettext_lazy("audit", "opened again"),
        "postponed": pgettext_lazy("audit", "moved"),
        "handed_over": pgettext_lazy("audit", "handed over"),
        "calendar_opened": pgettext_lazy("audit", "made an address for the calendar"),
        "calendar_closed": pgettext_lazy("audit", "closed the address of the calendar"),
    }
)
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
