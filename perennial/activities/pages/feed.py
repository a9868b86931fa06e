"""One's calendar for other programs: its address, and what it answers."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from perennial.accounts.models import User
from perennial.activities import feed
from perennial.activities.repeat import zone_of

SHORTEST = 20  # characters of a key


@login_not_required
@require_safe
def calendar(request, key):
    """Answer the calendar whose key this is: who knows the key reads it, so it can be made anew at any time."""
    user = None
    if len(key) >= SHORTEST:
        user = User.objects.select_related("role").filter(calendar_key=key, is_active=True).first()
    if user is None:
        raise Http404
    root = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    with translation.override(user.language), timezone.override(zone_of(user)):
        answer = HttpResponse(feed.calendar_of(user, root), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="perennial.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer
