"""Whatever is wrong with an installation, `perennial doctor` finds it and says what to do; a healthy one it leaves in peace."""

import io
from contextlib import suppress
from datetime import timedelta

import orjson
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from perennial.core.models import Event, Installation, WorkerBeat
from perennial.people.models import Person
from perennial.records import verbs
from perennial.records.models import File, Key
from perennial.records.registry import record_type
from perennial.records.search.models import SearchEntry
from perennial.sales.models import StageTotal
from tests.cast import cast, context, people  # noqa: F401
from tests.postgres import free_port

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def company(cast, context):  # noqa: F811
    """A person with an e-mail, a task, a deal and a file; a worker at work."""
    by = cast["owner"]
    anna = verbs.create(record_type("people"), {"first_name": "Anna", "emails": ["anna@example.com"]}, by=by, context=context)
    about = [f"people/{anna.pk}"]
    verbs.create(record_type("tasks"), {"title": "Call", "about": about, "starts_at": "2027-01-05T09:00Z"}, by=by, context=context)
    verbs.create(record_type("deals"), {"title": "Kitchen", "person": anna.pk, "amount": "500 EUR"}, by=by, context=context)
    WorkerBeat.objects.create(worker="one")
    return anna


def doctor(*options):
    heard = io.StringIO()
    with suppress(CommandError):
        call_command("doctor", *options, json=True, stdout=heard)
    return {one["check"]: one for one in orjson.loads(heard.getvalue())["findings"]}


def a_file(anna, **fields):
    return File.objects.create(**{"type": "people", "record_id": anna.pk, "name": "plan.pdf", "size": 3, "stored_as": "aa/none", **fields})


def a_job(anna, **fields):
    told = {"args_kwargs": {"args": [], "kwargs": {}}, "task_path": "perennial.activities.telling.letter", "run_after": get_date_max()}
    return DBTaskResult.objects.create(**told, backend_name="default", **fields)


def failed_job(anna):
    a_job(anna, status="FAILED", finished_at=timezone.now(), traceback="Traceback …\nValueError: no wood\n")


def late_job(anna):
    job = a_job(anna)
    DBTaskResult.objects.filter(pk=job.pk).update(enqueued_at=timezone.now() - timedelta(hours=1))


def tomorrows_event(anna):
    Event.objects.create(type="people", record_id=anna.pk, verb="called", at=timezone.now() + timedelta(days=1))


PLANTED = {
    "a migration that was not applied": (
        lambda anna: MigrationRecorder.Migration.objects.filter(app="demo").delete(), "The tables are those of this version", "demo.",
    ),
    "a person whom the search does not know": (
        lambda anna: SearchEntry.objects.all().delete(), "Search finds what is there", "people",
    ),
    "an address that leads nowhere": (
        lambda anna: Key.objects.filter(kind="emails").delete(), "Addresses, numbers and tags lead to their records", "people",
    ),
    "a sum of a stage": (
        lambda anna: StageTotal.objects.update(count=7), "The sums of boards are those of their deals", "1 sums",
    ),
    "a next step": (
        lambda anna: Person.objects.update(next_step_title="Something else"),
        "The next step of each record is its nearest open activity", "1 of people",
    ),
    "a row that hangs on nothing": (
        lambda anna: a_file(anna, record_id=999_999), "Everything that hangs on a record has its record", "File",
    ),
    "a file that is not on the disk": (a_file, "The files of records are on the disk", "plan.pdf"),
    "no worker": (lambda anna: WorkerBeat.objects.all().delete(), "A worker is alive", "No worker"),
    "a job that failed": (failed_job, "Background work is done in time", "no wood"),
    "a job that waits too long": (late_job, "Background work is done in time", "ten minutes"),
    "a clock that was set back": (tomorrows_event, "The clocks agree", "still to come"),
    "a time zone that does not exist": (
        lambda anna: Installation.objects.update(time_zone="Mars/Olympus"), "The clocks agree", "Mars/Olympus",
    ),
}  # fmt: skip


@pytest.mark.parametrize("planted", PLANTED)
def test_what_was_planted_is_found_with_what_to_do(company, planted):
    plant, check, words = PLANTED[planted]
    assert words not in doctor().get(check, {"message": ""})["message"]
    plant(company)
    found = doctor()[check]
    assert words in found["message"] and found["hint"]


@pytest.mark.parametrize(
    ("values", "check", "words"),
    [
        ({"SECRET_KEY": "short"}, "Nothing that is secret can be read by others", "short"),
        ({"DEBUG": True}, "Nothing that is secret can be read by others", "code and settings"),
        ({"BASE_URL": "http://crm.example.com"}, "Nothing that is secret can be read by others", "cross the network"),
        ({"EMAIL_BACKEND": SMTP, "BASE_URL": "https://crm.example.com"}, "Mail leaves the house", "ConnectionRefused"),
    ],
)
def test_a_setting_that_harms_is_found(company, settings, values, check, words):
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    for name, value in values.items():
        setattr(settings, name, value)
    found = doctor()[check]
    assert words in found["message"] and found["hint"]


def test_a_secret_that_others_may_read_is_found(company, settings, tmp_path):
    (tmp_path / "secret_key").write_text("x" * 50)
    (tmp_path / "secret_key").chmod(0o644)
    settings.HOME = tmp_path
    assert "chmod 600" in doctor()["Nothing that is secret can be read by others"]["hint"]


def test_a_disk_that_is_nearly_full_is_found(company, monkeypatch):
    monkeypatch.setattr("shutil.disk_usage", lambda path: type("Usage", (), {"free": 50 << 20}))
    assert "50 MB" in doctor()["There is room on the disk"]["message"]


def test_static_files_that_are_missing_are_found(company, settings, tmp_path):
    settings.STATIC_ROOT = tmp_path  # a restore of another test may have collected them
    assert "perennial prepare" in doctor()["Static files are collected"]["hint"]


def test_a_database_that_takes_no_changes_is_found(company):
    sqlite = connection.vendor == "sqlite"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1" if sqlite else "SET TRANSACTION READ ONLY")
        try:
            found = doctor()["The database answers and takes changes"]
        finally:
            cursor.execute("PRAGMA query_only = 0" if sqlite else "SELECT 1")
            transaction.set_rollback(True)
    assert found["level"] == "error" and "read-only" in found["hint"]


def test_a_missing_extension_of_postgresql_is_found(company):
    if connection.vendor == "sqlite":
        assert "The database has what search needs" not in doctor()
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP EXTENSION pg_trgm CASCADE")
    assert "CREATE EXTENSION pg_trgm" in doctor()["The database has what search needs"]["hint"]


def test_what_follows_from_the_records_is_mended(company):
    for planted in ("a person whom the search does not know", "an address that leads nowhere", "a sum of a stage", "a next step"):
        PLANTED[planted][0](company)
    assert {one["kind"] for one in doctor("--mend").values()} >= {"derived"}
    assert not [one for one in doctor("--whole").values() if one["kind"] == "derived"]
    assert Key.objects.filter(kind="emails", key="anna@example.com").count() == 1


def test_a_healthy_company_is_left_in_peace(company):
    found = doctor()
    assert set(found) <= {"Static files are collected", "Mail leaves the house"}
