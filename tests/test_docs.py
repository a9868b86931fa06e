"""The guides name everything that there is."""

import json
import re
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[1]


def text(path):
    return (ROOT / path).read_text()


def test_every_setting_has_its_line():
    names = set(re.findall(r'env\.\w+\("(\w+)"', text("perennial/settings.py")))
    assert not [name for name in names if f"| `{name}` |" not in text("docs/admin/settings.md")]


def test_every_command_has_its_line():
    ours = [name for name, app in get_commands().items() if app.startswith("perennial.")]
    assert not [name for name in ours if f"| `{name}` |" not in text("docs/admin/commands.md")]


def test_every_command_shows_an_example():
    ours = [path for path in (ROOT / "perennial").glob("*/management/commands/*.py") if path.stem != "__init__"]
    assert not [path.stem for path in ours if "example = " not in path.read_text()]


def test_every_dependency_says_why_it_is_here():
    asked = [line for name in ("base", "dev", "node") for line in text(f"requirements/{name}.in").splitlines()]
    python = [re.split(r"[\[<>=]", line)[0] for line in asked if line and line[0] not in "#-"]
    package = json.loads(text("package.json"))
    front_end = [*package["dependencies"], *package.get("devDependencies", {})]
    assert not [name for name in python + front_end if f"| {name} |" not in text("docs/dependencies.md")]


def test_locks_hold_no_address():
    for path in (ROOT / "requirements").glob("*.txt"):
        assert not re.search(r"https?://|--index-url|--find-links", path.read_text()), path.name
