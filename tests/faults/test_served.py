"""A real Perennial with three workers: slow clients, a full disk, lost connections; each job is done once."""

import resource
import socket
import threading
from contextlib import contextmanager, suppress

import psycopg
import pytest

from tests.faults.caller import Browser, Lost, Program
from tests.faults.conftest import empty
from tests.faults.house import House, eventually
from tests.faults.killer import processes

MANY = 200


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    with empty() as database:
        made = House(tmp_path_factory.mktemp("served"), database, PERENNIAL_JOB_WORKERS="3", PERENNIAL_THREADS="4").found()
        made.colleagues = made.people("anna")
        made.serve()
        yield made
        made.stop()


@pytest.fixture
def program(house):
    return Program(house)


def test_each_of_200_jobs_is_done_once_by_three_workers(house, program):
    tasks = [{"title": f"Call {n}", "owner": house.colleagues[0]} for n in range(MANY)]
    assert program.call("POST", "tasks/bulk", {"items": tasks, "atomic": True})[0] == 200
    told = "perennial.activities.telling.tell"
    jobs = "SELECT {} FROM django_tasks_database_dbtaskresult WHERE task_path = ? AND status = 'SUCCESSFUL'"
    assert eventually(lambda: house.one(jobs.format("count(*)"), told) == MANY, 90)
    by = [str(row[0]) for row in house.rows(jobs.format("worker_ids"), told)]
    assert all("," not in names for names in by)
    assert len(set(by)) > 1
    lines = house.rows("SELECT record_id, count(*) FROM accounts_notification WHERE code = 'task_given' GROUP BY record_id")
    assert len(lines) == MANY and {count for _pk, count in lines} == {1}


def test_clients_that_are_slow_to_ask_do_not_keep_others_out(house, program):
    with slow(house, b"GET / HTTP/1.1\r\nHost: localhost\r\nX-A: "):
        for _ in range(10):
            assert program.call("GET", "people?limit=1")[0] == 200


def test_a_body_of_50_MB_is_refused_in_words_by_the_server_too(house, program):
    with socket.create_connection(("127.0.0.1", house.port), timeout=60) as one:
        one.sendall(beginning(house, 50_000_000))
        with suppress(OSError):  # it is answered before all of it has come
            one.sendall(b"x" * 50_000_000)
        answer = one.recv(10_000)
    assert answer.startswith(b"HTTP/1.1 413") and b"too large" in answer


def test_what_cannot_be_stored_is_told_and_nothing_is_lost(house, program):
    before = house.one("SELECT count(*) FROM people_person")
    with taking_no_changes(house):
        status, answer = program.call("POST", "people", {"last_name": "Bilyk"}, key="Bilyk")
        assert status == 503 and "cannot be reached or changed" in answer["title"]
        assert program.call("GET", "people?limit=1")[0] in (200, 503)
    assert eventually(lambda: _makes(program, "Bilyk"), 40)
    assert house.one("SELECT count(*) FROM people_person") == before + 1


def test_lost_connections_are_found_again_and_nothing_is_lost(house, program):
    if not house.database:
        return  # there is none that could be lost
    for n in range(5):
        with psycopg.connect(house.database, autocommit=True) as there:
            there.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        assert eventually(lambda n=n: _makes(program, f"Lost {n}"), 40)
    assert house.one("SELECT count(*) FROM people_person WHERE substr(last_name, 1, 5) = 'Lost '") == 5


def test_the_page_speaks_the_readers_language_when_the_database_is_away(house):
    browser = Browser(house)
    with taking_no_changes(house):
        status, headers, page = browser.until_answered("POST", "/sign-in/", browser.form({}), {"Accept-Language": "uk"})
    assert status < 500 or (status == 503 and headers["Retry-After"]), page.decode()


def beginning(house, length):
    """The beginning of a call whose body is long."""
    lines = ["POST /api/v1/people HTTP/1.1", "Host: localhost", f"Authorization: Bearer {house.token}",
             "Content-Type: application/json", f"Content-Length: {length}", "", "{"]  # fmt: skip
    return "\r\n".join(lines).encode()


@contextmanager
def slow(house, beginning, clients=12):
    """Clients who begin to ask, and then send a letter now and then."""
    stopped, sockets = threading.Event(), [socket.create_connection(("127.0.0.1", house.port)) for _ in range(clients)]

    def drip():
        while not stopped.wait(0.5):
            for one in sockets:
                with suppress(OSError):
                    one.sendall(b" ")

    for one in sockets:
        one.sendall(beginning)
    dripping = threading.Thread(target=drip, daemon=True)
    dripping.start()
    stopped.wait(1)  # they are all at it
    yield
    stopped.set()
    dripping.join()
    for one in sockets:
        one.close()


@contextmanager
def taking_no_changes(house):
    """The disk is full (SQLite: no file may grow), or the database read-only (PostgreSQL)."""
    if house.database:
        name = house.database.rsplit("/", 1)[1]
        with psycopg.connect(house.database, autocommit=True) as there:
            there.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
            there.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
            eventually(lambda: _answered(house), 20)
            yield
            there.execute("SET default_transaction_read_only = off")
            there.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
            there.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
        return
    web = processes(house.process.pid)["web"]
    before = {pid: resource.prlimit(pid, resource.RLIMIT_FSIZE) for pid in web}
    for pid, (_soft, hard) in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    yield
    for pid, limits in before.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def _makes(program, name):
    """Send the same call until it is done."""
    return program.call("POST", "people", {"last_name": name}, key=name, again=True)[0] == 201


def _answered(house):
    try:
        return Program(house).call("GET", "people?limit=1")[0] == 200
    except Lost:
        return False
