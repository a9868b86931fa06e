"""The measurement: every work through the running server, the limit in the same moment."""

import time
from dataclasses import dataclass, field
from statistics import median

from perennial.bench.client import Refusal
from perennial.bench.works import get

WARM = 5  # calls before those that count
LONGEST = 60  # seconds for one work, after which fewer calls must do


@dataclass
class Timing:
    """How long the calls of one way of a work took, in seconds, and the processor time of the server for one."""

    calls: list = field(default_factory=list)
    cpu: float = 0.0
    size: int = 0
    refusal: str = ""

    def told(self):
        """Return {calls, median, p95, cpu: milliseconds, bytes}, or why there is none."""
        if self.refusal:
            return {"refusal": self.refusal}
        ordered = sorted(self.calls)
        last = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        return {"calls": len(ordered), "median": _ms(median(ordered)), "p95": _ms(last), "cpu": _ms(self.cpu / len(ordered)), "bytes": self.size}


def measure(work, clients, families, times):
    """Return {"api", "page", "limit": Timing} of a work; each call of one way is followed by one of each other.

    `clients` is {way: Client}; `families` {way: Running} tells processor time.
    """
    ways = {"api": work.api, "page": work.page, "limit": work.limit}
    asked = {way: _of_limit(call) if way == "limit" else call for way, call in ways.items() if call and way in clients}
    found = {way: Timing() for way in asked}
    warm, until = min(WARM, times), time.monotonic() + LONGEST
    for place in range(warm + times):
        if time.monotonic() > until and place > warm:
            break
        counted = place >= warm or time.monotonic() > until
        for way, call in asked.items():
            timing = found[way]
            if not timing.refusal:
                _once(timing, clients[way], families[way], call(place), counted)
    return found


def _once(timing, client, family, call, counted):
    before = family.cpu() if counted else 0
    try:
        content, seconds, _headers = client.call(call.method, call.path, body=call.body, form=call.form, headers=call.headers)
        if call.then:
            more, further, _headers = client.get(call.then)
            content, seconds = content + more, seconds + further
    except Refusal as refusal:
        timing.refusal = str(refusal)
        return
    if counted:
        timing.calls.append(seconds)
        timing.cpu += family.cpu() - before
        timing.size = max(timing.size, len(content))


def _of_limit(address):
    return lambda place: get(address(place))


def _ms(seconds):
    return round(seconds * 1000, 2)
