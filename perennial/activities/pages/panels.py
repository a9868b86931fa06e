"""What this room hangs on record pages: the next step over the composer, the open steps beside, the points of a task."""

from django.db.models import F
from django.utils import timezone
from markupsafe import Markup

from perennial.activities.day import Row, rows_of
from perennial.activities.models import MODELS, STEPS, Activity, ActivityLink
from perennial.activities.pages.composing import LINKABLE
from perennial.core.prepared import Prepared
from perennial.records.fields.step import standing
from perennial.records.pages.record_answers import may
from perennial.records.points import Panel
from perennial.ui import pages

SHOWN = 5
EVENTS = ("steps", "composed", "undone", "day")
_NEAREST = Prepared(
    lambda type, pk, kinds: Activity.objects.filter(
        pk__in=ActivityLink.objects.filter(type=type, record_id=pk).values("activity_id"),
        kind__tested_in=kinds, done_at=None, trashed_at=None,
    ).order_by(F("starts_at").asc(nulls_last=True), "pk")[: SHOWN + 1],
    str, int, object,
)  # fmt: skip


def banner(request, record):
    """Draw the nearest open step, or the gap with the buttons that fill it."""
    rows, _more = steps(request, record)
    first = rows[0] if rows else None
    editable = not record.trashed_at and may(request.actor, "edit", record)
    if first is None and not editable:
        return ""
    state = (
        standing({"at": first.activity.starts_at})
        if first and first.activity.starts_at
        else "planned"
        if first
        else "none"
    )
    values = {
        "row": first,
        "state": state,
        "record": record,
        "mine": first and request.actor.may("edit", first.activity.as_kind()),
    }
    return _draw(request, "activities/step_banner.html", values)


def open_steps(request, record):
    """Draw the steps after the nearest, which stands in the banner."""
    rows, more = steps(request, record)
    return (
        _draw(request, "activities/open_steps.html", {"rows": rows, "more": more, "record": record})
        if len(rows) > 1
        else ""
    )


def points(request, task):
    """Draw the points of a task, to be ticked off where they stand."""
    if not task.checklist:
        return ""
    values = {
        "task": task,
        "editable": not task.trashed_at and may(request.actor, "edit", task),
        "left": sum(not one["done"] for one in task.checklist),
    }
    return _draw(request, "activities/checklist.html", values)


def steps(request, record):
    """Return (the Rows of a record's nearest open steps, whether there are more), asked once a request."""
    known = request.__dict__.setdefault("_steps", {})
    if (record.TYPE, record.pk) not in known:
        # Who sees a record sees what is about it, unless the role sees nothing of that kind.
        kinds = tuple(kind for kind in STEPS if request.actor.may("see", MODELS[kind]))
        near = _NEAREST(record.TYPE, record.pk, kinds) if kinds else []
        known[record.TYPE, record.pk] = _rows(near[:SHOWN], request, record), len(near) > SHOWN
    return known[record.TYPE, record.pk]


def _rows(activities, request, record):
    rows: list[Row] = rows_of(activities, request.actor, owners=True)
    for row in rows:
        row.about = [one for one in row.about if (one.type, one.id) != (record.TYPE, record.pk)]
        row.late = (
            bool(row.activity.starts_at)
            and row.activity.starts_at.astimezone(timezone.get_current_timezone()).date() < timezone.localdate()
        )
    return rows


def _draw(request, template, values):
    return Markup(pages.render(request, template, values, block="part").content.decode())


HUNG = [
    Panel("next-step", LINKABLE, "head", 10, banner, EVENTS),
    Panel("steps", LINKABLE, "side", 20, open_steps, EVENTS),
    Panel("points", ("tasks",), "head", 15, points, ("checklist", "facts", "undone")),
]
