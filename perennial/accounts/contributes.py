"""Where other rooms add to this one: places in settings, links in the rail."""

from dataclasses import dataclass

from django.urls import NoReverseMatch
from django.utils.translation import gettext_lazy as _

from perennial.accounts.roles import NOUNS
from perennial.core.points import Point


@dataclass(frozen=True)
class Place:
    """A page in settings. `url` names its view; without the `capability` ("" = everybody) it is not shown."""

    slug: str
    label: str
    icon: str
    url: str
    capability: str = ""
    group: str = ""


SETTINGS = Point("settings", "Place: a page in settings")
# Items with `pinned` stand below the places, those with `new` in the menu of what can be made anew.
RAIL = Point("rail", "(request) -> list[perennial.ui.shell.Item]: places in the frame's navigation")
# The name of the view that answers the palette; the room that searches puts it here.
SEARCH = []

MINE, COMPANY = _("Me"), _("The company")

for place in [
    Place("profile", _("My profile"), "person", "profile", group=MINE),
    Place("security", _("Password and sign-in"), "lock", "security", group=MINE),
    Place("notices", _("Notifications"), "bell", "notices", group=MINE),
    Place("tokens", _("Keys for programs"), "key", "tokens", group=MINE),
    Place("company", _("Company"), "house", "company", "settings", group=COMPANY),
    Place("users", _("People here"), "people", "users", "users", group=COMPANY),
    Place("teams", _("Teams"), "people", "teams", "users", group=COMPANY),
    Place("roles", _("Roles"), "shield", "roles", "users", group=COMPANY),
    Place("background", _("Background work"), "clock", "background", "settings", group=COMPANY),
    Place("audit", _("Audit"), "eye", "audit", "audit", group=COMPANY),
]:
    SETTINGS.add(place)


def address(type, record_id):
    """Return the address of a record's page, or an empty string."""
    try:
        return NOUNS[type].url(record_id)
    except (KeyError, NoReverseMatch):
        return ""
