"""A PostgreSQL server of one's own: started on a free port in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.packages import need

NO_DURABILITY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]


@contextmanager
def server():
    """Yield the URL of a fresh PostgreSQL server."""
    programs = _programs() or need("PostgreSQL", "postgresql", _programs)
    owner = _owner()
    folder = tempfile.mkdtemp(prefix="perennial-postgres-")
    process = None
    try:
        if owner:
            shutil.chown(folder, owner["user"], owner["group"])
        _run([programs / "initdb", "-D", f"{folder}/data", "-U", "perennial", "--auth=trust", "--no-sync",
              "--encoding=UTF8", "--locale=C.UTF-8"], owner)  # fmt: skip
        port = free_port()
        process = _start(programs, folder, port, owner)
        yield f"postgres://perennial@127.0.0.1:{port}/postgres"
    finally:
        if process:
            process.send_signal(signal.SIGINT)
            process.wait(30)
        shutil.rmtree(folder, ignore_errors=True)


def free_port():
    """Return a TCP port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _programs():
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    for folder in [*folders, *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _owner():
    """Return whom to run the server as: it refuses root."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    entry = names.get("postgres") or names["nobody"]
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _run(arguments, owner):
    done = subprocess.run(arguments, cwd="/", capture_output=True, text=True, **owner)
    if done.returncode:
        raise SystemExit(f"PostgreSQL could not be prepared:\n{done.stdout}{done.stderr}")


def _start(programs, folder, port, owner):
    settings = [f"port={port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", *NO_DURABILITY]
    arguments = [programs / "postgres", "-D", f"{folder}/data", *[part for each in settings for part in ("-c", each)]]
    with open(f"{folder}/log", "wb") as log:
        process = subprocess.Popen(arguments, cwd="/", stdout=log, stderr=log, **owner)
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    until = time.monotonic() + 60
    while subprocess.run(ready).returncode:
        if process.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"PostgreSQL did not start:\n{Path(folder, 'log').read_text()}")
        time.sleep(0.1)
    return process
