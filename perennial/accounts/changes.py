"""How an account thing changes: one question of rights, one transaction, one event."""

from contextlib import contextmanager

from django.db import transaction

from perennial.core import events
from perennial.core.errors import Forbidden, Missing
from perennial.core.verbs import difference, values

# Never written into the audit.
SECRETS = {"password", "key_hash", "calendar_key", "last_login", "used_at", "notices"}
SECRETS |= {"session_key", "endpoint", "public", "secret", "mark"}  # of devices


def need(by, capability):
    """Raise Forbidden unless the actor holds the capability."""
    if not by.may(capability, None):
        raise Forbidden(capability)


def made(thing, verb, *, by, data=None):
    """Store a new thing with its event."""
    with transaction.atomic():
        thing.save(force_insert=True)
        events.write(thing, verb, by=by, changes=difference({}, _open(thing)), data=data)
    return thing


@contextmanager
def changing(thing, verb="changed", *, by, data=None):
    """Yield the locked, fresh thing; store what was changed in it, with one event."""
    with transaction.atomic():
        current = thing._meta.model.objects.select_for_update(of=("self",)).filter(pk=thing.pk).first()
        if current is None:
            raise Missing(thing.pk)
        before = values(current)
        yield current
        after = values(current)
        changes = difference(before, after)
        if changes:
            current.save(update_fields=list(changes))
        told = {name: pair for name, pair in changes.items() if name not in SECRETS}
        if told or verb != "changed":
            events.write(current, verb, by=by, changes=told, data=data)
        for name in changes:
            setattr(thing, name, after[name])


def removed(thing, *, by):
    """Delete a thing; its event keeps what it was."""
    with transaction.atomic():
        events.write(thing, "removed", by=by, changes=difference(_open(thing), {}))
        thing.delete()


def _open(thing):
    return {name: value for name, value in values(thing).items() if name not in SECRETS}
