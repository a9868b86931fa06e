"""`perennial serve` from an empty folder, and what happens when processes die."""

import os
import signal
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.serving import environment_of, served


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")  # empty for the first test only; the others start it again


@pytest.fixture
def running(home):
    with served(home, "--empty") as one:
        yield one


def test_an_empty_folder_becomes_a_perennial_that_answers(running):
    assert status(running.address) < 500


def test_a_second_one_on_the_same_port_is_refused_with_advice(running, tmp_path):
    port = running.address.rsplit(":", 1)[1]
    command = [sys.executable, "-m", "perennial", "serve", "--empty"]
    second = subprocess.run(command, env=environment_of(tmp_path, port), capture_output=True, text=True)
    assert second.returncode == 1
    assert "choose another port" in second.stderr


def test_a_process_that_is_killed_is_started_again(running):
    (web, *_others) = children(running.process.pid)
    os.kill(web, signal.SIGKILL)
    assert eventually(lambda: web not in children(running.process.pid) and answers(running.address))


def test_told_to_stop_it_leaves_nothing_behind(running):
    everybody = [pid for child in children(running.process.pid) for pid in [child, *children(child)]]
    running.process.terminate()
    assert running.process.wait(20) == 0
    assert eventually(lambda: not any(map(alive, everybody)))


def test_killed_it_leaves_nothing_behind_either(running):
    everybody = [pid for child in children(running.process.pid) for pid in [child, *children(child)]]
    running.process.kill()
    assert eventually(lambda: not any(map(alive, everybody)))


def children(pid):
    found = subprocess.run(["ps", "--no-headers", "-o", "pid", "--ppid", str(pid)], capture_output=True, text=True)
    return [int(line) for line in found.stdout.split()]


def alive(pid):
    found = subprocess.run(["ps", "--no-headers", "-o", "stat", "-p", str(pid)], capture_output=True, text=True)
    return bool(found.stdout.strip()) and not found.stdout.startswith("Z")


def status(address):
    try:
        return urlopen(address, timeout=20).status
    except HTTPError as answer:
        return answer.code


def answers(address):
    try:
        return status(address) < 500
    except OSError:
        return False


def eventually(holds, seconds=20):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.1)  # between two looks at processes that nothing announces
    return False
