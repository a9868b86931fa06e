"""The walls of the house: which room may reach into which, what no room may do, how large things may grow."""

import ast
import subprocess
from collections import defaultdict
from statistics import median

import pytest

from perennial.core.management.plan import HOUSE, Plan

# A room may reach only to its left.
ORDER = ("ui", "core", "accounts", "records", "people", "activities", "sales", "api", "demo", "bench")
FORBIDDEN_NAMES = {"common", "base", "helpers", "helper", "utils", "util", "lib", "misc"}
MOST_POINTS = 8
LONGEST = {"file": 450, "function": 60, "template": 150}


@pytest.fixture(scope="module")
def plan():
    return Plan()


def test_every_room_has_its_place_in_the_order(plan):
    assert set(plan.rooms) == set(ORDER)


def test_rooms_reach_only_to_their_left(plan):
    wrong = [str(reach) for reach in plan.reaches if ORDER.index(reach.other) > ORDER.index(reach.room)]
    assert not wrong, "\n".join(wrong)


def test_no_import_between_rooms_hides_in_a_function(plan):
    # Django calls `ready` of apps.py when models may be imported; there is no other place for it.
    inside = [reach for reach in plan.reaches if reach.inside and not reach.path.endswith("/apps.py")]
    hidden = [str(reach) for reach in inside if reach.how == "import"]
    assert not hidden, "\n".join(hidden)


def test_an_address_name_belongs_to_one_room(plan):
    shared = {name: rooms for name, rooms in plan.addresses.items() if len(rooms) > 1}
    assert not shared


def test_no_room_or_file_has_a_name_that_says_nothing(plan):
    names = {str(path.relative_to(HOUSE)): path.stem for path in plan.trees}
    names.update({room: room for room in plan.rooms})
    names.update({str(folder.relative_to(HOUSE)): folder.name for path in plan.trees for folder in [path.parent]})
    assert not [where for where, name in names.items() if name.strip("_") in FORBIDDEN_NAMES]


def test_no_model_overrides_save_or_delete(plan):
    found = []
    for path, tree in plan.trees.items():
        for owner in (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and _is_model(node)):
            methods = {node.name for node in owner.body if isinstance(node, ast.FunctionDef)}
            found += [
                f"{path.relative_to(HOUSE)}:{owner.lineno} {owner.name}.{name}" for name in methods & {"save", "delete"}
            ]
    assert not found


def _is_model(node):
    names = {getattr(one, "attr", getattr(one, "id", "")) for one in node.bases}
    return any(name.endswith("Model") or name in {"Record", "AbstractBaseUser"} for name in names)


def test_no_room_listens_to_signals_of_models(plan):
    found = []
    for path, tree in plan.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module in ("django.db.models.signals", "django.dispatch"):
                found.append(f"{path.relative_to(HOUSE)}:{node.lineno}")
    assert not found


def test_migrations_depend_only_on_rooms_to_their_left(plan):
    found = []
    for room in plan.rooms:
        for path in (HOUSE / room / "migrations").glob("0*.py"):
            for node in ast.walk(ast.parse(path.read_text())):
                label = node.elts[0].value if _is_dependency(node) else None
                if label in ORDER and ORDER.index(label) > ORDER.index(room):
                    found.append(f"{path.relative_to(HOUSE)} → {label}")
    assert not found


def _is_dependency(node):
    return (
        isinstance(node, ast.Tuple) and len(node.elts) == 2 and all(isinstance(one, ast.Constant) for one in node.elts)
    )


def test_there_are_at_most_eight_kinds_of_extension_point():
    from perennial.core.points import POINTS

    assert len(POINTS) <= MOST_POINTS, sorted(POINTS)


def test_nothing_has_grown_too_large(plan):
    sizes = defaultdict(list)
    for size in plan.sizes():
        sizes[size.kind].append(size)
    for kind, found in sizes.items():
        lines = sorted(size.lines for size in found)
        print(
            f"{kind}: {len(lines)}, median {median(lines):g}, 95% {lines[int(len(lines) * 0.95)]}, longest {lines[-1]}"
        )
    large = [
        f"{size.name}: {size.lines}" for kind, found in sizes.items() for size in found if size.lines > LONGEST[kind]
    ]
    assert not large, "\n".join(large)


def test_no_tracked_file_names_a_package_registry_or_a_folder_of_one_machine():
    root = HOUSE.parent
    if not (root / ".git").exists():
        return print("not a git checkout: nothing to look at")
    words = [
        "pypi" + ".org",
        "python" + "hosted",
        "registry.npm" + "js",
        "deb." + "debian.org",
        '"resolved": ' + '"http',
        "/" + "root/",
        "/" + "home/",
    ]
    pattern = [part for word in words for part in ("-e", word)]
    found = subprocess.run(["git", "grep", "-nIiF", *pattern], cwd=root, capture_output=True, text=True)
    assert not found.stdout, found.stdout
