"""Background work that repeats: each job done once in its time, however many workers run."""

import logging
from datetime import timedelta

from django.db import models
from django.utils import timezone

log = logging.getLogger("perennial.jobs")

# {name: (function, pause between two runs)}
JOBS = {}


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


def tick(now=None):
    """Run the jobs that are due and that no other worker has claimed; return their names."""
    now = now or timezone.now()
    known = dict(PeriodicJob.objects.values_list("name", "due_at"))
    missing = [PeriodicJob(name=name, due_at=now) for name in JOBS if name not in known]
    if missing:
        PeriodicJob.objects.bulk_create(missing, ignore_conflicts=True)
    due = [name for name in JOBS if known.get(name, now) <= now]
    return [name for name in due if _claim(name, now) and _run(name)]


def _claim(name, now):
    due = PeriodicJob.objects.filter(name=name, due_at__lte=now)
    return due.update(due_at=now + JOBS[name][1], started_at=now) == 1


def _run(name):
    error = ""
    try:
        JOBS[name][0]()
    except Exception as problem:  # one broken job must not keep the others from their turn
        log.exception("Periodic job %s failed", name)
        error = f"{type(problem).__name__}: {problem}"
    PeriodicJob.objects.filter(name=name).update(finished_at=timezone.now(), error=error)
    return True
