"""Planning the next step of a deal in one press, from where it is missing."""

import datetime

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.records.context import context_for
from perennial.records.pages.boards import refused
from perennial.records.pages.record_answers import told
from perennial.records.registry import record_type
from perennial.records.verbs import create
from perennial.ui import formats

EVENTS = ("day", "changed", "steps", "timeline", "record")


@require_POST
def plan(request, pk):
    """Plan a task for tomorrow or for Friday."""
    deal = record_type("deals").load(request.actor, pk, "edit", trashed=False)
    today = timezone.localdate()
    days = {
        "tomorrow": today + datetime.timedelta(days=1),
        "friday": today + datetime.timedelta(days=(4 - today.weekday()) % 7 or 7),
    }
    day = days.get(request.POST.get("to", ""))
    if day is None:
        return refused(request, _("Choose a day."))
    at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(9)))
    raw = {"title": _("Next step"), "about": [{"type": "deals", "id": deal.pk}], "starts_at": at, "all_day": True}
    raw["owner"] = deal.owner_id or request.actor.user_id
    task = create(record_type("tasks"), raw, by=request.actor, context=context_for(request.actor))
    words = _("Planned for “%(name)s”: %(day)s") % {"name": deal.title, "day": formats.day(day)}
    return told(HttpResponse(status=204), words, reverse("tasks:out", args=[task.pk]), EVENTS)
