"""Adding a task in one's own words: what is understood while typing, and making it."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from perennial.activities import quick
from perennial.activities.about_names import named
from perennial.core.errors import Refused
from perennial.ui import formats, pages


@require_GET
def understood(request):
    """Say what was understood of what is being typed."""
    text = request.GET.get("text", "").strip()[:300]
    found = quick.understand(text, request.actor) if len(text) > 2 else None
    return pages.render(request, "activities/understood.html", {"understood": found}, block="understood")


@require_POST
def add(request):
    """Make a task, call or meeting from one line."""
    text = request.POST.get("text", "")[:2000]
    # Who saw what was understood decides; who was quicker gets what the line names.
    about = request.POST.getlist("about") if "seen" in request.POST else None
    try:
        made = quick.add(text, request.actor, about)
    except Refused as refused:
        shown = {"typed": text, "error": next(iter(refused.errors.values()))}
        return pages.refused(request, "activities/day.html", shown, block="day_add")
    if not request.htmx:
        return pages.toast(pages.moved(request, reverse("day")), _said(made, request.actor), _out(made))
    response = pages.render(request, "activities/day.html", {}, block="day_add")
    return pages.toast(pages.trigger(response, "day"), _said(made, request.actor), _out(made))


def _said(made, actor):
    names = ", ".join(one.name for one in named([made], actor)[made.pk][:1])
    day = formats.day(made.starts_at) if made.starts_at else ""
    moment = day if made.all_day else f"{day}, {formats.time(made.starts_at)}"
    words = _("Added: %(what)s, %(when)s (%(about)s)") if names else _("Added: %(what)s, %(when)s")
    return words % {"what": made, "when": moment, "about": names}


def _out(made):
    return reverse(f"{made.TYPE}:out", args=[made.pk]) if made.pk else None
