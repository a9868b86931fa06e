"""What the import gives the house: its place among new things, its assets, its background work."""

from django.utils.translation import gettext as _

from perennial.accounts.contributes import RAIL
from perennial.records.imports import jobs, stored  # noqa: F401  tasks and periodic jobs
from perennial.ui import assets
from perennial.ui.addresses import reverse
from perennial.ui.shell import Item

assets.register(stylesheet="records/css/import.css")
assets.register(module="records/js/import.js")


def place(request):
    """Return the import among the things that can be made anew, for who may bring in files."""
    if not request.actor.may("import", None):
        return []
    return [Item(reverse("imports"), _("From a file"), "upload", new=True, place=90)]


RAIL.add(place)
