"""The settings pages' own frame: the list of places a user may go to."""

from django.urls import reverse
from django.utils.translation import gettext as _

from perennial.accounts.contributes import SETTINGS
from perennial.ui import pages


def render(request, template, here, context=None, **options):
    """Answer with a settings page; `here` is the slug of its place."""
    return pages.render(
        request, template, {"here": here, "groups": groups(request.actor), **(context or {})}, **options
    )


def groups(actor):
    """Return [(group, [(place, address)])] of the places that the actor may see."""
    found = {}
    for place in SETTINGS:
        if not place.capability or actor.may(place.capability, None):
            found.setdefault(str(place.group), []).append((place, reverse(place.url)))
    return list(found.items())


def index(request):
    """Show all places: the way through settings on a phone."""
    return render(request, "accounts/settings_index.html", "", {"title": _("Settings")})
