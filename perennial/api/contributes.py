"""What the api room adds to the house."""

from django.utils.translation import gettext_lazy as _

from perennial.accounts.contributes import COMPANY, SETTINGS, Place
from perennial.api.webhooks import Outbox
from perennial.core.events import listen

listen("*", "*", Outbox)
SETTINGS.add(Place("webhooks", _("Webhooks"), "out", "webhooks", "settings", group=COMPANY))
