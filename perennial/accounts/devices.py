"""Browsers that lines of the bell are pushed to: asked for by a click there, mute while their user is not signed in."""

import hashlib

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from perennial.accounts import webpush
from perennial.accounts.changes import made, removed
from perennial.accounts.models import Device
from perennial.accounts.sessions import user_of
from perennial.core.errors import Forbidden, Refused
from perennial.core.outside import reachable

MOST = 10  # devices of one user; the eleventh takes the place of the oldest
LONGEST = 1_000  # letters of an address


def remember(user, session_key, endpoint, public, secret, name, *, by):
    """Push to a browser from now on, as long as this session stands. Raises Forbidden, Refused.

    `endpoint`, `public` and `secret` are what the browser gives: the address of its push service and two keys.
    """
    _own(user, by)
    _check(endpoint, public, secret)
    with transaction.atomic():
        # The same browser under another account: whoever sits there now is the one to be told.
        Device.objects.filter(mark=_mark(endpoint, public, secret)).delete()
        device = Device(
            user=user, session_key=session_key, endpoint=endpoint, public=public, secret=secret, name=name,
            mark=_mark(endpoint, public, secret),
        )  # fmt: skip
        made(device, "created", by=by)
        for old in Device.objects.filter(user=user).order_by("-pk")[MOST:]:
            removed(old, by=by)
    return device


def renew(user, session_key, endpoint, public, secret):
    """Tie a device to the session in which its user is signed in now; tell whether he has such a device."""
    known = Device.objects.filter(user=user, mark=_mark(endpoint, public, secret))
    return bool(known.update(session_key=session_key))


def forget(device, *, by):
    """Push to a device no longer. Raises Forbidden."""
    _own(device.user, by)
    removed(device, by=by)


def forget_session(session_key):
    """Push no longer to the browser in which somebody signs out."""
    Device.objects.filter(session_key=session_key).delete()


def of(lines):
    """Return [(line, id of a device)] for lines of bells whose readers have devices."""
    if not lines or not settings.PUSH:
        return []
    found = {}
    for pk, user_id in Device.objects.filter(user__in={line.user_id for line in lines}).values_list("pk", "user_id"):
        found.setdefault(user_id, []).append(pk)
    return [(line, device) for line in lines for device in found.get(line.user_id, ())]


def hears(device):
    """Tell whether a device may be told something: its user is signed in there, and the installation's key is the same."""
    user = user_of(device.session_key)
    same = device.mark == _mark(device.endpoint, device.public, device.secret)
    return settings.PUSH and same and user is not None and user.pk == device.user_id


def _own(user, by):
    if by.user_id != user.pk:
        raise Forbidden("users", user)


def _check(endpoint, public, secret):
    schemes = ("https", "http") if settings.PUSH_INSIDE else ("https",)
    known = len(endpoint) <= LONGEST and reachable(endpoint, inside=settings.PUSH_INSIDE, schemes=schemes)
    try:
        webpush.seal(b"", webpush.bytes64(public), webpush.bytes64(secret))
    except ValueError:
        known = False
    if not (known and settings.PUSH):
        raise Refused(_("Perennial cannot send to this browser."))


def _mark(endpoint, public, secret):
    """Return what tells a subscription from others, one made for another key of this installation included."""
    return hashlib.sha256("\n".join([endpoint, public, secret, webpush.public_key()]).encode()).hexdigest()
