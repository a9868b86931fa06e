"""Put the actor on each request, and speak the user's language in the user's time zone."""

import time
import zoneinfo
from contextlib import suppress

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.db import DatabaseError
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.utils import timezone, translation

from perennial.accounts.frame import live_origin
from perennial.accounts.origin import client_ip
from perennial.accounts.policy import actor_for

SEEN_EVERY = 300  # seconds between two notes of when a session was last used
_seen = {}  # session key -> when this process last noted it


def actor(get_response):
    """Give signed-in requests `request.actor`; their language and zone are the user's own."""

    def respond(request):
        user = request.user = get_user(request)  # himself: whoever stands in for him until he is looked up answers slowly
        if not user.is_authenticated:
            return _signed_out(request, get_response(request))
        request.actor = actor_for(user, ip=client_ip(request))
        _note(request.session.session_key)
        translation.activate(user.language)
        request.LANGUAGE_CODE = translation.get_language()
        with timezone.override(_zone(user.time_zone)):
            response = get_response(request)
        response._csp_update = {"connect-src": [live_origin(request)], **getattr(response, "_csp_update", {})}
        return response

    return respond


def _signed_out(request, response):
    """A part of a page must not be swapped for the sign-in page: its page asks to sign in again instead."""
    turned_away = response.status_code == 302 and response["Location"].split("?")[0] == resolve_url(settings.LOGIN_URL)
    return HttpResponse(status=401) if turned_away and request.headers.get("HX-Request") else response


def _zone(name):
    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # a zone that this computer does not know
        return zoneinfo.ZoneInfo("UTC")


def _note(session_key):
    now = time.monotonic()
    if now - _seen.get(session_key, -SEEN_EVERY) < SEEN_EVERY:
        return
    if len(_seen) > 10_000:
        _seen.clear()
    _seen[session_key] = now
    with suppress(DatabaseError):  # one may go on reading what takes no changes
        UserSession.objects.filter(session_key=session_key).update(last_seen_at=timezone.now())
