"""Webhooks: events leave the house signed, are tried again when refused, and are logged.

An event's deliveries are stored in the transaction of the event itself, so none is lost or sent for
what never happened. The signature is HMAC-SHA256 of "<unix time>.<body>" with the webhook's secret,
sent as `Perennial-Signature: t=<unix time>,v1=<hex>`.
"""

import hashlib
import hmac
import secrets
import time
from datetime import timedelta

import orjson
from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from perennial.accounts.policy import actor_for
from perennial.api.models import Delivery, Webhook
from perennial.api.serialise import one
from perennial.core.errors import Forbidden, Refused
from perennial.core.jobs import periodic
from perennial.core.models import Event, installation
from perennial.core.outside import post, reachable
from perennial.records.context import context_for
from perennial.records.models import schema_changed
from perennial.records.registry import REGISTRY

WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 1440)]  # before the next try
AT_ONCE = 50
HELD = timedelta(minutes=2)  # how long a worker that takes a delivery keeps others away


def add(url, events, *, by):
    """Make a webhook; return it with its secret. Raises Forbidden, Refused."""
    _ask(by)
    words = [word.strip() for word in events if word.strip()]
    wrong = [word for word in words if word != "*" and word.split(".")[0] not in REGISTRY]
    if wrong:
        raise Refused({"events": _("There are no events called “%(events)s”.") % {"events": ", ".join(wrong)[:200]}})
    if not reachable(url, inside=settings.WEBHOOKS_INSIDE):
        raise Refused(
            {"url": _("Give an address that begins with https:// or http:// and is not inside this network.")}
        )
    with transaction.atomic():
        hook = Webhook.objects.create(user_id=by.user_id, url=url, events=words, secret=secrets.token_hex(32))
        schema_changed()
    return hook


def remove(hook, *, by):
    """Take a webhook away with its log."""
    _ask(by)
    hook.delete()
    schema_changed()


def send_again(delivery, *, by):
    """Put a delivery back in the queue."""
    _ask(by)
    Delivery.objects.filter(pk=delivery.pk).update(state="waiting", attempts=0, next_at=timezone.now())


class Outbox:
    """Listens to every event inside its transaction and stores what is to be sent."""

    @classmethod
    def enqueue(cls, event_id):
        """Store a delivery of an event for each webhook that wants it."""
        cls.enqueue_many([event_id])

    @staticmethod
    def enqueue_many(event_ids):
        """Store the deliveries of events, of which an import writes hundreds at once."""
        hooks = _active()
        events = Event.objects.filter(pk__in=event_ids).values_list("pk", "type", "verb") if hooks else ()
        wanted = [(hook, pk) for pk, type, verb in events for hook in hooks if hook.wants(type, verb)]
        Delivery.objects.bulk_create([Delivery(webhook=hook, event_id=pk) for hook, pk in wanted], batch_size=500)


@periodic(every=2)
def deliver_due():
    """Send what is due, each delivery by one worker."""
    now = timezone.now()
    for pk in (
        Delivery.objects.filter(state="waiting", next_at__lte=now)
        .order_by("next_at")
        .values_list("pk", flat=True)[:AT_ONCE]
    ):
        taken = Delivery.objects.filter(pk=pk, state="waiting", next_at__lte=now)
        if taken.update(next_at=now + HELD, attempts=F("attempts") + 1):
            deliver(Delivery.objects.select_related("webhook__user__role").get(pk=pk))


def deliver(delivery):
    """Send one delivery and note what came back."""
    hook, event = delivery.webhook, Event.objects.filter(pk=delivery.event_id).first()
    body = event and payload(event, hook)
    if body is None:
        Delivery.objects.filter(pk=delivery.pk).update(
            state="done", answer=_("Not sent: its maker may not see this record.")
        )
        return
    headers = {"Content-Type": "application/json", "Perennial-Delivery": str(delivery.pk), **signed(hook.secret, body)}
    status, answer, _headers = post(hook.url, body, headers, inside=settings.WEBHOOKS_INSIDE)
    state, next_at = "done", timezone.now()
    if not 200 <= status < 300:
        tries = delivery.attempts - 1
        state = "waiting" if tries < len(WAITS) else "failed"
        next_at += WAITS[min(tries, len(WAITS) - 1)]
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state, status=status or None, answer=answer[:500], next_at=next_at
    )


def payload(event, hook):
    """Return the bytes to send, or None when the webhook's maker may not see the record."""
    type, actor = REGISTRY.get(event.type), actor_for(hook.user, via="webhook")
    if type is None or not actor.visible(type.model._default_manager.filter(pk=event.record_id)).exists():
        return None
    return orjson.dumps(
        {
            "id": event.pk,
            "event": f"{event.type}.{event.verb}",
            "at": event.at.isoformat(),
            "collection": event.type,
            "changes": {name: {"before": before, "after": after} for name, (before, after) in event.changes.items()},
            "record": one(type, event.record_id, actor, context_for(actor)),
        },
        default=str,
    )


def signed(secret, body, now=None):
    """Return the header that proves where a body comes from and when it was sent."""
    moment = str(int(now or time.time()))
    digest = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256).hexdigest()
    return {"Perennial-Signature": f"t={moment},v1={digest}"}


_known = {"version": None, "hooks": []}


def _active():
    """Return the webhooks in use, remembered until the schema changes, since every event asks."""
    version = installation().schema_version
    if version != _known["version"]:
        _known.update(version=version, hooks=list(Webhook.objects.filter(active=True)))
    return _known["hooks"]


def _ask(by):
    if not by.may("settings", None):
        raise Forbidden("settings")
