"""What this room gives the frame of every page: My day, the calendar, tasks, and what can be made anew."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from perennial.accounts.policy import scope
from perennial.activities.day import counts
from perennial.activities.models import Meeting, Task
from perennial.records.pages.lists_state import address_of, views_of
from perennial.records.registry import REGISTRY
from perennial.ui.addresses import reverse
from perennial.ui.shell import Item


def places(request):
    """Return the room's places for the reader, with how much waits in them."""
    late, today = counts(request.actor)
    here = request.path
    day, calendar = reverse("day"), reverse("calendar")
    items = [
        Item(
            day,
            _("My day"),
            "sun",
            count=str(late + today or ""),
            current=here in (day, reverse("day_team")),
            key="d",
            bar=True,
            place=0,
        ),
        Item(calendar, _("Calendar"), "calendar", current=here.startswith(calendar), key="k", place=50),
    ]
    if scope(request.user, Task.TYPE, "see") != "none":
        tasks = reverse("tasks:list")
        said = ngettext("%(n)d late", "%(n)d late", late) % {"n": late} if late else ""
        items.append(
            Item(
                _to_do(request) or tasks,
                _("Tasks"),
                "task",
                count=said,
                alert=bool(late),
                current=here.startswith(tasks),
                key="t",
                place=55,
            )
        )
    return items + _new(request)


def _to_do(request):
    """Return the address of the ready view of what is to be done; "" when the company has thrown it away."""
    ready = next((view for view in views_of(request) if view.type == Task.TYPE and view.owner_id is None), None)
    return address_of(REGISTRY[Task.TYPE], ready) if ready else ""


def _new(request):
    wanted = [(Task, _("Task"), "task", "n", 10), (Meeting, _("Meeting"), "people", "m", 50)]
    return [
        Item(reverse(f"{model.TYPE}:new"), label, icon, key=key, new=True, place=place)
        for model, label, icon, key, place in wanted
        if request.actor.may("create", model)
    ]
