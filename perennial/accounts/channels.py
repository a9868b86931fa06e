"""How a line of the bell reaches its reader besides: by mail, and pushed to his devices (RFC 8030).

Whether he may still see what the line names is asked when it is sent, not when it was written.
"""

import hashlib
from contextlib import contextmanager
from datetime import timedelta
from email.utils import parseaddr, parsedate_to_datetime
from zoneinfo import ZoneInfo

import orjson
from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from perennial.accounts import devices, webpush
from perennial.accounts.contributes import address
from perennial.accounts.kinds import KINDS, kind_of, wanted, words
from perennial.accounts.mail import send
from perennial.accounts.models import Device, Notification
from perennial.accounts.policy import actor_for
from perennial.accounts.roles import NOUNS
from perennial.core.jobs import called
from perennial.core.models import installation
from perennial.core.outside import post

LASTS = timedelta(days=1)  # then a line is no news any more
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]  # before the next try
MOST = 200  # letters of what is pushed


class Undelivered(Exception):
    """A push service refuses, or has not answered for a day."""


def carry(rows, chosen):
    """Send lines the ways that their readers chose; `chosen` is {id of a user: his `notices`}."""
    push_to = []
    for row in rows:
        name = kind_of(row.code)
        if wanted(chosen[row.user_id], name, "mail"):
            letter.enqueue(row.pk)
        if wanted(chosen[row.user_id], name, "push"):
            push_to.append(row)
    for row, device in devices.of(push_to):
        push.enqueue(row.pk, device)


@task()
def letter(notification_id):
    """Send a line of a bell as a letter, in the language and on the clock of its reader.

    A mail server that does not answer or refuses is asked again later by the worker.
    """
    line = _line(notification_id)
    if line is None:
        return
    with _as_reader(line.user):
        root = settings.BASE_URL or f"http://{settings.HOST}:{settings.PORT}"
        link = root + reverse("notification", args=[line.pk])
        send("accounts/mail/told.txt", line.user.email, {"user": line.user, "words": words(line), "link": link})


@task()
def push(notification_id, device_id, tried=0):
    """Push a line of a bell to one device, unless it was read meanwhile.

    A service that is busy or away is asked again when it says, or after a while; a device that it no longer knows
    is forgotten. Raises Undelivered when it refuses for another reason, or for too long.
    """
    line, device = _line(notification_id), Device.objects.filter(pk=device_id).first()
    if line is None or line.read_at or device is None or not devices.hears(device):
        return
    answer = _posted(line, device)
    if answer.status in (404, 410):
        device.delete()
    elif answer.status in (0, 429) or answer.status >= 500:
        _again(line, device, tried, answer)
    elif answer.status >= 300:
        raise Undelivered(f"{answer.status} {answer.text[:200]}")


called(letter, _("Letter to a colleague"))
called(push, _("Notice to a device"))


def _line(pk):
    """Return a line with its reader, or None when he is gone or may not see what it names any more."""
    line = Notification.objects.select_related("user__role").filter(pk=pk, user__is_active=True).first()
    if line is None or not line.type:
        return line
    noun = NOUNS.get(line.type)
    seen = noun and noun.visible(actor_for(line.user, via="job")).filter(pk=line.record_id).exists()
    return line if seen else None


@contextmanager
def _as_reader(user):
    with translation.override(user.language), timezone.override(ZoneInfo(user.time_zone)):
        yield


def _posted(line, device):
    topic = _topic(line)
    with _as_reader(line.user):
        message = {
            "title": installation().company or "Perennial", "body": Truncator(words(line)).chars(MOST),
            "lang": line.user.language, "tag": topic, "href": reverse("notification", args=[line.pk]),
            "page": address(line.type, line.record_id) if line.record_id else line.data.get("href", ""),
        }  # fmt: skip
    known = KINDS.get(kind_of(line.code))
    headers = {
        "Content-Type": "application/octet-stream", "Content-Encoding": "aes128gcm",
        "Authorization": webpush.proof(device.endpoint, _contact()), "TTL": str(int(LASTS.total_seconds())),
        "Topic": topic, "Urgency": "high" if known and known.urgent else "normal",
    }  # fmt: skip
    body = webpush.seal(orjson.dumps(message), webpush.bytes64(device.public), webpush.bytes64(device.secret))
    return post(device.endpoint, body, headers, inside=settings.PUSH_INSIDE)


def _topic(line):
    """Return what newer news about the same record take the place of (RFC 8030, 5.4: at most 32 letters)."""
    about = f"{line.type}/{line.record_id}" if line.record_id else f"line/{line.pk}"
    return hashlib.sha256(about.encode()).hexdigest()[:32]


def _contact():
    """Return where the push service may ask about us (RFC 8292, 2.1)."""
    if settings.BASE_URL.startswith("https:"):
        return settings.BASE_URL
    return f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}"


def _again(line, device, tried, answer):
    wait = _asked(answer.headers.get("retry-after", "")) or WAITS[min(tried, len(WAITS) - 1)]
    at = timezone.now() + wait
    if at > line.created_at + LASTS:
        raise Undelivered(f"{answer.status} {answer.text[:200]}")
    push.using(run_after=at).enqueue(line.pk, device.pk, tried + 1)


def _asked(words):
    """Return how long a Retry-After header asks to wait, or None (RFC 9110, 10.2.3: seconds or a date)."""
    if words.isdecimal():
        return timedelta(seconds=max(1, int(words[:9])))
    try:
        return max(timedelta(seconds=1), parsedate_to_datetime(words) - timezone.now())
    except (TypeError, ValueError):
        return None
