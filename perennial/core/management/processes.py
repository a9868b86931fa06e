"""The processes of one installation, started together, kept alive, stopped together."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from functools import partial

from django.conf import settings

from perennial import lifeline

PATIENCE = 15  # seconds a process gets to stop by itself
LONGEST_PAUSE = 30  # seconds before a process that keeps dying is started again
YOUNG = 10  # seconds; who dies earlier could not begin its work, and is started again ever more slowly


@dataclass
class Child:
    """One process, what starts it, and how it has fared."""

    name: str
    arguments: list
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = 0.5
    due: float = field(default=0.0)

    def start(self):
        self.started = time.monotonic()
        tied = {**os.environ, lifeline.NAME: "1"}
        # Our own stdout is for the one answer of `serve --json`.
        self.process = subprocess.Popen(self.arguments, stdout=2, preexec_fn=partial(lifeline.tie, parent=os.getpid()), env=tied)

    def look(self, say):
        """Start the process again when it has died, more slowly each time it dies young."""
        now = time.monotonic()
        if self.process is None:
            if now >= self.due:
                self.start()
        elif self.process.poll() is not None:
            self.pause = min(self.pause * 2, LONGEST_PAUSE) if now - self.started < YOUNG else 0.5
            say(f"{self.name} stopped with status {self.process.returncode}; starting it again in {self.pause:g} s.")
            self.process, self.due = None, now + self.pause


def children():
    """Return the processes that serve pages, push live and work in the background."""
    return [
        Child("Web", _granian("wsgi", settings.PORT, settings.WORKERS, settings.THREADS)),
        Child("Live push", _granian("asginl", settings.PORT + 1, 1, None)),
        *[Child("Worker", [*_perennial(), "worker"]) for _ in range(settings.JOB_WORKERS)],
    ]


def run(kids, say, when_ready):
    """Start all, keep them alive until this process is told to stop, then stop all."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    for child in kids:
        child.start()
    try:
        _await_answer(kids, stop, say)
        if not stop.is_set():
            when_ready()
        while not stop.wait(0.5):
            for child in kids:
                child.look(say)
    finally:
        _stop(kids)


def port_is_taken(port):
    """Tell whether something answers on or holds a port of the configured host."""
    with socket.socket(socket.AF_INET6 if ":" in settings.HOST else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.HOST, port))
        except OSError:
            return True
    return False


def _perennial():
    return [sys.executable, "-m", "perennial"]


def _granian(interface, port, workers, threads):
    arguments = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        interface,
        "--host",
        settings.HOST,
        "--port",
        str(port),
    ]
    arguments += ["--workers", str(workers), "--no-ws", "--log-level", "warning"]
    arguments += ["--respawn-failed-workers", "--respawn-interval", "0.5", "--workers-kill-timeout", "10"]
    if threads:
        arguments += ["--blocking-threads", str(threads), "--blocking-threads-idle-timeout", "600"]
    return [*arguments, f"perennial.{interface[:4]}:application"]


def _await_answer(kids, stop, say):
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(settings.HOST, settings.HOST)
    while not stop.wait(0.05):
        try:
            with socket.create_connection((host, settings.PORT), timeout=30) as connection:
                connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                if connection.recv(12).startswith(b"HTTP/"):
                    return
        except OSError:
            kids[0].look(say)


def _stop(kids):
    alive = [child.process for child in kids if child.process and child.process.poll() is None]
    for process in alive:
        process.terminate()
    until = time.monotonic() + PATIENCE
    for process in alive:
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
