"""A Perennial of its own for trials: its folder, its processes, its database by plain SQL."""

import os
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import orjson
import psycopg

from tests.serving import environment_of, two_free_ports

PASSWORD = "oak planks 2026 long"
OWNER = "olena@example.com"
PEOPLE = """
import orjson
from perennial.accounts.models import Role, User, Token
owner, role = User.objects.get(email="{owner}"), Role.objects.get(code="owner")
made = [User.objects.create_user(name + "@example.com", name=name, role=role) for name in {names!r}]
print(orjson.dumps([Token.make(owner, "trial")[1], [one.pk for one in made]]).decode())
"""


class House:
    """An installation in a folder; `database` is a URL of PostgreSQL, or empty for SQLite."""

    def __init__(self, home, database="", **settings):
        self.home, self.database = Path(home), database
        self.port = int(settings.pop("PERENNIAL_PORT", 0)) or two_free_ports()
        self.settings = {**settings, **({"DATABASE_URL": database} if database else {})}
        self.process = self.token = None

    @property
    def environment(self):
        """The environment of its processes."""
        return {**environment_of(self.home, self.port), **self.settings}

    def found(self):
        """Name the company, make its owner and a key to the API."""
        self.run("init", "--company", "North Oak", "--currency", "EUR", "--country", "UA", "--admin-email", OWNER,
                 "--admin-password-stdin", typed=PASSWORD)  # fmt: skip
        return self

    def people(self, *names):
        """Make a key to the API, and colleagues who see everything; return their ids."""
        made = subprocess.run(
            [sys.executable, "-m", "perennial", "shell", "-c", PEOPLE.format(names=names, owner=OWNER)],
            env=self.environment, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        assert made.returncode == 0, made.stderr
        self.token, ids = orjson.loads(made.stdout.strip().splitlines()[-1])
        return ids

    def run(self, *arguments, typed="", status=0):
        """Run a command to its end; return what it answered as JSON."""
        done = subprocess.run(
            self.command(*arguments), env=self.environment, input=typed, capture_output=True, text=True, timeout=300
        )
        assert done.returncode in (status, 0), f"{arguments[0]}: {done.stdout}{done.stderr}"
        return orjson.loads(done.stdout.strip().splitlines()[-1]) if done.stdout.strip() else None

    def command(self, *arguments):
        """Return the words that run a command, answered as JSON."""
        return [sys.executable, "-m", "perennial", *arguments, "--json"]

    def serve(self):
        """Start `perennial serve`; return when it answers."""
        with open(self.home / "serve.log", "ab") as log:
            self.process = subprocess.Popen(
                self.command("serve", "--empty"), env=self.environment, stdout=subprocess.PIPE, stderr=log
            )
        assert self.process.stdout.readline(), f"It did not start:\n{self.log()}"
        return self

    def stop(self):
        """Stop what `serve` started."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(10)
        self.process = None

    def log(self):
        """Return what its processes said on standard error."""
        return (self.home / "serve.log").read_text(errors="replace")

    def rows(self, statement, *values):
        """Ask its database past all of our code; `?` stands for values."""
        if self.database:
            with psycopg.connect(self.database, autocommit=True) as there:
                found = there.execute(statement.replace("?", "%s"), values)
                return found.fetchall() if found.description else []
        with sqlite3.connect(self.home / "perennial.sqlite3", timeout=60, isolation_level=None) as there:
            found = there.execute(statement, values).fetchall()
        there.close()
        return found

    def one(self, statement, *values):
        """Return the first value of the first row."""
        return self.rows(statement, *values)[0][0]


def children(pid):
    """Return the ids of a process's children."""
    try:
        return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def words(pid):
    """Return the words a process was started with."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return []


def eventually(holds, seconds=30, pause=0.1):
    """Tell whether something comes true in time."""
    until = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(pause)  # between two looks at what nothing announces
    return True


def alone():
    """Keep what we start from reading settings of whoever runs the trial."""
    for name in [name for name in os.environ if name.startswith(("PERENNIAL_", "DATABASE_", "DJANGO_"))]:
        del os.environ[name]
