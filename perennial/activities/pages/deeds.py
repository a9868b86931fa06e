"""What is done with one activity from wherever it stands: done, open again, later, a point ticked off."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from perennial.activities import later as put_off
from perennial.activities import verbs
from perennial.activities.models import Activity
from perennial.core.errors import Missing, Refused, Stale
from perennial.records.registry import REGISTRY
from perennial.ui import formats, pages

# What the parts of pages listen to: the day, the calendar, the page of a record and its panels.
EVENTS = ("day", "calendar", "timeline", "record", "steps")


def load(request, pk, action="edit"):
    """Return an activity, as its kind, that the reader may `action`. Raises Missing, Forbidden."""
    found = Activity.objects.filter(pk=pk, trashed_at=None).first()
    if found is None:
        raise Missing(f"activities/{pk}")
    return REGISTRY[found.as_kind().TYPE].load(request.actor, pk, action, trashed=False)


@require_POST
def done(request, pk):
    """Tick an activity off."""
    activity = load(request, pk)
    born = verbs.finish(activity, by=request.actor, outcome=request.POST.get("outcome", "")[:300].strip())
    words = _("Done: %(what)s") % {"what": activity}
    if born is not None:
        words = _("Done: %(what)s. Next time: %(when)s") % {"what": activity, "when": formats.day(born.starts_at)}
    return told(request, words, reverse("activity_open", args=[pk]))


@require_POST
def reopen(request, pk):
    """Say that it is not done after all."""
    activity = load(request, pk)
    verbs.reopen(activity, by=request.actor)
    return told(request, _("Open again: %(what)s") % {"what": activity})


@require_http_methods(["GET", "POST"])
def later(request, pk):
    """Ask for a day, or move an activity to it."""
    activity = load(request, pk)
    if request.method == "GET":
        return _dialog(request, activity)
    word = request.GET.get("to", "")
    try:
        to, all_day = put_off.moment(word, activity, request.POST.get("day", ""), request.POST.get("clock", ""))
        expect = request.POST.get("version", "")
        verbs.move(activity, by=request.actor, to=to, all_day=all_day, expect=int(expect) if expect.isdecimal() else None)
    except Refused as refused:
        return _dialog(request, activity, refused.errors, 422)
    except Stale as stale:
        return _dialog(
            request, stale.current.as_kind(), {"": _("Somebody moved it meanwhile; this is how it stands now.")}, 409
        )
    back = reverse(f"{activity.TYPE}:put_back", args=[pk, activity.last_event.pk])
    return told(request, _("%(what)s: %(when)s") % {"what": activity, "when": _when(activity)}, back)


@require_POST
def point(request, pk, place):
    """Tick off one point of a checklist, or open it again."""
    activity = load(request, pk)
    try:
        verbs.tick(activity, place, "done" in request.POST, by=request.actor)
    except Refused as refused:
        return pages.toast(HttpResponse(status=422, headers={"HX-Reswap": "none"}), next(iter(refused.errors.values())))
    return pages.trigger(HttpResponse(status=204), "checklist")


def told(request, words, undo=None):
    """Answer what was done; the parts of the page that show activities draw themselves anew."""
    if not request.htmx:
        return pages.toast(pages.moved(request, request.META.get("HTTP_REFERER") or reverse("day")), words, undo)
    response = HttpResponse(status=204)
    for event in (*EVENTS, "done"):
        pages.trigger(response, event)
    return pages.toast(response, words, undo)


def _dialog(request, activity, errors=None, status=200):
    start = timezone.localtime(activity.starts_at) if activity.starts_at else None
    typed = request.POST if status == 422 else {}
    values = {
        "activity": activity,
        "errors": errors or {},
        "date": typed.get("day") or (start.date().isoformat() if start else timezone.localdate().isoformat()),
        "clock": typed.get("clock", "") or (start.strftime("%H:%M") if start and not activity.all_day else ""),
    }
    if status == 200:
        return pages.render(request, "activities/later.html", values, block="dialog")
    response = pages.render(request, "activities/later.html", values, block="later_form", status=status)
    return response


def _when(activity):
    day = formats.day(activity.starts_at)
    return day if activity.all_day else f"{day}, {formats.time(activity.starts_at)}"
