"""Who a program is, by the key it sends."""

from contextlib import suppress
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from perennial.accounts.models import Token, hash_key
from perennial.accounts.policy import actor_for
from perennial.core.prepared import Prepared

_NOTED_EVERY = timedelta(minutes=1)
_TOKEN = Prepared(
    lambda hashed: Token.objects.select_related("user__role").filter(key_hash=hashed, user__is_active=True), str
)


def actor_by(key, ip=""):
    """Return the Actor that a key stands for, or None: unknown, taken back, or its user was shut out."""
    token = _TOKEN.first(hash_key(key))
    if token is None:
        return None
    now = timezone.now()
    if token.used_at is None or now - token.used_at > _NOTED_EVERY:
        with suppress(DatabaseError):  # one may go on reading what takes no changes
            Token.objects.filter(pk=token.pk).update(used_at=now)
    return actor_for(token.user, via="api", ip=ip, read_only=token.scope == "read")
