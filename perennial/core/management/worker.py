"""A worker: does stored jobs one after another, and repeating jobs when they are due.

A job whose worker died gets another turn as soon as that is known: at once where both share the data folder, since
the kernel lets go of a dead worker's lock; otherwise when the worker has not been seen for minutes. A job that met
what may pass (no database, no mail server) is tried again later; whatever else breaks is told of as failed.
"""

import logging
import os
import socket
import threading
import time
from datetime import timedelta

from django.conf import settings
from django.db import close_old_connections, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from perennial.core import jobs
from perennial.core.jobs import AWAY, PASSING
from perennial.core.models import WorkerBeat

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # no such locks here: only beats tell who is alive
    flock = None

log = logging.getLogger("perennial.worker")

PAUSE = 0.25  # seconds between two looks for work
TICK = 1  # seconds between two looks for repeating jobs
BEAT = timedelta(seconds=15)
DEAD_AFTER = timedelta(minutes=3)
ATTEMPTS = 3  # of a job whose worker died
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]  # before the next try
ENDED = ""  # stands for a worker that was at a job and ended it by itself
KEPT = timedelta(days=14)  # rows of finished jobs


def work(*, once=False):
    """Do jobs until the process is told to stop; with `once`, until none waits. Return how many were done."""
    worker = Worker(f"{get_random_string(8)}-{os.getpid()}-{socket.gethostname()}"[:64])
    lock = _hold(worker.worker_id)
    try:
        if once:
            jobs.tick()
            worker.run()
        else:
            worker.configure_signals()
            threading.Thread(target=_repeat, args=(worker.worker_id,), daemon=True, name="repeating jobs").start()
            _work_on(worker)
    finally:
        if lock:
            os.unlink(lock.name)
            lock.close()
    return worker._run_tasks


def _work_on(worker):
    revived = False
    while worker.running:
        close_old_connections()
        try:
            if not revived:
                revive_orphaned_jobs()
                revived = True
            if DBTaskResult.objects.ready().order_by().exists():
                worker.run()
            else:
                time.sleep(PAUSE)
        except AWAY:
            log.warning("The database does not answer; trying again.")
            revived = False  # a job that was cut off by it is known by no longer being done by us
            time.sleep(2)


class Worker(TaskWorker):
    """Does stored jobs; what may pass is tried again later."""

    def __init__(self, name):
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=0,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=name,
        )

    def run_task(self, job):
        """Do one job and store how it ended."""
        try:
            with jobs.doing(job.pk):
                super().run_task(job)
        except AWAY:
            _cut_off.add(job.pk)  # it still counts as running
            raise
        if job.status == TaskResultStatus.FAILED:
            _try_later(job)


_cut_off = set()  # ids of jobs whose end this process could not store


def _try_later(job):
    tried = job.worker_ids[:-1].count(ENDED)
    if tried < len(WAITS) and _may_pass(job.exception_class_path):
        now = timezone.now()
        DBTaskResult.objects.filter(pk=job.pk).update(
            status=TaskResultStatus.READY,
            run_after=now + WAITS[tried],
            started_at=None,
            worker_ids=[*job.worker_ids[:-1], ENDED],
        )
        log.warning("%s is tried again in %s: %s", job.task_path, WAITS[tried], jobs.reason(job))


def _may_pass(path):
    try:
        return issubclass(import_string(path), PASSING)
    except (ImportError, TypeError):
        return False


def _repeat(name):
    seen = None
    while True:
        close_old_connections()
        try:
            if seen is None or timezone.now() - seen > BEAT:
                seen = _beat(name)
            jobs.tick()
        except Exception:
            log.exception("Repeating jobs could not be looked at; trying again.")
        time.sleep(TICK)


def _beat(name):
    now = timezone.now()
    WorkerBeat.objects.update_or_create(worker=name, defaults={"host": socket.gethostname(), "seen_at": now})
    return now


def _hold(name):
    """Hold a lock that the kernel lets go of when this process ends, however it ends."""
    if flock is None:
        return None
    folder = settings.HOME / "workers"
    folder.mkdir(exist_ok=True)
    lock = open(folder / name, "w")  # noqa: SIM115  it stays open as long as we live
    flock(lock, LOCK_EX | LOCK_NB)
    return lock


def _lives(name):
    """Tell whether a worker lives by the lock it holds: True, False, or None when that cannot be known."""
    path = settings.HOME / "workers" / name
    if flock is None or not name or not path.is_file():
        return None
    with open(path) as lock:
        try:
            flock(lock, LOCK_EX | LOCK_NB)
        except OSError:
            return True
    path.unlink(missing_ok=True)
    return False


@jobs.periodic(every=60)
def revive_orphaned_jobs():
    """Give jobs of workers that died another turn; after three turns they count as failed."""
    now, cut_off = timezone.now(), set(_cut_off)
    WorkerBeat.objects.filter(seen_at__lt=now - DEAD_AFTER).delete()
    alive = set(WorkerBeat.objects.values_list("worker", flat=True))
    running = {job: (job.worker_ids or [""])[-1] for job in DBTaskResult.objects.running()}
    lives = {name: _lives(name) for name in {*alive, *running.values()}}
    dead = {name for name, living in lives.items() if living is False}
    WorkerBeat.objects.filter(worker__in=dead).delete()
    for job, name in running.items():
        # By the lock, where there is one: a clock that was put forward makes everybody look silent.
        silent = lives[name] is None and name not in alive and job.started_at < now - DEAD_AFTER
        if name in dead or silent or job.pk in cut_off:
            _give_back(job, now)
    _cut_off.difference_update(cut_off)


def _give_back(job, now):
    same = DBTaskResult.objects.running().filter(pk=job.pk)
    if len([name for name in job.worker_ids if name != ENDED]) >= ATTEMPTS:
        reason = f"Its worker died {ATTEMPTS} times while doing it."
        same.update(status=TaskResultStatus.FAILED, finished_at=now, traceback=reason)
    else:
        same.update(status=TaskResultStatus.READY, started_at=None)


@jobs.periodic(every=86_400)
def forget_finished_jobs():
    """Delete rows of jobs that were finished two weeks ago."""
    with transaction.atomic():
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
