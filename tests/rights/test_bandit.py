"""The code holds no weakness that bandit knows, of medium weight or more, but those that are explained here."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# (file, what bandit calls it) -> why it stands. Text in SQL is names of our own tables and columns; values are parameters.
OWN_NAMES = "names of our own tables and columns, never what somebody typed; values go as parameters"
ESCAPED = "what is put into the markup escapes itself (format and % of Markup), or is a template of ours already drawn"
PROXIES = "an address to compare with or to tell, nothing is bound to it"
ACCEPTED = {
    "perennial/accounts/origin.py": {"B104": PROXIES},
    "perennial/activities/fields/due.py": {"B704": ESCAPED},
    "perennial/activities/pages/day.py": {"B704": ESCAPED},
    "perennial/activities/pages/panels.py": {"B704": ESCAPED},
    "perennial/activities/pages/timeline.py": {"B704": ESCAPED},
    "perennial/core/management/commands/serve.py": {"B104": "told as an address one can open"},
    "perennial/core/management/processes.py": {"B104": "told as an address one can open"},
    "perennial/core/prepared.py": {"B608": OWN_NAMES},
    "perennial/core/rows.py": {"B608": OWN_NAMES},
    "perennial/demo/pages.py": {"B704": ESCAPED},
    "perennial/people/timeline.py": {"B704": ESCAPED},
    "perennial/records/duplicates/spilled.py": {"B301": "read from a nameless file that this process has written itself"},
    "perennial/records/pages/duplicates_contributes.py": {"B704": ESCAPED},
    "perennial/records/pages/quick.py": {"B704": ESCAPED},
    "perennial/records/pages/record_panels.py": {"B704": ESCAPED},
    "perennial/records/pages/timeline_lines.py": {"B704": ESCAPED},
    "perennial/records/search/engine.py": {"B608": OWN_NAMES, "B611": "the question goes as a parameter"},
    "perennial/records/search/match.py": {"B611": "whole numbers that the search itself has found"},
    "perennial/records/search/vocabulary.py": {"B608": OWN_NAMES},
    "perennial/sales/timeline.py": {"B704": ESCAPED},
    "perennial/ui/jinja.py": {"B701": "Django's backend passes autoescape=True among the options", "B704": ESCAPED},
}


@pytest.fixture(scope="module")
def findings():
    command = [sys.executable, "-m", "bandit", "-r", "perennial", "-x", "perennial/bench", "-ll", "-q", "-f", "json"]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True).stdout)["results"]


def test_bandit_finds_nothing_that_is_not_explained(findings):
    wrong = [one for one in findings if one["test_id"] not in ACCEPTED.get(one["filename"], {})]
    assert not wrong, "\n".join(f"{one['filename']}:{one['line_number']} {one['test_id']} {one['issue_text']}" for one in wrong)


def test_what_is_explained_is_still_there(findings):
    found = {(one["filename"], one["test_id"]) for one in findings}
    assert not [(path, test) for path, tests in ACCEPTED.items() for test in tests if (path, test) not in found]
