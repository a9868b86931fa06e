"""A mail server that is away loses no letter; a clock that jumps stops no work."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from perennial.accounts.channels import letter
from perennial.accounts.models import Notification
from perennial.core import jobs
from perennial.core.management import worker
from perennial.core.models import WorkerBeat
from tests.cast import cast  # noqa: F401
from tests.postgres import free_port

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_repeats(monkeypatch):
    monkeypatch.setattr(jobs, "JOBS", {})


def test_a_letter_waits_until_the_mail_server_is_back_and_is_sent_once(cast, settings):  # noqa: F811
    line = Notification.objects.create(user=cast["owner"].user, code="task_given", data={"who": "Ivan", "title": "Call"})
    letter.enqueue(line.pk)
    settings.EMAIL_HOST, settings.EMAIL_PORT, back = "127.0.0.1", free_port(), settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    worker.work(once=True)
    job = DBTaskResult.objects.get()
    assert job.status == "READY" and job.run_after > timezone.now() and not mail.outbox
    settings.EMAIL_BACKEND = back
    DBTaskResult.objects.update(run_after=timezone.now())
    worker.work(once=True)
    worker.work(once=True)
    assert len(mail.outbox) == 1 and DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_when_the_clock_is_put_back_repeating_jobs_run_on():
    done, now = [], timezone.now()
    jobs.periodic(every=60)(lambda: done.append("ran"))
    jobs.tick(now)
    jobs.tick(now - timedelta(days=1))
    jobs.tick(now - timedelta(days=1) + timedelta(seconds=30))
    assert done == ["ran", "ran"]


def test_when_the_clock_is_put_forward_a_worker_at_its_job_counts_as_alive():
    lock = worker._hold("living")
    WorkerBeat.objects.create(worker="living", seen_at=timezone.now() - timedelta(hours=5))
    letter.enqueue(1)
    DBTaskResult.objects.update(status="RUNNING", worker_ids=["living"], started_at=timezone.now() - timedelta(hours=5))
    worker.revive_orphaned_jobs()
    assert DBTaskResult.objects.get().status == "RUNNING"
    lock.close()  # as the kernel does when it ends
    worker.revive_orphaned_jobs()
    assert DBTaskResult.objects.get().status == "READY"
