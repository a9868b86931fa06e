"""The points of a task, ticked off one by one."""

import re

from django.utils.translation import gettext_lazy as _
from markupsafe import escape

from perennial.records.fields import Field

_DONE = re.compile(r"\s*\[[xXхХ]\]\s*")


class Checklist(Field):
    """Points to tick off: [{"text", "done"}]."""

    kind = "checklist"
    operators = ()
    sortable = False
    empty = []

    def convert(self, raw, context):
        items = raw if isinstance(raw, list) else str(raw).splitlines()
        points = [item if isinstance(item, dict) else _point(str(item)) for item in items]
        return [
            {"text": str(point.get("text", ""))[:300].strip(), "done": bool(point.get("done"))}
            for point in points[:100]
            if str(point.get("text", "")).strip()
        ]

    def put(self, record, value):
        setattr(record, self.column, list(value or []))

    def text(self, value, context=None):
        return "\n".join(f"[{'x' if point['done'] else ' '}] {point['text']}" for point in value or [])

    def html(self, value, context):
        """Return how far it is; the points themselves stand in a panel of their own."""
        return escape(_("%(done)s of %(all)s") % {"done": sum(point["done"] for point in value), "all": len(value)})

    def draw(self, made, value, context):
        """Let the points be written line by line; those that are done carry an x."""
        made.kind, made.wide, made.help = "textarea", True, _("One point a line; [x] before it when it is done.")
        lines = [
            f"[x] {point['text']}" if point["done"] else point["text"]
            for point in value or []
            if isinstance(point, dict)
        ]
        made.value = value if isinstance(value, str) else "\n".join(lines)


def _point(line):
    done = _DONE.match(line)
    return {"text": line[done.end() :] if done else line.removeprefix("[ ]"), "done": bool(done)}
