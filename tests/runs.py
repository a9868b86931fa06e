"""The runs of `bin/test`: on SQLite, the same on PostgreSQL, then the journeys in a browser.

`python -m tests.runs [quick] [arguments of pytest]`
"""

import os
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from contextlib import contextmanager, nullcontext
from pathlib import Path

from tests import chromium, postgres

NO_TESTS = 5  # pytest's exit status when nothing was chosen
PROCESSES = 2
USUAL = "not browser and not kills"
TRIED_AGAIN = 5  # journeys that may fail once


def main(arguments):
    """Do the runs, print the sum of their results in one line, and return the exit status."""
    quick = arguments[:1] == ["quick"]
    arguments = arguments[1:] if quick else arguments
    passed = failed = 0
    for name, environment, options in [_sqlite()] if quick else _all():
        with environment as variables:
            one_passed, one_failed = _run(name, variables, [*options, *arguments])
            if name == "browser" and 0 < one_failed <= TRIED_AGAIN:
                # A browser on a busy machine may miss a moment; what fails twice has failed. Both runs are told.
                again, one_failed = _run("browser, what failed", variables, ["-m", "browser", "--last-failed", *arguments])
                one_passed += again
        passed, failed = passed + one_passed, failed + one_failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def _all():
    yield _sqlite()
    yield "PostgreSQL", _postgresql(), _parallel(USUAL)
    chromium.executable()
    yield "browser", nullcontext({}), ["-m", "browser"]


def _sqlite():
    return "SQLite", nullcontext({}), _parallel(USUAL)


def _parallel(chosen):
    return ["-m", chosen, "-n", str(PROCESSES), "--dist", "loadfile"]


@contextmanager
def _postgresql():
    with postgres.server() as url:
        yield {"PERENNIAL_TEST_DATABASE_URL": url}


def _run(name, variables, options):
    print(f"== {name}", flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        command = [sys.executable, "-m", "pytest", "-q", f"--junitxml={report}", *options]
        status = subprocess.run(command, env={**os.environ, **variables}).returncode
        passed, failed, skipped = _counted(report)
    if status not in (0, NO_TESTS) and not failed:
        failed = 1  # it broke before any test could
    aside = f", {skipped} skipped" if skipped else ""
    print(f"== {name}: {passed} passed, {failed} failed{aside} in {time.monotonic() - began:.0f} s", flush=True)
    return passed, failed


def _counted(report):
    if not report.exists():
        return 0, 0, 0
    suite = ElementTree.parse(report).getroot().find("testsuite")
    count = {name: int(suite.get(name, 0)) for name in ("tests", "failures", "errors", "skipped")}
    failed = count["failures"] + count["errors"]
    return count["tests"] - failed - count["skipped"], failed, count["skipped"]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
