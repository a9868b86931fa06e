"""A worker: does stored jobs one after another, and repeating jobs when they are due."""

import logging
import os
import socket
import threading
import time
from datetime import timedelta

from django.db import close_old_connections, transaction
from django.db.utils import OperationalError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker as TaskWorker
from django_tasks_db.models import DBTaskResult

from perennial.core import jobs
from perennial.core.models import WorkerBeat

log = logging.getLogger("perennial.worker")

PAUSE = 0.25  # seconds between two looks for work
TICK = 1  # seconds between two looks for repeating jobs
BEAT = timedelta(seconds=15)
DEAD_AFTER = timedelta(minutes=3)
ATTEMPTS = 3  # of a job whose worker died
KEPT = timedelta(days=14)  # rows of finished jobs


def work(*, once=False):
    """Do jobs until the process is told to stop; with `once`, until none waits. Return how many were done."""
    name = f"{socket.gethostname()}-{os.getpid()}-{get_random_string(6)}"[:64]
    worker = TaskWorker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
    )
    if once:
        jobs.tick()
        worker.run()
        return worker._run_tasks
    worker.configure_signals()
    threading.Thread(target=_repeat, args=(name,), daemon=True, name="repeating jobs").start()
    while worker.running:
        if _waits():
            worker.run()
        else:
            time.sleep(PAUSE)
    return worker._run_tasks


def _waits():
    close_old_connections()
    try:
        return DBTaskResult.objects.ready().order_by().exists()
    except OperationalError:
        log.warning("The database does not answer; trying again.")
        time.sleep(2)
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


@jobs.periodic(every=60)
def revive_orphaned_jobs():
    """Give jobs of workers that died another turn; after three turns they count as failed."""
    now = timezone.now()
    WorkerBeat.objects.filter(seen_at__lt=now - DEAD_AFTER).delete()
    alive = set(WorkerBeat.objects.values_list("worker", flat=True))
    running = DBTaskResult.objects.running().filter(started_at__lt=now - DEAD_AFTER)
    for job in running.only("id", "worker_ids"):
        if not job.worker_ids or job.worker_ids[-1] not in alive:
            _give_back(job, now)


def _give_back(job, now):
    same = DBTaskResult.objects.running().filter(pk=job.pk)
    if len(job.worker_ids) >= ATTEMPTS:
        reason = f"Its worker died {ATTEMPTS} times while doing it."
        same.update(status=TaskResultStatus.FAILED, finished_at=now, traceback=reason)
    else:
        same.update(status=TaskResultStatus.READY, started_at=None)


@jobs.periodic(every=86_400)
def forget_finished_jobs():
    """Delete rows of jobs that were finished two weeks ago."""
    with transaction.atomic():
        DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT).delete()
