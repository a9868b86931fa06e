"""The plan of the house, read from its source: rooms, what they reach for in one another, how large they are."""

import ast
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
LINKS = {"ForeignKey", "OneToOneField", "ManyToManyField"}
ADDRESSES = {"url", "reverse", "reverse_lazy", "redirect", "resolve_url", "_url"}
DOTTED = re.compile(r"perennial\.([a-z]+)(\.[\w.]+)?")
MODEL = re.compile(r"([a-z]+)\.[A-Z]\w+")
TEMPLATE = re.compile(r"""{%-?\s*(?:extends|include|import|from)\s+["']([a-z]+)/""")
TEMPLATE_URL = re.compile(r"""\burl\(\s*["']([\w:]+)["']""")
DJANGO_URL = re.compile(r"""{%\s*url\s+["']([\w:]+)["']""")


@dataclass(frozen=True)
class Reach:
    """One place where a room reaches for another: how, from which line, and whether inside a function."""

    room: str
    other: str
    how: str  # import, name, link, template, address
    path: str
    line: int
    inside: bool = False

    def __str__(self):
        inside = ", inside a function" if self.inside else ""
        return f"{self.path}:{self.line} {self.room} → {self.other} ({self.how}{inside})"


@dataclass(frozen=True)
class Size:
    """How long a file, a function or a template is, in lines."""

    kind: str
    name: str
    lines: int


class Plan:
    """What the source says; nothing is imported or run."""

    def __init__(self, house=HOUSE):
        self.house = house
        self.rooms = sorted(path.parent.name for path in house.glob("*/apps.py"))

    def files(self, room, suffix):
        """Return the room's files of one kind, migrations and packages' folders left out."""
        found = sorted((self.house / room).rglob(f"*{suffix}"))
        return [path for path in found if "migrations" not in path.parts]

    @cached_property
    def trees(self):
        """Return {path: syntax tree} of every Python file."""
        return {path: ast.parse(path.read_text()) for room in self.rooms for path in self.files(room, ".py")}

    @cached_property
    def addresses(self):
        """Return {name of an address: rooms that declare it}."""
        found = {}
        for path, tree in self.trees.items():
            if path.name != "urls.py" and path.parent.name != "urls":
                continue
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                for keyword in call.keywords:
                    if keyword.arg == "name" and isinstance(keyword.value, ast.Constant):
                        found.setdefault(keyword.value.value, set()).add(self.room_of(path))
        return found

    def room_of(self, path):
        """Return the room in whose folder a file stands."""
        return path.relative_to(self.house).parts[0]

    @cached_property
    def reaches(self):
        """Return every reach from one room into another."""
        found = []
        for path, tree in self.trees.items():
            found += _Reader(self, path).read(tree)
        for room in self.rooms:
            for path in self.files(room, ".html"):
                found += self._template_reaches(room, path)
        return [reach for reach in found if reach.other in self.rooms and reach.other != reach.room]

    def _template_reaches(self, room, path):
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            where = str(path.relative_to(self.house.parent)), number
            yield from (Reach(room, other, "template", *where) for other in TEMPLATE.findall(line))
            for name in TEMPLATE_URL.findall(line) + DJANGO_URL.findall(line):
                yield from (Reach(room, other, "address", *where) for other in self.declarers(name, room))

    def declarers(self, name, room):
        """Return the rooms that an address name leads to; none when the asking room declares it itself."""
        if ":" in name:
            return [name.split(":")[0]]
        rooms = self.addresses.get(name, set())
        return [] if room in rooms else sorted(rooms)

    def sizes(self):
        """Yield the sizes of all files, functions and templates."""
        for path, tree in self.trees.items():
            where = str(path.relative_to(self.house.parent))
            yield Size("file", where, len(path.read_text().splitlines()))
            for node in ast.walk(tree):
                if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                    yield Size("function", f"{where}:{node.lineno} {node.name}", node.end_lineno - node.lineno + 1)
        for room in self.rooms:
            for path in self.files(room, ".html"):
                yield Size("template", str(path.relative_to(self.house.parent)), len(path.read_text().splitlines()))


class _Reader(ast.NodeVisitor):
    """Collects the reaches of one Python file."""

    def __init__(self, plan, path):
        self.plan, self.room = plan, plan.room_of(path)
        self.path = str(path.relative_to(plan.house.parent))
        self.depth, self.found = 0, []

    def read(self, tree):
        self.visit(tree)
        return self.found

    def _add(self, other, how, node):
        self.found.append(Reach(self.room, other, how, self.path, node.lineno, self.depth > 0))

    def visit_FunctionDef(self, node):
        self.depth += 1
        self.generic_visit(node)
        self.depth -= 1

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_Import(self, node):
        for alias in node.names:
            if found := DOTTED.match(alias.name):
                self._add(found[1], "import", node)

    def visit_ImportFrom(self, node):
        if node.module == "perennial":
            for alias in node.names:
                self._add(alias.name, "import", node)
        elif node.module and (found := DOTTED.match(node.module)):
            self._add(found[1], "import", node)

    def visit_Call(self, node):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = next((arg.value for arg in node.args if isinstance(arg, ast.Constant)), None)
        if isinstance(first, str):
            if name in LINKS and (found := MODEL.fullmatch(first)):
                self._add(found[1], "link", node)
            elif name == "get_model":
                self._add(first.split(".")[0], "link", node)
            elif name in ADDRESSES:
                for other in self.plan.declarers(first, self.room):
                    self._add(other, "address", node)
        self.generic_visit(node)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and (found := DOTTED.fullmatch(node.value)):
            self._add(found[1], "name", node)
