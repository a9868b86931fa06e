"""The saved views of tasks, meetings and calls that everybody finds at first."""

from django.utils.translation import gettext_noop as _

from perennial.records.ready_views import MINE

OPEN = {"field": "done_at", "op": "empty"}
VIEWS = [
    ("tasks", _("To do"), [OPEN], False),
    ("tasks", _("Mine to do"), [MINE, OPEN], False),
    ("meetings", _("To come"), [OPEN], False),
    ("calls", _("To make"), [OPEN], False),
]
