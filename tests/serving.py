"""A real Perennial in processes of its own, for tests that need one: its own folder, its own free ports."""

import os
import random
import socket
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field

import orjson


@dataclass
class Served:
    """What runs: its process, its address, and who can sign in as [{"email", "password"}]."""

    process: subprocess.Popen
    address: str
    sign_in: list = field(default_factory=list)


@contextmanager
def served(home, *arguments, port=None, **settings):
    """Start `perennial serve` in a folder and yield it; whatever happens, stop it. `settings` go into its environment."""
    environment = environment_of(home, port or two_free_ports()) | settings
    with open(home / "serve.log", "wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "perennial", "serve", "--json", *arguments],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    try:
        said = process.stdout.readline()
        assert said, f"It did not start:\n{(home / 'serve.log').read_text()}"
        ready = orjson.loads(said)
        yield Served(process, ready["address"], ready["sign_in"])
    finally:
        process.terminate()
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()


def environment_of(home, port):
    """Return an environment in which nothing of the tests' own settings is left."""
    ours = ("PERENNIAL_", "DATABASE_", "DJANGO_")
    known = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**known, "PERENNIAL_HOME": str(home), "PERENNIAL_PORT": str(port), "PERENNIAL_ENV_FILE": os.devnull}


def two_free_ports():
    """Return a free port after which the next is free too, below those that systems give out by themselves."""
    for first in random.sample(range(20_000, 30_000, 2), 100):
        if _is_free(first) and _is_free(first + 1):
            return first
    raise AssertionError("No two free ports stand side by side.")


def _is_free(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
