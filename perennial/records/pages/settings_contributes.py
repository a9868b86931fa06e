"""What the fields of records add to settings."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.accounts.contributes import SETTINGS, Place
from perennial.accounts.words import VERBS
from perennial.records.fields import indexes  # noqa: F401  its work in the background is known to every worker
from perennial.ui import assets

SETTINGS.add(Place("fields", _("Fields"), "text", "fields", "settings", group=_("Work")))
VERBS |= {
    "put_away": pgettext_lazy("audit", "put away"),
    "brought_back": pgettext_lazy("audit", "took out again"),
    "ordered": pgettext_lazy("audit", "put in order"),
}
assets.register(stylesheet="records/css/settings-fields.css")
for module in ("settings-fields", "settings-order"):
    assets.register(module=f"records/js/{module}.js")
