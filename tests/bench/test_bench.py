"""`perennial bench` from an empty folder to its tables, as small as can be."""

import subprocess
import sys

import orjson
import pytest

from perennial.bench.table import written
from tests.serving import environment_of, two_free_ports

SMALL = ["--people", "150", "--times", "1", "--seconds", "1", "--rows", "20"]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def found(home):
    """What a whole run has found."""
    done = bench(home, "--home", str(home / "large"), "--json", "--write", str(home / "performance.md"), *SMALL)
    assert done.returncode == 0, done.stderr
    return orjson.loads(done.stdout)


def bench(home, *arguments):
    command = [sys.executable, "-m", "perennial", "bench", *arguments]
    return subprocess.run(command, env=environment_of(home, two_free_ports()), capture_output=True, text=True)


def test_every_work_is_measured_and_nothing_is_refused(found):
    for who in ("owner", "seller"):
        for row in found[who]:
            timings = [row[way] for way in ("api", "page", "limit") if way in row]
            assert timings and all(timing["median"] > 0 for timing in timings), row
            assert all(row["queries"].values()), row


def test_loads_import_weight_and_memory_are_there(found):
    assert all(load["api"]["per_second"] > 0 and not load["api"]["failed"] for load in found["loads"])
    assert found["import"]["per_second"] > 0 and found["import"]["limit"] > 0 and not found["import"]["failed"]
    assert all(page["first"]["bytes"] > page["later"]["bytes"] > 0 for page in found["pages"])
    assert found["start"] > 0


def test_the_tables_can_be_read(found, home):
    text = (home / "performance.md").read_text()
    assert "## SQLite, 150 people" in text
    assert "| list, first 50 by name |" in text


def test_a_second_run_measures_what_is_there_only_when_asked(found, home):
    done = bench(home, "--home", str(home / "large"), *SMALL)
    assert done.returncode == 1
    assert "--again" in done.stderr


def test_nothing_can_be_measured_again_where_nothing_was_made(tmp_path):
    done = bench(tmp_path, "--again")
    assert done.returncode == 1
    assert "Leave --again out" in done.stderr


def test_tables_take_the_place_of_those_of_the_same_database_and_size(found):
    head = "# Performance\n\nSome words."
    once = written(head, found)
    other = written(once, found | {"sizes": found["sizes"] | {"people": 151}})
    assert once.startswith(head)
    assert other.count("\n## ") == 2
    assert written(other, found | {"at": "2030-01-01T00:00"}).count("2030-01-01") == 1
