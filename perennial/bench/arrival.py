"""Files brought in: rows a second through `perennial import`, and by hand."""

import csv
import os
import random
import subprocess
import sys
import time

import orjson
from django.conf import settings

from perennial.bench import limit, limit_writes
from perennial.bench.house import OWNER
from perennial.bench.names import Namer
from perennial.people.models import Company

HEAD = ("First name", "Last name", "E-mail", "Phone", "Company", "Job title")


def measure(count, owner_id):
    """Bring a file of so many people in; return {"rows", "per_second", "limit", "times"}."""
    path, by_hand = settings.HOME / "bench-import.csv", settings.HOME / "bench-by-hand.csv"
    _write(path, count, "a")
    _write(by_hand, count, "b")
    command = [sys.executable, "-m", "perennial", "import", str(path), "--as", "people", "--as-user", OWNER, "--json"]
    done = subprocess.run(command, env={**os.environ, "PERENNIAL_HOME": str(settings.HOME)}, capture_output=True)
    if done.returncode:
        return {"refusal": done.stderr.decode()[-300:]}
    told = orjson.loads(done.stdout)
    began = time.perf_counter()
    with open(by_hand, newline="", encoding="utf-8") as file:
        people = [dict(zip(("first", "last", "email", "phone"), row, strict=False)) for row in list(csv.reader(file))[1:]]
    limit_writes.bring_in(limit.connection(), people, owner_id)
    bare = count / (time.perf_counter() - began)
    own = told["created"] / max(told["seconds"], 0.01)
    return {"rows": told["read"], "failed": told["failed"], "per_second": round(own), "limit": round(bare), "times": round(bare / own, 1)}


def _write(path, count, mark):
    chance = random.Random(f"{mark}{time.time()}")
    namer, companies = Namer(chance), list(Company.objects.order_by("pk").values_list("name", flat=True)[:2000])
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for place in range(count):
            named, number = namer.person(chance.random() < 0.5), f"+49152{chance.randrange(10**7, 10**8)}"
            address = f"{named.address}.{mark}{place}@{chance.getrandbits(24):x}.example"
            company = chance.choice(companies) if companies else ""
            writer.writerow((named.first, named.last, address, number, company, "Buyer"))
