"""One run: the servers start, everything is measured one after the other, the servers stop."""

import os
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import orjson
from django.conf import settings
from django.db import connection

import perennial
from perennial.accounts.models import Token, User
from perennial.accounts.policy import actor_for
from perennial.bench import arrival, server
from perennial.bench.client import Client
from perennial.bench.house import OWNER, SELLER
from perennial.bench.measure import WARM, measure
from perennial.bench.queries import Counter
from perennial.bench.weight import PAGES, weigh
from perennial.bench.works import Samples, works


def run(note, options, say, progress):
    """Measure the company of a note; return everything as plain data."""
    found = {"at": datetime.now(UTC).isoformat(timespec="minutes"), "machine": machine(), "sizes": note["sizes"], "made_in": note["seconds"], "times": options["times"]}
    users = {who: User.objects.select_related("role").get(email=email) for who, email in (("owner", OWNER), ("seller", SELLER))}
    keys = {who: Token.make(user, "bench")[1] for who, user in users.items()}
    with server.served() as served, server.limit() as limit:
        found |= {"start": round(served.seconds, 2), "start cpu": round(served.cpu_seconds, 2), "memory at first": served.memory()}
        for who, user in users.items():
            clients = {"api": Client(settings.PORT, keys[who]), "page": Client(settings.PORT), "limit": Client(limit.port)}
            clients["page"].sign_in(user.email, note["sign_in"][user.email])
            samples = Samples(WARM + options["times"], actor_for(user), seed=len(who))
            rows = progress(works(samples), label=f"Works of the {who}")
            families = {"api": served, "page": served, "limit": limit}
            found[who] = [_told(work, measure(work, clients, families, options["times"])) for work in rows]
            if who == "owner":
                found["pages"] = [weigh(clients["page"], *page) for page in (*PAGES, ("a person", f"/people/{samples.people[0].pk}/"))]
                say("Eight clients at once …")
                found["loads"] = _loads(clients, samples, limit, keys[who], options["seconds"])
        found["memory"] = served.memory()
    say("Counting queries …")
    for who, user in users.items():
        counter, counted = Counter(user, keys[who]), works(Samples(2, actor_for(user), seed=99))
        for row, work in zip(found[who], counted, strict=True):
            row["queries"] = counter.count(work)
    say(f"Bringing {options['rows']:,} rows in …")
    found["import"] = arrival.measure(options["rows"], users["owner"].pk)
    return found


def _loads(clients, samples, limit, key, seconds):
    """Return [{"name", "api", "page", "limit": what eight clients at once get}]."""
    page = clients["page"]
    program = f"Authorization: Bearer {key}\r\n"
    browser = f"Cookie: {'; '.join(f'{name}={value}' for name, value in page.cookies.items())}\r\n"
    people = [samples.person("load", place) for place in range(400 * seconds)]
    new = [_posted(program, orjson.dumps({"first_name": one["first"], "last_name": one["last"], "emails": one["email"]}).decode()) for one in people]
    bare = [_got(f"/create?{urlencode({**one, 'email': 'l' + one['email'], 'owner': samples.owner_id})}") for one in people]
    listed = "/api/v1/people?sort=name&limit=50"
    return [
        {"name": "list", "api": _load(settings.PORT, seconds, [_got(listed, program)] * 1000 * seconds),
         "page": _load(settings.PORT, seconds, [_got("/people/", browser)] * 1000 * seconds),
         "limit": _load(limit.port, seconds, [_got("/people")] * 4000 * seconds), "goal": (600, 300)},
        {"name": "create", "api": _load(settings.PORT, seconds, new), "limit": _load(limit.port, seconds, bare), "goal": (250, None)},
    ]  # fmt: skip


def _load(port, seconds, requests):
    order = orjson.dumps({"port": port, "seconds": seconds, "requests": requests})
    done = subprocess.run([sys.executable, "-m", "perennial.bench.load"], input=order, capture_output=True, check=True)
    return orjson.loads(done.stdout)


def _got(path, head=""):
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{head}\r\n"


def _posted(head, body):
    return f"POST /api/v1/people HTTP/1.1\r\nHost: localhost\r\n{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n{body}"


def machine():
    """Return what the figures were got on, in general words."""
    return {
        "cores": os.cpu_count(), "memory": f"{_memory():.0f} GB", "system": f"{platform.system()} {platform.release().split('-')[0]}",
        "python": platform.python_version(), "database": _database(), "perennial": perennial.__version__,
        "web processes": settings.WORKERS, "threads of each": settings.THREADS, "load before": round(os.getloadavg()[0], 1),
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
