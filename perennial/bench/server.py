"""The server under measure: started in processes of its own, weighed, stopped."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from perennial.core.management import processes

WATCHED = ("web", "live push")


class Unwell(Exception):
    """A server does not start; the words say where to look."""


class Running:
    """A process with all that it has started."""

    def __init__(self, process, seconds):
        self.process, self.seconds = process, seconds

    def family(self):
        """Return [(id, command line)] of the process and all below it (Linux; empty elsewhere)."""
        parents = {}
        for stat in Path("/proc").glob("[0-9]*/stat"):
            try:
                parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue  # it has just ended
        found = [self.process.pid]
        for pid in found:
            found += sorted(child for child, parent in parents.items() if parent == pid)
        return [(pid, _command(pid)) for pid in found if pid in parents]

    def memory(self):
        """Return {name of the process: MB it holds}."""
        found = {}
        for pid, command in self.family():
            name = _name(command, pid == self.process.pid)
            number = sum(one.startswith(name) for one in found)
            # The first of each kind only watches over those that do the work.
            found[f"{name}, its watch" if not number and name in WATCHED else f"{name} {number}" if number > 1 else name] = _resident(pid)
        return found

    def cpu(self):
        """Return the seconds of processor time that all of it has used."""
        return sum(_used(pid) for pid, _command in self.family())


@contextmanager
def served():
    """Start `perennial serve` on the data folder and yield it as a Running; stop it on leaving."""
    with started([sys.executable, "-m", "perennial", "serve", "--json", "--empty"]) as running:
        if not running.process.stdout.readline():
            raise Unwell(f"The server did not start: see {log()}")
        running.seconds, running.cpu_seconds = time.monotonic() - running.began, running.cpu()
        yield running


@contextmanager
def limit():
    """Serve the bare handler in the same kind of server, on a port of its own; yield it as a Running with `port`."""
    port = settings.PORT + 5
    if processes.port_is_taken(port):
        raise Unwell(f"Port {port} is taken: choose another with PERENNIAL_PORT.")
    arguments = [{str(settings.PORT): str(port)}.get(one, one) for one in processes.children()[0].arguments]
    with started([*arguments[:-1], "perennial.bench.limit:application"]) as running:
        until = time.monotonic() + 60
        while not _answers(port):
            if running.process.poll() is not None or time.monotonic() > until:
                raise Unwell(f"The bare handler did not start: see {log()}")
            time.sleep(0.05)
        running.port = port
        yield running


@contextmanager
def started(arguments):
    """Start one process and yield it as a Running; stop it on leaving."""
    environment = {**os.environ, "PERENNIAL_HOME": str(settings.HOME)}
    with open(log(), "ab") as said:
        process = subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE, stderr=said)
    running = Running(process, 0.0)
    running.began = time.monotonic()
    try:
        yield running
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def log():
    """Return the file that the servers write into."""
    return settings.HOME / "bench.log"


def _answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""


def _name(command, first):
    words = (("wsgi:app", "web"), ("asgi:app", "live push"), ("perennial worker", "worker"), ("limit:app", "limit"))
    if first and "serve" in command:
        return "perennial serve"
    return next((name for word, name in words if word in command), "helper of it")


def _resident(pid):
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))
    except (OSError, StopIteration):
        return 0.0


def _used(pid):
    """Return the seconds of processor time of all threads of one process."""
    try:
        return sum(int(one.read_text().split()[0]) for one in Path(f"/proc/{pid}/task").glob("*/schedstat")) / 1e9
    except OSError:
        return 0.0
