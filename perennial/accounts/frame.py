"""What stands around every page: the company, the person, the bell and the places of the rooms."""

from django.conf import settings
from django.contrib.messages import get_messages
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from perennial.accounts import notifications
from perennial.accounts.contributes import RAIL, SEARCH
from perennial.accounts.models import hash_key
from perennial.core.models import installation
from perennial.ui import shell
from perennial.ui.addresses import reverse


def of(request):
    """Fill the frame for a request."""
    company = installation().company or "Perennial"
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated:
        return shell.Shell(company=company, sign_in_href=reverse("account_login"))
    return shell.Shell(
        company=company,
        **_places(request),
        me=shell.Me(user.name or user.email, reverse("profile"), user.colour, str(user.pk)),
        unread=notifications.unread(user),
        bell_href=reverse("notifications"),
        sign_in_href=reverse("account_login"),
        sign_out_href=reverse("account_logout"),
        live_href=live_origin(request) + "/live/",
        push_href=reverse("device_add") if settings.PUSH else "",
        session=hash_key(request.session.session_key or "")[:8],
        theme="" if user.theme == "auto" else user.theme,
        letters=user.shortcuts,
    )


def context(request):
    """Give pages that other packages render the same values as `ui.pages.render` gives ours."""
    return {
        "shell": SimpleLazyObject(lambda: shell.of(request)),
        "toasts": [{"message": str(note), "undo": ""} for note in get_messages(request)],
    }


def live_origin(request):
    """Return where this browser reaches the process that pushes: the next port on the same host."""
    if settings.LIVE_URL:
        return settings.LIVE_URL.rstrip("/")
    host = request.get_host()
    name = host.rsplit(":", 1)[0] if ":" in host.rsplit("]", 1)[-1] else host
    return f"{request.scheme}://{name}:{settings.PORT + 1}"


def _places(request):
    """Sort what the rooms give into places, pinned views and what can be made anew."""
    items = sorted((item for member in RAIL for item in member(request)), key=lambda item: item.place)
    here = request.path.startswith(reverse("settings"))
    return {
        "nav": [item for item in items if not item.pinned and not item.new],
        "pinned": [item for item in items if item.pinned],
        "new": [item for item in items if item.new],
        "end": [shell.Item(reverse("settings"), _("Settings"), "gear", current=here)],
        "search_href": reverse(SEARCH[0]) if SEARCH else "",
    }
