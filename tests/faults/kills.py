"""The kill test: a real Perennial under mixed load, whose processes are killed at random moments.

    python -m tests.faults.kills --kills 200 [--postgresql] [--seed 7]

Afterwards whoever worked compares what he was answered with what is there.
"""

import argparse
import random
import shutil
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests import postgres
from tests.faults import checks
from tests.faults.caller import Browser
from tests.faults.forms import LONGEST, Bulk, HandOver, Import, again
from tests.faults.hands import ApiHand
from tests.faults.house import House, alone, eventually
from tests.faults.killer import Killer
from tests.faults.ledger import Ledger


def main(arguments):
    """Run the trial as a command; exit 1 with every finding."""
    options = _parser().parse_args(arguments)
    alone()
    home = Path(tempfile.mkdtemp(prefix="perennial-kills-"))
    with postgres.server() if options.postgresql else nullcontext("") as database:
        trial = Trial(House(home, database), options.kills, options.seed, options.longest)
        findings = trial.run()
    print(trial.told())
    for line in findings:
        print(f"WRONG  {line}")
    if findings:
        print(f"The folder is kept: {home}")
    else:
        shutil.rmtree(home, ignore_errors=True)
    return 1 if findings else 0


class Trial:
    """One run: found a company, work, kill, look."""

    def __init__(self, house, kills, seed=None, longest=4):
        self.house, self.seed = house, random.randrange(1_000_000) if seed is None else seed
        self.ledger = Ledger()
        self.killer = Killer(house, self.ledger, random.Random(self.seed), kills, longest)
        self.seconds = 0
        print(f"seed {self.seed}", flush=True)

    def run(self):
        """Return the findings."""
        house = self.house.found()
        colleagues = house.people("anna", "boris", "vira", "hryhorii", "dmytro", "eva")
        house.serve()
        began = time.monotonic()
        try:
            hands = [ApiHand(house, self.ledger, f"a{self.seed}n{n}", self.seed, colleagues[4:]) for n in range(3)]
            hands += [kind(house, self.ledger, f"{kind.__name__.lower()}{self.seed}", self.seed, colleagues)
                      for kind in (Bulk, Import, HandOver)]  # fmt: skip
            for hand in hands:
                hand.start()
            for hand in hands:
                hand.ready.wait()
            self.killer.start()
            self.killer.join()
            for hand in hands:
                hand.stopped.set()
            for hand in hands:
                hand.join(LONGEST)
                if hand.is_alive():
                    self.ledger.complain(f"{hand.name} does not come to an end")
            browser = Browser(house).sign_in()
            if not eventually(lambda: again(house, browser, self.ledger) or checks.settled(house), 120, 0.5):
                self.ledger.complain("jobs do not come to an end")
            self.seconds = time.monotonic() - began
            return checks.look(house, self.ledger)
        finally:
            house.stop()

    def told(self):
        """Say what was done and killed."""
        killed = ", ".join(f"{count} × {what}" for what, count in sorted(self.killer.killed.items()))
        done = ", ".join(f"{count} {what}" for what, count in sorted(self.ledger.counts.items()))
        kind = "PostgreSQL" if self.house.database else "SQLite"
        return f"{kind}, seed {self.seed}, {self.seconds:.0f} s. Killed: {killed}. Answered: {done}."


def _parser():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=200, help="how many processes are killed")
    parser.add_argument("--postgresql", action="store_true", help="on a PostgreSQL server of its own, instead of SQLite")
    parser.add_argument("--seed", type=int, help="repeat the choices of an earlier run")
    parser.add_argument("--longest", type=float, default=4.0, help="seconds between two kills, at most")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
