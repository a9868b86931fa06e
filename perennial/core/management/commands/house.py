"""`perennial house`: the plan of the house as it stands."""

from collections import Counter, defaultdict

from django.conf import settings

from perennial.core.management.command import Command as Base
from perennial.core.management.plan import Plan
from perennial.core.points import POINTS


class Command(Base):
    help = "Print the rooms, what each reaches for in others, extension points with their members, and sizes."
    example = "perennial house --json"

    def handle(self, **options):
        plan = Plan()
        data = {
            "rooms": self._rooms(plan),
            "edges": self._edges(plan),
            "points": [self._point(point) for point in POINTS.values()],
        }
        self.answer(data, "\n".join(self._lines(data)))

    def _rooms(self, plan):
        order = [
            name.removeprefix("perennial.")
            for name in reversed(settings.INSTALLED_APPS)
            if name.startswith("perennial.")
        ]
        lines, counts = Counter(), defaultdict(Counter)
        for size in plan.sizes():
            room = size.name.split("/")[1]
            counts[room][size.kind] += 1
            lines[room] += size.lines if size.kind != "function" else 0
        return [{"room": room, "lines": lines[room], **counts[room]} for room in order]

    def _edges(self, plan):
        counted = Counter((reach.room, reach.other) for reach in plan.reaches)
        return [{"room": room, "other": other, "places": places} for (room, other), places in sorted(counted.items())]

    def _point(self, point):
        return {"name": point.name, "signature": point.signature, "members": [self._member(one) for one in point]}

    def _member(self, member):
        parts = member if isinstance(member, tuple) else (member,)
        return " ".join(self._said(part) for part in parts)

    def _said(self, part):
        """Name a part of a member: a function by where it stands, a panel by its code and hosts."""
        function = getattr(part, "func", part)  # of a task
        if hasattr(part, "types") and hasattr(part, "code"):
            return f"{part.code} on {', '.join(part.types)}: {self._said(part.render)}"
        for name in ("code", "slug"):
            if hasattr(part, name):
                return str(getattr(part, name))
        if callable(function) and hasattr(function, "__qualname__"):
            return f"{function.__module__.removeprefix('perennial.')}.{function.__qualname__}"
        return str(part)

    def _lines(self, data):
        reached = defaultdict(list)
        for edge in data["edges"]:
            reached[edge["room"]].append(f"{edge['other']} ({edge['places']})")
        yield "Rooms, and what they reach for in others (places)"
        for room in data["rooms"]:
            about = ", ".join(f"{room.get(kind, 0)} {kind}s" for kind in ("file", "function", "template"))
            yield f"  {room['room']:12}{room['lines']:6} lines, {about}"
            yield f"  {'':12}→ {', '.join(reached[room['room']]) or 'nothing'}"
        yield "\nExtension points, and who uses them"
        for point in data["points"]:
            yield f"  {point['name']}: {point['signature']}"
            yield from (f"      {member}" for member in point["members"])
