"""Who opened what: a slim row, once for each user and record in ten minutes."""

import time
from datetime import timedelta

from django.utils import timezone

from perennial.accounts.models import Opening

WINDOW = 600  # seconds
_lately = {}  # (user, type, record) -> when this process last wrote or saw the row
_KEPT = 20_000


def opened(actor, record):
    """Note that the actor opened a record; costs nothing when he did so a moment ago."""
    if not actor.user_id:
        return
    key, now = (actor.user_id, record.TYPE, record.pk), time.monotonic()
    if now - _lately.get(key, -WINDOW) < WINDOW:
        return
    if len(_lately) >= _KEPT:
        _lately.clear()
    _lately[key] = now
    rows = {"user_id": actor.user_id, "type": record.TYPE, "record_id": record.pk}
    if not Opening.objects.filter(**rows, at__gt=timezone.now() - timedelta(seconds=WINDOW)).exists():
        Opening.objects.create(**rows, title=str(record)[:200], ip=actor.ip)


def opened_since(user_id, moment):
    """Return how many records a user has opened since a moment."""
    return Opening.objects.filter(user_id=user_id, at__gte=moment).count()
