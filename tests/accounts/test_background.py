"""Settings, Background work: what failed stands there with its reason, and gets another turn."""

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from perennial.core import jobs
from perennial.core.jobs import PeriodicJob
from perennial.core.management.worker import work
from perennial.core.models import Event

PAGE = "/settings/background/"


@task()
def breaks(word):
    raise ValueError(f"no {word} in the house")


@task()
def writes(word):
    raise ConnectionRefusedError("no mail server")


@task()
@jobs.whole
def mends(word):
    PeriodicJob.objects.create(name=word)


jobs.called(breaks, "Fetching wood")


@pytest.fixture(autouse=True)
def nothing_repeats(monkeypatch):
    monkeypatch.setattr(jobs, "JOBS", {})


@pytest.fixture
def office(owner, browser, transactional_db):
    return browser(owner)


def test_a_job_that_always_fails_stands_in_the_list_with_its_reason_and_a_button(office):
    breaks.enqueue("wood")
    work(once=True)
    page = office.get(PAGE).content.decode()
    assert "Fetching wood" in page and "no wood in the house" in page and "Try again" in page


def test_the_button_gives_it_another_turn_and_the_audit_tells_who(office, owner):
    breaks.enqueue("wood")
    work(once=True)
    job = DBTaskResult.objects.get()
    assert office.post(f"{PAGE}{job.pk}/again/").status_code == 302
    assert DBTaskResult.objects.get().status == "READY"
    assert Event.objects.get(verb="tried_again").user_id == owner.pk
    assert office.post(f"{PAGE}{job.pk}/again/").status_code == 404
    work(once=True)
    assert "no wood in the house" in office.get(PAGE).content.decode()


def test_everything_can_be_tried_again_at_once(office):
    for word in ("wood", "glue"):
        breaks.enqueue(word)
    work(once=True)
    office.post(f"{PAGE}again/")
    assert DBTaskResult.objects.ready().count() == 2


def test_what_may_pass_is_not_failed_but_tried_later(office):
    writes.enqueue("wood")
    work(once=True)
    job = DBTaskResult.objects.get()
    assert job.status == "READY" and job.run_after > timezone.now()
    assert "no mail server" not in office.get(PAGE).content.decode()


def test_a_short_job_is_noted_as_done_together_with_what_it_did(office):
    mends.enqueue("glue")
    work(once=True)
    assert PeriodicJob.objects.filter(name="glue").count() == 1
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_that_nobody_is_at_work_is_said(office):
    assert "Nobody is at work" in office.get(PAGE).content.decode()


def test_only_who_may_change_settings_sees_it(colleague, browser):
    assert browser(colleague).get(PAGE).status_code == 403
    assert browser(colleague).post(f"{PAGE}again/").status_code == 403
