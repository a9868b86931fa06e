"""Settings, mine: how one is reminded and told, and the address of one's calendar."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from perennial.accounts.pages import shelf
from perennial.activities import feed
from perennial.activities.models import Habit
from perennial.ui import pages

CHOICES = ("remind_by_mail", "tell_by_mail")


@never_cache
def edit(request):
    """Show and change one's own habits."""
    if request.method == "POST":
        chosen = {name: name in request.POST for name in CHOICES}
        Habit.objects.update_or_create(user=request.user, defaults=chosen)
        return pages.toast(pages.moved(request, request.path), _("Saved."))
    habit = Habit.objects.filter(user=request.user).first() or Habit(user=request.user)
    return shelf.render(request, "activities/habits.html", "calendar", {"habit": habit, "address": _address(request)})


@require_POST
def make(request):
    """Make an address for one's calendar, or a new one."""
    feed.make_key(request.user, by=request.actor)
    return pages.toast(
        pages.moved(request, reverse("habits")), _("Your calendar has a new address. The one before no longer works.")
    )


@require_POST
def revoke(request):
    """Close the address."""
    feed.revoke_key(request.user, by=request.actor)
    return pages.toast(pages.moved(request, reverse("habits")), _("The address of your calendar no longer works."))


def _address(request):
    if not request.user.calendar_key:
        return ""
    root = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    return root + reverse("calendar_feed", args=[request.user.calendar_key])
