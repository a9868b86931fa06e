"""My notifications: what comes by mail and pushed besides ringing the bell, and the devices that it is pushed to."""

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts import devices, verbs, webpush
from perennial.accounts.agents import device as device_name
from perennial.accounts.kinds import KINDS, WAYS, wanted
from perennial.accounts.models import Device
from perennial.accounts.pages import shelf
from perennial.core.errors import Refused
from perennial.ui import pages

KEYS = ("endpoint", "public", "secret")  # of a browser


def edit(request):
    """Show and change which kinds of notices come which way."""
    if request.method == "POST":
        chosen = {name: {way: f"{name}.{way}" in request.POST for way in _ways()} for name in KINDS}
        verbs.change_profile(request.user, by=request.actor, notices=chosen)
        return pages.toast(pages.moved(request, request.path), _("Saved."))
    return _page(request)


@require_POST
def add(request):
    """Push to the browser that asks."""
    keys, name = _keys(request), device_name(request.headers.get("User-Agent", ""))
    try:
        devices.remember(request.user, request.session.session_key, *keys, name, by=request.actor)
    except Refused as refusal:
        return _page(request, refusal.errors[""], status=422)
    return pages.toast(pages.moved(request, reverse("notices")), _("This device is told from now on."))


@require_POST
def renew(request):
    """Tell a browser whether it is known as a device of whoever is signed in there, and push to it as long as he is."""
    return JsonResponse({"known": devices.renew(request.user, request.session.session_key, *_keys(request))})


@require_POST
def forget(request, pk):
    """Push to a device no longer."""
    device = get_object_or_404(Device, pk=pk, user=request.user)
    devices.forget(device, by=request.actor)
    return pages.toast(
        pages.moved(request, reverse("notices")), _("Nothing is sent to “%(device)s” any more.") % {"device": device}
    )


def _ways():
    return [way for way in WAYS if way != "push" or settings.PUSH]


def _keys(request):
    return [request.POST.get(name, "")[: devices.LONGEST + 1] for name in KEYS]


def _page(request, problem="", status=200):
    chosen = request.user.notices
    values = {
        "kinds": [
            (name, kind.label, {way: wanted(chosen, name, way) for way in _ways()}) for name, kind in KINDS.items()
        ],
        "pushes": settings.PUSH,
        "key": webpush.public_key(),
        "devices": _devices(request),
        "problem": problem,
    }
    return shelf.render(request, "accounts/notices.html", "notices", values, status=status)


def _devices(request):
    found = list(Device.objects.filter(user=request.user).order_by("-pk"))
    for device in found:
        device.here, device.mute = device.session_key == request.session.session_key, not devices.hears(device)
    return found
