"""Changes of many records: each through its verb, all in one batch that can be taken back."""

import secrets
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override
from django_tasks import task

from perennial.accounts.kinds import kind
from perennial.accounts.models import User
from perennial.accounts.notifications import notify
from perennial.accounts.policy import actor_for
from perennial.core.errors import Forbidden, Missing, Refused, Stale
from perennial.core.jobs import AWAY, WAITED_FOR, called
from perennial.core.models import Event
from perennial.core.rows import each
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.models import BulkRun
from perennial.records.query import Query
from perennial.records.registry import record_type
from perennial.ui import formats

CHUNK = 200  # records read at once
LOOK_EVERY = 1  # seconds between two notes of how far it is and whether to stop
AT_ONCE = 200  # records that are changed while the page waits
LEFT_AFTER = timedelta(minutes=2)  # when a worker looks whether the page ended what it began
KEPT_ERRORS = 100
CUT_OFF = Q(state__in=("waiting", "running")) | Q(state="failed", data__broke=True)
RIGHT = {"delete": "delete"}  # action -> the right it asks; the others ask "edit"


def start(type, action, data, *, by, ids=None, query=None):
    """Begin to change the records of `ids`, or all that answer `query`; return the BulkRun.

    Few records are changed before it returns, many by a worker. `data` is {"values"} for edit and
    assign, {"add", "remove"} (lists of tags) for tag. Raises Refused when the query cannot be asked.
    """
    kept = {**data, "ids": ids} if ids is not None else {**data, "query": query}
    run = BulkRun(key=secrets.token_hex(16), type=type.code, action=action, data=kept, user_id=by.user_id)
    run.total = len(ids) if ids is not None else _records(run, by).count()
    return _begin(run)


def undo(run, *, by):
    """Begin to take a run back; return the BulkRun that does it."""
    back = BulkRun(key=secrets.token_hex(16), type=run.type, action="undo", data={"of": run.key}, user_id=by.user_id)
    back.total = run.done
    return _begin(back)


def stop(run):
    """Ask a run to stop after the record it is at; what is changed stays, and can be taken back."""
    BulkRun.objects.filter(pk=run.pk, state__in=["waiting", "running"]).update(state="stopped")


def said(action, done, failed):
    """Say what an action did: how many records it changed and how many it left."""
    words = {
        "undo": ngettext("%(n)s record is as it was.", "%(n)s records are as they were.", done),
        "delete": ngettext("%(n)s record is in the trash.", "%(n)s records are in the trash.", done),
        "tag": ngettext("%(n)s record has new tags.", "%(n)s records have new tags.", done),
        "assign": ngettext("%(n)s record is handed over.", "%(n)s records are handed over.", done),
    }.get(action, ngettext("%(n)s record is changed.", "%(n)s records are changed.", done)) % {"n": formats.number(done)}
    if not failed:
        return words
    return f"{words} {ngettext('%(n)s was left as it is.', '%(n)s were left as they are.', failed) % {'n': formats.number(failed)}}"


kind(
    "bulk", gettext_lazy("A change of many records is done"),
    bulk_done=lambda data: said(data["action"], data["done"], data["failed"]),
)  # fmt: skip


def _begin(run):
    with transaction.atomic():
        run.save()
        later = None if run.total > AT_ONCE else timezone.now() + LEFT_AFTER
        carry_out.using(run_after=later).enqueue(run.pk)
    if run.total <= AT_ONCE:
        work(run)
    return run


@task(priority=WAITED_FOR)
def carry_out(pk):
    """Do a stored run in the background, or go on where whoever did it was cut off."""
    run = BulkRun.objects.filter(CUT_OFF, pk=pk).first()
    if run is None:
        return
    with override(run.user.language):
        work(run)
    if run.state == "stopped":
        return
    told = {"action": run.action, "done": run.done, "failed": run.failed, "href": reverse("run", args=[run.key])}
    notify([run.user_id], "bulk_done", data=told)


called(carry_out, gettext_lazy("Change of many records"))


def work(run):
    """Do a run to its end, or until it is stopped."""
    changed = _changed(run) if run.state != "waiting" and run.action != "undo" else set()
    run.state, run.done, run.failed, run.errors = "running", len(changed), 0, []
    run.save(update_fields=["state"])
    by = actor_for(User.objects.select_related("role").get(pk=run.user_id), via="web" if run.total <= AT_ONCE else "job")
    try:
        steps = _take_back(run, by) if run.action == "undo" else _change(run, by, changed)
        looked = time.monotonic()
        for pk, reason in steps:
            _note(run, pk, reason)
            if time.monotonic() - looked >= LOOK_EVERY:
                looked = time.monotonic()
                if not _goes_on(run):
                    return
    except Refused as refused:
        _fail(run, next(iter(refused.errors.values())))
        return
    except AWAY:
        raise  # a worker goes on with it
    except Exception:
        run.data = {**run.data, "broke": True}
        _fail(run, _("Something broke on the way. What is done can be taken back."))
        raise
    run.state = "done"
    run.save(update_fields=["state", "done", "failed", "errors"])


def _change(run, by, changed):
    """Change record after record but those changed already; yield (id, None or the reason why not)."""
    type, context, within = record_type(run.type), context_for(by), by.within(run.key)
    for record in _each(run, by):
        if record.pk in changed:
            continue
        try:
            _one(run, type, record, within, context)
            yield record.pk, None
        except Refused as refused:
            yield record.pk, next(iter(refused.errors.values()))
        except Forbidden:
            yield record.pk, _("You may not change this one.")
        except (Missing, Stale):
            yield record.pk, _("It was changed or removed meanwhile.")


def _one(run, type, record, by, context):
    if run.action == "delete":
        verbs.trash(record, by=by)
        return
    values = run.data.get("values") or {}
    if run.action == "tag":
        words = [*record.tags, *run.data.get("add", [])]
        off = set(run.data.get("remove", []))
        values = {"tags": [word for word in words if word not in off]}
    verbs.update(type, record, values, by=by, context=context)


def _each(run, by):
    """Yield the records of a run by key, so that what a change moves is met once."""
    return each(_records(run, by), CHUNK)


def _changed(run):
    """Return the ids of the records that a run has changed before it was cut off."""
    return set(Event.objects.filter(batch=run.key, type=run.type).values_list("record_id", flat=True))


def _records(run, by):
    type = record_type(run.type)
    if "ids" in run.data:
        return type.visible(by).filter(pk__in=run.data["ids"])
    return Query.of(type, run.data["query"], actor=by, context=context_for(by)).records()


def _take_back(run, by):
    of = run.data["of"]
    for event, reason in verbs.take_back(of, by=by.within(run.key)):
        yield event.record_id, reason
    BulkRun.objects.filter(key=of).update(state="undone")


def _note(run, pk, reason):
    if reason is None:
        run.done += 1
        return
    run.failed += 1
    if len(run.errors) < KEPT_ERRORS:
        run.errors = [*run.errors, {"id": pk, "message": str(reason)}]


def _goes_on(run):
    """Store how far the run is; tell whether it may go on."""
    BulkRun.objects.filter(pk=run.pk).update(done=run.done, failed=run.failed, errors=run.errors)
    run.refresh_from_db(fields=["state"])
    return run.state == "running"


def _fail(run, message):
    run.state = "failed"
    run.errors = [*run.errors, {"id": None, "message": str(message)}][-KEPT_ERRORS:]
    run.save(update_fields=["state", "done", "failed", "errors", "data"])
