"""`perennial import` and `perennial export`: what they print, refuse and write; a kill in the middle."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest
from django.core.management import CommandError, call_command

from perennial.core.models import Event
from perennial.people.models import Company, Person
from perennial.records.models import ImportBatch

PEOPLE = "id,name,company,email\n1,Olena Koval,Hora,olena@hora.example\n2,Oleh Moroz,Hora,not-an-address\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE)
    return path


@pytest.fixture
def perennial(db, capsys):
    def perennial(*args):
        capsys.readouterr()
        try:
            call_command(*map(str, args))
            status = 0
        except CommandError:
            status = 1
        out = capsys.readouterr().out
        return (json.loads(out) if "--json" in args else out), status

    return perennial


def test_the_answer_says_what_became_of_the_rows(perennial, file, tmp_path):
    answer, status = perennial("import", file, "--as", "people", "--json", "--rejects", tmp_path / "left.csv")
    keys = ("read", "created", "updated", "skipped", "failed")
    assert status == 0 and [answer[key] for key in keys] == [2, 1, 0, 0, 1]
    error = answer["errors"][0]
    assert (error["row"], error["column"], error["value"]) == (3, "email", "not-an-address") and "name@company.com" in error["message"]
    assert ImportBatch.objects.get().key == answer["batch"] and answer["seconds"] >= 0
    assert "not-an-address" in (tmp_path / "left.csv").read_text("utf-8-sig")
    undone, status = perennial("import", "--undo", answer["batch"], "--json")
    assert (undone["undone"], status) == (2, 0) and not Person.objects.filter(trashed_at=None).exists()


def test_a_dry_run_stores_nothing(perennial, file):
    answer, _status = perennial("import", file, "--as", "people", "--dry-run", "--json")
    assert (answer["created"], answer["batch"]) == (1, None)
    assert not Person.objects.exists() and not Company.objects.exists() and not ImportBatch.objects.exists()


def test_a_map_and_values_for_every_row(perennial, file, tmp_path):
    (tmp_path / "map.json").write_text('{"company": "job_title", "email": ""}')
    answer, _status = perennial("import", file, "--as", "people", "--map", tmp_path / "map.json", "--set", "tags=fair", "--json")
    assert answer["created"] == 2 and answer["unmapped"] == ["email"]
    assert {person.job_title for person in Person.objects.all()} == {"Hora"} and Person.objects.first().tags


def test_columns_without_a_place_become_fields_of_their_own(perennial, tmp_path):
    (tmp_path / "wood.csv").write_text("name,favourite wood\nOlena Koval,oak\n")
    perennial("import", tmp_path / "wood.csv", "--as", "people", "--extra", "custom")
    assert Person.objects.get().custom == {"favourite_wood": "oak"}


def test_what_cannot_be_read_is_refused(perennial, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"%PDF-1.4")
    assert perennial("import", tmp_path / "a.csv", "--as", "people") == ("", 1)
    assert perennial("import", tmp_path / "none.csv", "--as", "people") == ("", 1)
    assert perennial("import", "--undo", "nothing") == ("", 1)


def test_people_are_taken_out_as_asked(perennial, file, tmp_path):
    perennial("import", file, "--as", "people")
    tree = json.dumps({"field": "company.name", "op": "is", "value": "Hora"})
    answer, status = perennial("export", "people", "--filter", tree, "--fields", "name,emails", "--out", tmp_path / "out.csv", "--json")
    assert (answer["count"], answer["format"], status) == (1, "csv", 0)
    assert (tmp_path / "out.csv").read_text("utf-8-sig").splitlines() == ["Name,E-mail", "Olena Koval,olena@hora.example"]
    assert Event.objects.filter(verb="exported").count() == 1
    for name in ("out.xlsx", "out.json", "out.vcf"):
        assert perennial("export", "people", "--out", tmp_path / name)[1] == 0 and (tmp_path / name).stat().st_size > 20
    assert perennial("export", "people", "--filter", "{", "--out", tmp_path / "no.csv")[1] == 1


def test_an_import_that_is_killed_goes_on_without_doubles(tmp_path):
    """Kill a real process in the middle; what is stored and what the batch says agree, and the rest comes after."""
    home, rows = tmp_path / "home", 6_000
    home.mkdir()
    path = tmp_path / "many.csv"
    path.write_text("id,name\n" + "".join(f"{number},Person Number{number}\n" for number in range(rows)))
    kept_out = ("PERENNIAL_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if not name.startswith(kept_out)}
    env |= {"PERENNIAL_HOME": str(home), "PERENNIAL_ENV_FILE": os.devnull}
    command = [sys.executable, "-m", "perennial"]
    subprocess.run([*command, "migrate"], env=env, check=True, capture_output=True, timeout=120)
    process = subprocess.Popen([*command, "import", str(path), "--as", "people"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    state = _wait_for_rows(home, process)
    process.send_signal(signal.SIGKILL)
    process.wait(20)
    key, read, people = _state(home)
    assert 0 < read == people < rows and state
    answer = subprocess.run(
        [*command, "import", str(path), "--as", "people", "--resume", key, "--json"], env=env, check=True, capture_output=True, timeout=120
    )
    assert json.loads(answer.stdout)["created"] == rows and _state(home)[2] == rows


def _wait_for_rows(home, process):
    for _try in range(600):
        time.sleep(0.05)
        state = _state(home)
        if (state and state[1]) or process.poll() is not None:
            return state
    return None


def _state(home):
    with sqlite3.connect(home / "perennial.sqlite3", timeout=10) as database:
        batch = database.execute("SELECT key, read FROM records_importbatch").fetchone()
        people = database.execute("SELECT count(*) FROM people_person").fetchone()[0]
    return batch and (*batch, people)
