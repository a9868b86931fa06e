"""Handing over everything of one colleague to others: counted, moved in one batch, listed, and taken back if need be."""

import secrets
from collections import Counter
from datetime import timedelta
from itertools import cycle

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import task

from perennial.accounts import notifications
from perennial.accounts import verbs as accounts
from perennial.accounts.changes import need
from perennial.accounts.models import User
from perennial.accounts.policy import actor_for
from perennial.activities.models import HandOver
from perennial.core import events
from perennial.core.errors import Forbidden, Missing, Refused, Stale
from perennial.core.jobs import AWAY, WAITED_FOR, called
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import REGISTRY

CHUNK = 200  # records between two notes of how far it is
AT_ONCE = 200  # records that are moved while the page waits
LEFT_AFTER = timedelta(minutes=2)  # when a worker looks whether the page ended what it began
KEPT_ERRORS = 100
GOING = ("waiting", "running", "undoing")
CUT_OFF = (*GOING, "failed")


def holdings(user):
    """Return [(record type, count)] of what a user answers for: records, and activities that are still open."""
    found = [
        (type, _of(type, user).count()) for type in sorted(REGISTRY.values(), key=lambda one: one.place) if _owned(type)
    ]
    return [(type, count) for type, count in found if count]


def start(leaver, shares, *, by, shut_out=False):
    """Begin to hand over what `shares` names ({record type: [user ids, who take it in turn]}); return the HandOver.

    Few records are moved before it returns, many by a worker. Raises Refused, Forbidden.
    """
    need(by, "users")
    if shut_out:
        accounts.guard_owner(by, leaver.role)
        if leaver.pk == by.user_id:
            raise Refused({"shut_out": _("You cannot shut yourself out.")})
    counts = {type.code: count for type, count in holdings(leaver)}
    shares = {code: list(dict.fromkeys(ids)) for code, ids in shares.items() if code in counts and ids}
    _check(leaver, shares, counts, shut_out)
    made = HandOver(key=secrets.token_hex(16), leaver=leaver, made_by_id=by.user_id, shares=shares, shut_out=shut_out)
    made.total = sum(counts[code] for code in shares)
    _store(made)
    return _begin(made)


def undo(handover, *, by):
    """Begin to give everything back to whom it was taken from; what was changed again since stays. Raises Refused."""
    need(by, "users")
    with transaction.atomic():
        ended = HandOver.objects.filter(pk=handover.pk, state__in=("done", "failed"))
        if ended.update(state="undoing", made_by=by.user_id) != 1:
            raise Refused(_("This cannot be taken back now."))
        handover.refresh_from_db()
        handover.total = handover.done
        handover.done = handover.failed = 0
        _store(handover)
    return _begin(handover)


def _store(handover):
    """Store it together with the job that does it, or ends what the page began and was cut off."""
    with transaction.atomic():
        handover.save()
        later = None if handover.total > AT_ONCE else timezone.now() + LEFT_AFTER
        carry_out.using(run_after=later).enqueue(handover.pk)


def _begin(handover):
    if handover.total <= AT_ONCE:
        work(handover)
    return handover


@task(priority=WAITED_FOR)
def carry_out(pk):
    """Do a stored hand-over, or its undoing, in the background, or go on where whoever did it was cut off."""
    handover = HandOver.objects.select_related("leaver", "made_by").filter(pk=pk, state__in=CUT_OFF).first()
    if handover is not None:
        with override(handover.made_by.language):
            work(handover)


called(carry_out, gettext_lazy("Hand-over"))


def work(handover):
    """Move everything, or give it back; whatever cannot be moved is noted with the reason."""
    by = actor_for(
        User.objects.select_related("role").get(pk=handover.made_by_id),
        via="web" if handover.total <= AT_ONCE else "job",
    )
    back = handover.state == "undoing"
    handover.done, handover.failed, handover.errors = 0, 0, []
    if not back:
        handover.done = moved(handover).count()
        handover.state = "running"
    handover.save(update_fields=["state", "done", "failed", "errors"])
    try:
        steps = _give_back(handover, by) if back else _give(handover, by.within(handover.key))
        for number, (type, pk, reason) in enumerate(steps, 1):
            _note(handover, type, pk, reason)
            if number % CHUNK == 0:
                handover.save(update_fields=["done", "failed", "errors"])
    except AWAY:
        raise  # a worker goes on with it
    except Exception:
        handover.state = "undoing" if back else "failed"
        handover.save()
        raise
    _finish(handover, by, back)


def _give(handover, by):
    """Move record after record; yield (type, id, None or the reason why not)."""
    context = context_for(by)
    for code, ids in handover.shares.items():
        type, turn = REGISTRY[code], cycle(ids)
        for record in _each(type, handover.leaver):
            yield code, record.pk, _moved(type, record, next(turn), by, context)


def _moved(type, record, to, by, context):
    try:
        verbs.update(type, record, {"owner": to}, by=by, context=context)
    except Refused as refused:
        return next(iter(refused.errors.values()))
    except Forbidden:
        return _("You may not change this one.")
    except (Missing, Stale):
        return _("It was changed or removed meanwhile.")
    return None


def _give_back(handover, by):
    for event, reason in verbs.take_back(handover.key, by=by):
        if event.type in REGISTRY:
            yield event.type, event.record_id, reason


def _finish(handover, by, back):
    handover.state = "undone" if back else "done"
    with transaction.atomic():
        try:
            if handover.shut_out:
                (accounts.activate if back else accounts.deactivate)(handover.leaver, by=by)
        except (Refused, Forbidden):
            _note(handover, "users", handover.leaver_id, _("This colleague could not be shut out."))
        handover.save()
        if not back:
            # Rooms that name the leaver elsewhere (rules of assignment) hear of it by this event.
            to = sorted({pk for ids in handover.shares.values() for pk in ids})
            events.write(handover.leaver, "handed_over", by=by, data={"handover": handover.key, "to": to})
            _tell(handover, by)


def _tell(handover, by):
    counts = Counter(
        changes["owner_id"][1] for changes in moved(handover).values_list("changes", flat=True) if "owner_id" in changes
    )
    href = reverse("handover_mine", args=[handover.key])
    for pk, count in counts.items():
        notifications.notify(
            [pk], "handed_over", data={"leaver": str(handover.leaver), "count": count, "href": href}, by=by
        )


def moved(handover):
    """Return the events of what moved, in the order in which it did."""
    return (
        Event.objects.filter(batch=handover.key, type__in=list(handover.shares)).exclude(verb="put_back").order_by("pk")
    )


def _check(leaver, shares, counts, shut_out):
    if not counts and not shut_out:
        raise Refused(_("%(name)s answers for nothing.") % {"name": leaver})
    if counts and not shares:
        raise Refused({"to": _("Choose who takes it over.")})
    wanted = {pk for ids in shares.values() for pk in ids}
    if leaver.pk in wanted or User.objects.filter(pk__in=wanted, is_active=True).count() != len(wanted):
        raise Refused({"to": _("Choose colleagues who work here.")})


def _owned(type):
    model = type.model
    return any(field.attname == "owner_id" for field in model._meta.concrete_fields) and type.code != "notes"


def _of(type, user):
    found = type.all().filter(owner=user)
    return (
        found.filter(done_at=None)
        if any(field.name == "done_at" for field in type.model._meta.concrete_fields)
        else found
    )


def _each(type, user):
    """Yield the records by key, a chunk at a time, so that what moves away is met once."""
    last = 0
    while chunk := list(_of(type, user).filter(pk__gt=last).order_by("pk")[:CHUNK]):
        yield from chunk
        last = chunk[-1].pk


def _note(handover, type, pk, reason):
    if reason is None:
        handover.done += 1
        return
    handover.failed += 1
    if len(handover.errors) < KEPT_ERRORS:
        handover.errors = [*handover.errors, {"type": type, "id": pk, "message": str(reason)}]
