"""My password, two-factor sign-in and the places I am signed in at."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts import verbs
from perennial.accounts.agents import device
from perennial.accounts.pages import shelf
from perennial.ui import pages


def show(request):
    """Show how one signs in and where one is signed in."""
    kinds = {row.type: row for row in Authenticator.objects.filter(user=request.user)}
    codes = kinds.get("recovery_codes")
    values = {
        "totp": kinds.get("totp"),
        "codes_left": len(codes.wrap().get_unused_codes()) if codes else 0,
        "sessions": _sessions(request),
    }
    return shelf.render(request, "accounts/security.html", "security", values)


@require_POST
def end(request, pk):
    """End one of one's own sessions."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    here = session.session_key == request.session.session_key
    session.end()
    return pages.toast(pages.moved(request, "/" if here else _home()), _("That session has ended."))


@require_POST
def end_others(request):
    """End all of one's sessions but this one."""
    verbs.end_sessions(request.user, keep=request.session.session_key)
    return pages.toast(pages.moved(request, _home()), _("You are signed in only here now."))


def _home():
    return reverse("security")


def _sessions(request):
    rows = UserSession.objects.filter(user=request.user).order_by("-last_seen_at")
    keys = [row.session_key for row in rows]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list("pk", flat=True)
    )
    for row in rows:
        row.device, row.here = device(row.user_agent), row.session_key == request.session.session_key
    return [row for row in rows if row.session_key in alive]
