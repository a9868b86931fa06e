"""Repeating jobs and jobs of workers that died."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from perennial.core import jobs
from perennial.core.management.worker import revive_orphaned_jobs, work

pytestmark = pytest.mark.django_db(transaction=True)
done = []


@pytest.fixture(autouse=True)
def only_ours(monkeypatch):
    monkeypatch.setattr(jobs, "JOBS", {})
    done.clear()


@task
def note(word):
    done.append(word)


def test_a_repeating_job_runs_once_in_its_time():
    jobs.periodic(every=60)(lambda: done.append("ran"))
    now = timezone.now()
    jobs.tick(now)
    jobs.tick(now + timedelta(seconds=59))
    assert done == ["ran"]
    jobs.tick(now + timedelta(seconds=61))
    assert done == ["ran", "ran"]


def test_of_two_workers_only_one_claims_a_job():
    jobs.periodic(every=60)(lambda: done.append("ran"))
    name, now = next(iter(jobs.JOBS)), timezone.now()
    jobs.PeriodicJob.objects.create(name=name, due_at=now)
    assert [jobs._claim(name, now), jobs._claim(name, now)] == [True, False]


def test_a_job_that_breaks_does_not_stop_the_next():
    def breaks():
        raise ValueError("no connection")

    jobs.periodic(every=60)(breaks)
    jobs.periodic(every=60)(lambda: done.append("ran"))
    jobs.tick()
    assert done == ["ran"]
    assert "no connection" in jobs.PeriodicJob.objects.get(name__endswith="breaks").error


def test_a_worker_does_what_waits():
    note.enqueue("hello")
    assert work(once=True) == 1
    assert done == ["hello"]


def test_a_job_of_a_dead_worker_gets_another_turn():
    left = orphan(["gone"])
    revive_orphaned_jobs()
    assert DBTaskResult.objects.get(pk=left.pk).status == "READY"
    work(once=True)
    assert done == ["hello"]


def test_a_job_that_killed_three_workers_counts_as_failed():
    left = orphan(["one", "two", "three"])
    revive_orphaned_jobs()
    assert DBTaskResult.objects.get(pk=left.pk).status == "FAILED"


def test_a_job_of_a_living_worker_is_left_alone():
    jobs.WorkerBeat.objects.create(worker="alive")
    left = orphan(["alive"])
    revive_orphaned_jobs()
    assert DBTaskResult.objects.get(pk=left.pk).status == "RUNNING"


def orphan(workers):
    note.enqueue("hello")
    row = DBTaskResult.objects.get()
    row.status, row.started_at, row.worker_ids = "RUNNING", timezone.now() - timedelta(minutes=10), workers
    row.save()
    return row
