"""The saved views of deals that everybody finds at first."""

from django.utils.translation import gettext_noop as _

from perennial.records.ready_views import MINE

OPEN = {"field": "outcome", "op": "empty"}
VIEWS = [
    ("deals", _("Open deals"), [OPEN], False),
    ("deals", _("My open deals"), [MINE, OPEN], False),
]
