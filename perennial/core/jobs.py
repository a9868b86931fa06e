"""Background work: repeating jobs, each done once in its time; stored jobs that are done whole, or told of as failed."""

import logging
import threading
from contextlib import contextmanager
from datetime import timedelta
from functools import wraps

from django.db import InterfaceError, OperationalError, models, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

log = logging.getLogger("perennial.jobs")

AWAY = (OperationalError, InterfaceError)  # the database does not answer: whoever was at a job goes on later
PASSING = (*AWAY, OSError)  # what may be otherwise in a while; refusals of mail servers count among the latter

WAITED_FOR = 10  # priority of a job whose end somebody looks at; many short ones may wait before it, it goes first

# {name: (function, pause between two runs)}
JOBS = {}
# {path of a task: what people call it}; a room names its own by `called`
NAMES = {}
_doing = threading.local()


class PeriodicJob(models.Model):
    """When a repeating job is due; claiming it is moving `due_at`, which only one worker can do."""

    name = models.CharField(primary_key=True, max_length=120)
    due_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(default="", blank=True)

    def __str__(self):
        return self.name


class WorkerBeat(models.Model):
    """A worker that was alive at `seen_at`."""

    worker = models.CharField(primary_key=True, max_length=64)
    host = models.CharField(max_length=120, default="")
    seen_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.worker


def periodic(*, every):
    """Have the decorated function of no arguments called by one of the workers every `every` seconds."""

    def register(function):
        JOBS[f"{function.__module__}.{function.__qualname__}"] = (function, timedelta(seconds=every))
        return function

    return register


def called(task, name):
    """Give a stored job (a task) the name by which people read of it in the list of what failed; return the task."""
    NAMES[task.module_path] = name
    return task


def whole(function):
    """Have all that a short job changes stored together with the note that it is done, so that it is never done twice.

    Written below `@task()`. Longer jobs do without it: they tell by what is stored where they were.
    """

    @wraps(function)
    def run(*args, **kwargs):
        with transaction.atomic():
            value = function(*args, **kwargs)
            job = getattr(_doing, "job", None)
            if job:
                done = {"status": TaskResultStatus.SUCCESSFUL, "finished_at": timezone.now()}
                DBTaskResult.objects.filter(pk=job).update(**done)
        return value

    return run


@contextmanager
def doing(job):
    """Tell `whole` which stored job (its id) this thread is at."""
    _doing.job = job
    try:
        yield
    finally:
        _doing.job = None


def failed():
    """Return the stored jobs that failed, the last first."""
    return DBTaskResult.objects.failed().order_by("-finished_at")


def reason(job):
    """Say in one line why a job failed."""
    return (job.traceback.strip().splitlines() or [""])[-1]


def again(jobs):
    """Give failed jobs (a queryset) another turn, at once; return how many they are."""
    return jobs.filter(status=TaskResultStatus.FAILED).update(
        status=TaskResultStatus.READY, run_after=get_date_max(), worker_ids=[], started_at=None, finished_at=None,
        traceback="", exception_class_path="",
    )  # fmt: skip


def tick(now=None):
    """Run the jobs that are due and that no other worker has claimed; return their names."""
    now = now or timezone.now()
    known = dict(PeriodicJob.objects.values_list("name", "due_at"))
    missing = [PeriodicJob(name=name, due_at=now) for name in JOBS if name not in known]
    if missing:
        PeriodicJob.objects.bulk_create(missing, ignore_conflicts=True)
    due = [name for name in JOBS if _is_due(name, known.get(name, now), now)]
    return [name for name in due if _claim(name, now) and _run(name)]


def _is_due(name, due_at, now):
    """Tell whether a job's time has come, or is further away than it ever may be: then the clock was put back."""
    return due_at <= now or due_at > now + JOBS[name][1]


def _claim(name, now):
    pause = JOBS[name][1]
    due = PeriodicJob.objects.filter(models.Q(due_at__lte=now) | models.Q(due_at__gt=now + pause), name=name)
    return due.update(due_at=now + pause, started_at=now) == 1


def _run(name):
    error = ""
    try:
        JOBS[name][0]()
    except Exception as problem:  # one broken job must not keep the others from their turn
        log.exception("Periodic job %s failed", name)
        error = f"{type(problem).__name__}: {problem}"
    PeriodicJob.objects.filter(name=name).update(finished_at=timezone.now(), error=error)
    return True
