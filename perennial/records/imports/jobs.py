"""The work of imports that goes on behind the pages: trying the whole file, bringing it in, taking it back."""

import os
import time
from datetime import timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from perennial.accounts.kinds import kind
from perennial.accounts.models import User
from perennial.accounts.notifications import notify
from perennial.accounts.policy import actor_for
from perennial.core.errors import Forbidden, Refused
from perennial.core.jobs import AWAY, WAITED_FOR, called, periodic
from perennial.records import tables
from perennial.records.context import context_for
from perennial.records.imports import stored, undo
from perennial.records.imports.check import check
from perennial.records.imports.plan import Plan
from perennial.records.imports.run import run
from perennial.records.models import ImportBatch
from perennial.records.registry import record_type

SILENT = timedelta(minutes=10)  # a run that has said nothing for so long has died with its worker
GOING = ("waiting", "running", "undoing")
BROKE = gettext_lazy("Something broke on the way. What came in can be taken back.")

kind(
    "import", gettext_lazy("What I bring in is done"),
    import_done=gettext_lazy("“%(title)s” is brought in: %(created)s new, %(updated)s updated, %(failed)s left out."),
    import_failed=gettext_lazy("“%(title)s” could not be brought in: %(why)s"),
    import_undone=gettext_lazy("The import of “%(title)s” is taken back."),
)  # fmt: skip


@task(priority=WAITED_FOR)
def try_whole(pk):
    """Try the plan of a draft on the whole file, unless it has changed meanwhile."""
    batch = ImportBatch.objects.filter(pk=pk, state="draft").first()
    if batch is None:
        return
    user = _user(batch)
    plan = Plan.of(batch.options)

    def go_on(_trial):
        now = ImportBatch.objects.filter(pk=pk, state="draft").values_list("options", flat=True).first()
        if now is None or Plan.of(now) != plan:
            raise StopIteration

    with override(user.language):
        try:
            check(batch, record_type(batch.type), stored.table_of(batch, plan), plan, actor_for(user), most=None, progress=go_on)
        except (Refused, Forbidden, tables.Refused, FileNotFoundError):
            return  # the page says so itself


called(try_whole, gettext_lazy("Trial of a file"))


def begin(batch, job, state, *, of, **fields):
    """Bring a batch out of one of the states `of` into another, together with the job that goes on; tell whether it was."""
    with transaction.atomic():
        found = ImportBatch.objects.filter(pk=batch.pk, state__in=of).update(state=state, **fields)
        if found:
            job.enqueue(batch.pk)
    return bool(found)


@task(priority=WAITED_FOR)
def bring_in(pk):
    """Do a waiting import to its end; one that was cut off goes on where it was."""
    if not ImportBatch.objects.filter(pk=pk, state__in=("waiting", "running", "failed")).update(state="running"):
        return
    batch = ImportBatch.objects.get(pk=pk)
    user = _user(batch)
    with override(user.language):
        why = _run(batch, user)
        if why:
            ImportBatch.objects.filter(pk=pk).update(state="failed", message=why)
        told = {"title": batch.file_name, "href": reverse("import", args=[batch.key]), "why": why}
        counts = {name: getattr(batch, name) for name in ("created", "updated", "failed")}
        notify([user], "import_failed" if why else "import_done", data={**told, **counts})


called(bring_in, gettext_lazy("Import of a file"))


def _run(batch, user):
    """Run an import; return why it failed, or an empty text."""
    try:
        plan, by = Plan.of(batch.options), actor_for(user, via="import")
        table = stored.table_of(batch, plan)
        path = stored.rejects_of(batch)
        run(batch, record_type(batch.type), table, plan, by=by, context=context_for(by), rejects=path, progress=_beat)
        ImportBatch.objects.filter(pk=batch.pk).update(rejects_as=path.name if path.exists() else "")
    except tables.Refused as refusal:
        return str(refusal)
    except Refused as refusal:
        return " ".join(map(str, refusal.errors.values()))
    except Forbidden:
        return _("You may not bring in such records.")
    except FileNotFoundError:
        return _("The file is no longer here: choose it again.")
    except AWAY:
        raise  # it goes on when the database is there again
    except Exception:
        ImportBatch.objects.filter(pk=batch.pk).update(state="failed", message=str(BROKE))
        raise
    return ""


def _beat(batch, _rows=None):
    """Show that the run is alive, and stop when somebody asked for it."""
    if path := stored.path_of(batch):
        os.utime(path)
    if not ImportBatch.objects.filter(pk=batch.pk, state__in=("running", "undoing")).exists():
        raise StopIteration


@task(priority=WAITED_FOR)
def take_back(pk):
    """Take an import back."""
    batch = ImportBatch.objects.filter(pk=pk, state="undoing").first()
    if batch is None:
        return
    user = _user(batch)
    with override(user.language):
        ImportBatch.objects.filter(pk=pk).update(seconds=0, total=undo.total(batch))

        def progress(done):
            ImportBatch.objects.filter(pk=pk).update(options={**batch.options, "undone": done})
            _beat(batch)

        undo.take_back(batch, by=actor_for(user, via="import"), progress=progress)
        notify([user], "import_undone", data={"title": batch.file_name, "href": reverse("import", args=[batch.key])})


called(take_back, gettext_lazy("Taking back an import"))


@periodic(every=60)
def go_on():
    """Begin again, where they were, imports that nobody is at any more; those whose job failed have failed."""
    for batch in ImportBatch.objects.filter(state="running").exclude(stored_as=""):
        path = stored.path_of(batch)
        if not path or time.time() - path.stat().st_mtime < SILENT.total_seconds():
            continue
        jobs = DBTaskResult.objects.filter(task_path=bring_in.module_path, args_kwargs__args=[batch.pk])
        states = set(jobs.values_list("status", flat=True))
        if TaskResultStatus.FAILED in states:
            ImportBatch.objects.filter(pk=batch.pk, state="running").update(state="failed", message=str(BROKE))
        elif not states & {TaskResultStatus.READY, TaskResultStatus.RUNNING}:
            begin(batch, bring_in, "waiting", of=("running",))


def _user(batch):
    return User.objects.select_related("role").get(pk=batch.started_by_id)
