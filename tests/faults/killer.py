"""Whoever kills: at random moments, a random process of one house, never another's."""

import os
import signal
import threading
import time

from tests.faults.house import children, words


class Killer(threading.Thread):
    """Kills processes of a house until it has killed as many as it was told.

    Between two kills it waits for a random number of answers, so that a slow machine is not killed before it works;
    but for `longest` seconds at most, so that it also kills what has just begun.
    """

    def __init__(self, house, ledger, chance, kills, longest):
        super().__init__(daemon=True, name="killer")
        self.house, self.ledger, self.chance, self.left, self.longest = house, ledger, chance, kills, longest
        self.killed = {}
        self.stopped = threading.Event()

    def run(self):
        """Kill, wait for a random while, kill."""
        while self.left:
            self._wait()
            what, pid = self._chosen()
            if pid:
                os.kill(pid, signal.SIGKILL)
                self.killed[what] = self.killed.get(what, 0) + 1
                self.left -= 1

    def _wait(self):
        enough = self.ledger.counts.total() + self.chance.randint(0, 40)
        until = time.monotonic() + self.longest
        moment = self.chance.uniform(0, 0.3)
        while self.ledger.counts.total() < enough and time.monotonic() < until:
            self.stopped.wait(0.02)
        self.stopped.wait(moment)

    def _chosen(self):
        found = processes(self.house.process.pid)
        what = self.chance.choices(["web", "web's parent", "worker", "live"], [5, 2, 5, 1])[0]
        pid = self.chance.choice(found.get(what) or [None])
        if what == "worker" and not self._is_at_work(pid) and self.chance.random() < 0.9:
            return what, None  # killed while it starts, it would never come to its work
        return what, pid

    def _is_at_work(self, pid):
        return bool(pid and list((self.house.home / "workers").glob(f"*-{pid}-*")))


def processes(pid):
    """Return {what: [ids]} of the processes that `perennial serve` keeps."""
    found = {}
    for child in children(pid):
        started = words(child)
        if "granian" in started:
            web = "wsgi" in started
            found.setdefault("web's parent" if web else "live", []).append(child)
            if web:
                found.setdefault("web", []).extend(one for one in children(child) if _serves(one))
        elif "worker" in started:
            found.setdefault("worker", []).append(child)
    return found


def _serves(pid):
    return not any("resource_tracker" in word for word in words(pid))
