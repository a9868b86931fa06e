"""One run: the servers start, everything is measured one after the other, the servers stop."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

import perennial
from perennial.accounts.models import Token, User
from perennial.accounts.policy import actor_for
from perennial.bench import server
from perennial.bench.client import Client
from perennial.bench.house import OWNER, SELLER
from perennial.bench.measure import WARM, measure
from perennial.bench.works import Samples, works


def run(note, options, say, progress):
    """Measure the company of a note; return everything as plain data."""
    found = {"at": datetime.now(UTC).isoformat(timespec="minutes"), "machine": machine(), "sizes": note["sizes"], "made_in": note["seconds"]}
    keys = {email: Token.make(User.objects.get(email=email), "bench")[1] for email in (OWNER, SELLER)}
    with server.served() as served, server.limit() as limit:
        found["start"] = round(served.seconds, 2)
        found["memory at first"] = served.memory()
        families = {"api": served, "page": served, "limit": limit}
        for who, email in (("owner", OWNER), ("seller", SELLER)):
            clients = {"api": Client(settings.PORT, keys[email]), "page": Client(settings.PORT), "limit": Client(limit.port)}
            clients["page"].sign_in(email, note["sign_in"][email])
            samples = Samples(WARM + options["times"], actor_for(User.objects.get(email=email)), seed=len(who))
            rows = progress(works(samples), label=f"Works of the {who}")
            found[who] = [_told(work, measure(work, clients, families, options["times"])) for work in rows]
        found["memory"] = served.memory()
    return found


def machine():
    """Return what the figures were got on, in general words."""
    return {
        "cores": os.cpu_count(), "memory": f"{_memory():.0f} GB", "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(), "database": _database(), "perennial": perennial.__version__,
        "web processes": settings.WORKERS, "threads of each": settings.THREADS,
    }  # fmt: skip


def _told(work, timings):
    row = {"name": work.name, "goal": work.goal, **{way: timing.told() for way, timing in timings.items()}}
    if row.get("limit", {}).get("median"):
        for way in ("api", "page"):
            if way in row and "median" in row[way]:
                row[way] |= {"times": _times(row, way, "median"), "cpu times": _times(row, way, "cpu")}
    return row


def _times(row, way, name):
    return round(row[way][name] / row["limit"][name], 1) if row["limit"][name] else None


def _database():
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()" if connection.vendor == "sqlite" else "SHOW server_version")
        return f"{connection.display_name} {cursor.fetchone()[0].split()[0]}"


def _memory():
    try:
        return int(Path("/proc/meminfo").read_text().split()[1]) / 1e6
    except OSError:
        return 0
