"""`perennial doctor` finds what is wrong and says what to do."""

import io
from contextlib import suppress

import orjson
import pytest
from django.core.management import CommandError, call_command

from perennial.core.jobs import WorkerBeat

pytestmark = pytest.mark.django_db


def findings():
    heard = io.StringIO()
    with suppress(CommandError):
        call_command("doctor", json=True, stdout=heard)
    return {one["check"]: one for one in orjson.loads(heard.getvalue())["findings"]}


def test_a_missing_worker_is_an_error():
    assert findings()["A worker is alive"]["level"] == "error"


def test_a_living_worker_is_not_mentioned():
    WorkerBeat.objects.create(worker="one")
    assert "A worker is alive" not in findings()


def test_every_finding_says_what_to_do():
    assert all(one["hint"] for one in findings().values())


def test_a_healthy_database_is_not_mentioned():
    assert "The database answers and takes changes" not in findings()


def test_an_error_makes_the_command_fail():
    with pytest.raises(CommandError):
        call_command("doctor", stdout=io.StringIO())
