"""The composer's kinds of this room: a note, a task, a call, a meeting, each with the next step in the same save."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from perennial.activities import later
from perennial.activities.mentions import mentioned
from perennial.activities.models import linkable
from perennial.activities.ties import tied, ties
from perennial.core.errors import Refused
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.points import Composer
from perennial.records.registry import record_type

STEP_TYPES = {"call": "calls", "task": "tasks", "meeting": "meetings"}
STEP_TITLES = {"call": pgettext_lazy("noun", "Call"), "task": gettext_lazy("Task"), "meeting": gettext_lazy("Meeting")}
ANSWERS = [
    ("", gettext_lazy("we talked")), ("no_answer", gettext_lazy("no answer")), ("busy", gettext_lazy("busy")),
    ("message", gettext_lazy("left a message")),
]  # fmt: skip
LENGTHS = [
    (30, gettext_lazy("30 min")),
    (60, gettext_lazy("1 h")),
    (90, gettext_lazy("1 h 30")),
    (120, gettext_lazy("2 h")),
    (240, gettext_lazy("4 h")),
]


class Linkable:
    """The codes of the record types that activities can be about, asked when a page needs them."""

    def __contains__(self, code):
        return any(type.code == code for type in linkable())


LINKABLE = Linkable()


@dataclass(frozen=True)
class StepComposer(Composer):
    """A kind of the composer that can plan what comes next and tie itself to a deal."""

    @property
    def types(self):
        return LINKABLE

    @property
    def steps(self):
        return STEP_TITLES.items()

    answers, lengths = ANSWERS, LENGTHS

    def ties(self, request, record):
        """Return what can be tied to from here; asked once a page."""
        return ties_of(request, record)

    @property
    def soon(self):
        """The day offered for the next step: in two days, but no weekend."""
        return _working(timezone.localdate() + datetime.timedelta(days=2)).isoformat()

    @property
    def hour(self):
        """The next full hour, as (day, time)."""
        at = timezone.localtime() + datetime.timedelta(hours=1)
        return at.date().isoformat(), at.strftime("%H:00")


def ties_of(request, record):
    known = request.__dict__.setdefault("_ties", {})
    if record.pk not in known:
        known[record.pk] = ties(record, request.actor)
    return known[record.pk]


def save_note(request, record):
    """Keep a note."""
    return _save(request, record, "notes", {"text": request.POST.get("text", "")})


def save_task(request, record):
    """Plan a task."""
    raw = {"title": request.POST.get("title", ""), **_moment(request, "day", "clock")}
    raw["priority"] = "high" if "high" in request.POST else "normal"
    if request.POST.get("owner"):
        raw["owner"] = request.POST["owner"]
    return _save(request, record, "tasks", raw)


def save_call(request, record):
    """Note a call that was made, or missed."""
    text, answer = request.POST.get("text", "").strip(), request.POST.get("answer", "")
    if not text and not answer:
        raise Refused({"text": _("Write what was said, or choose that nobody answered.")})
    now = timezone.now()
    title = _("Call from %(name)s") if "incoming" in request.POST else _("Call to %(name)s")
    raw = {
        "title": (title % {"name": record})[:300],
        "text": text,
        "incoming": "incoming" in request.POST,
        "starts_at": now,
    }
    raw["outcome"] = str(dict(ANSWERS).get(answer, "")) if answer else ""
    return _save(request, record, "calls", raw, done_at=now)


def save_meeting(request, record):
    """Plan a meeting, or note one that has been."""
    moment = _moment(request, "day", "clock", hour_needed=True)
    length = request.POST.get("length", "")
    minutes = int(length) if length.isdecimal() and len(length) < 5 else 60
    raw = {
        "title": request.POST.get("title", ""),
        "text": request.POST.get("text", ""),
        "place": request.POST.get("place", ""),
    }
    raw |= {"starts_at": moment["starts_at"], "ends_at": moment["starts_at"] + datetime.timedelta(minutes=minutes)}
    return _save(request, record, "meetings", raw, done_at=raw["ends_at"] if raw["ends_at"] <= timezone.now() else None)


def _save(request, record, code, raw, done_at=None):
    """Store the activity and the step that follows it, both or neither; return the activity."""
    type, context = record_type(code), context_for(request.actor)
    about = [f"{record.TYPE}/{record.pk}", *_tied(request, record, raw.get("text", ""))]
    people = mentioned(raw.get("text", ""))
    if people:
        raw["users"] = people
    then = _then(request)
    with transaction.atomic():
        # One that is over is done from its first moment: the type reads it from the context.
        context.memo["done_at"] = done_at
        made = verbs.create(type, {**raw, "about": about}, by=request.actor, context=context)
        context.memo.pop("done_at")
        if then:
            verbs.create(record_type(then[0]), {**then[1], "about": about}, by=request.actor, context=context)
    return made


def _tied(request, record, text):
    offered = ties_of(request, record)
    chosen = request.POST.get("tie", "")
    known = {f"{one.type}/{one.id}" for one in offered}
    return dict.fromkeys(
        [*([chosen] if chosen in known else []), *(f"{one.type}/{one.id}" for one in tied(text, offered))]
    )


def _then(request):
    """Return (record type, raw values) of the step that follows, or None. Raises Refused."""
    kind = request.POST.get("then", "")
    if kind not in STEP_TYPES:
        return None
    title = request.POST.get("then_title", "").strip()[:300] or str(STEP_TITLES[kind])
    moment = _moment(request, "then_day", "then_clock", hour_needed=kind == "meeting")
    if kind == "meeting":
        moment.pop("all_day", None)
    return STEP_TYPES[kind], {"title": title, **moment}


def _moment(request, day, clock, hour_needed=False):
    """Return {"starts_at", "all_day"} of a day and a time that were typed; nothing without a day. Raises Refused."""
    on, at = request.POST.get(day, "").strip(), request.POST.get(clock, "").strip()
    if not on and not at and not hour_needed:
        return {}
    chosen = later.read_day(on, day) if on else timezone.localdate()
    if hour_needed and not at:
        raise Refused({clock: _("Choose a time.")})
    hour = later.read_clock(at, clock) if at else later.HOUR
    return {
        "starts_at": timezone.make_aware(datetime.datetime.combine(chosen, hour)),
        **({} if hour_needed else {"all_day": not at}),
    }


def _working(day):
    return day + datetime.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


COMPOSED = [
    StepComposer("note", gettext_lazy("Note"), "note", "activities/compose_note.html", save_note, 10),
    StepComposer("task", gettext_lazy("Task"), "task", "activities/compose_task.html", save_task, 20),
    StepComposer("call", pgettext_lazy("noun", "Call"), "phone", "activities/compose_call.html", save_call, 30),
    StepComposer("meeting", gettext_lazy("Meeting"), "people", "activities/compose_meeting.html", save_meeting, 40),
]
