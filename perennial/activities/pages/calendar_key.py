"""Settings, mine: the address of one's calendar for other programs."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from perennial.accounts.pages import shelf
from perennial.activities import feed
from perennial.ui import pages


@never_cache
@require_safe
def show(request):
    """Show the address of one's calendar, if it has one."""
    return shelf.render(request, "activities/calendar_key.html", "calendar", {"address": _address(request)})


@require_POST
def make(request):
    """Make an address for one's calendar, or a new one."""
    feed.make_key(request.user, by=request.actor)
    return pages.toast(
        pages.moved(request, reverse("calendar_key")), _("Your calendar has a new address. The one before no longer works.")
    )


@require_POST
def revoke(request):
    """Close the address."""
    feed.revoke_key(request.user, by=request.actor)
    return pages.toast(pages.moved(request, reverse("calendar_key")), _("The address of your calendar no longer works."))


def _address(request):
    if not request.user.calendar_key:
        return ""
    root = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    return root + reverse("calendar_feed", args=[request.user.calendar_key])
