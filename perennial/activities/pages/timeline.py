"""How activities read in timelines: notes and what was said on cards, the rest in one line."""

import datetime

from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from perennial.activities.about_names import named
from perennial.activities.day import ICONS
from perennial.activities.mentions import marked
from perennial.activities.models import MODELS, Activity
from perennial.core.prepared import by_id
from perennial.records.points import Line
from perennial.records.registry import REGISTRY
from perennial.ui import formats

TOLD = ("created", "done", "reopened", "postponed")


def present(events, actor):
    """Return {event id: Line} for what this room tells better than the plain line."""
    wanted = [event for event in events if event.verb in TOLD]
    found = by_id(Activity, {event.record_id for event in wanted})
    about = named(found.values(), actor)
    lines = {}
    for event in wanted:
        activity = found.get(event.record_id)
        if activity is not None:
            lines[event.pk] = _line(event, activity, about[activity.pk])
    return lines


def _line(event, activity, about):
    kind = MODELS[activity.kind].TYPE
    said = {"who": _who(event), "what": _link(activity), "about": _names(about), "when": _when(activity)}
    if event.verb == "created":
        return _created(activity, said, kind)
    if event.verb == "postponed":
        said["when"] = _moved_to(event, activity)
    words = {
        "done": _("%(who)s finished %(what)s"),
        "reopened": _("%(who)s opened %(what)s again"),
        "postponed": _moved(event, said),
    }[event.verb]
    body = Markup("<p>{}</p>").format(activity.outcome) if event.verb == "done" and activity.outcome else ""
    icon = "check" if event.verb == "done" else ICONS[activity.kind]
    return Line(text=Markup(words) % said, kind=kind, icon=icon, body=body, said=bool(body))


def _created(activity, said, kind):
    words = {
        "note": _("%(who)s noted"),
        "task": _("%(who)s planned %(what)s, %(when)s") if activity.starts_at else _("%(who)s planned %(what)s"),
        "meeting": _("%(who)s met: %(what)s, %(when)s")
        if activity.done_at
        else _("%(who)s planned a meeting: %(what)s, %(when)s"),
        "call": _call_words(activity),
    }[activity.kind]
    body = _body(activity)
    text = Markup(words) % said
    if activity.kind == "note":  # it has no title of its own to be opened by
        text += Markup(' <a class="more-link no-print" href="{}">{}</a>').format(_address(activity), _("Open"))
    return Line(text=text, kind=kind, icon=ICONS[activity.kind], body=body, said=bool(body))


def _call_words(activity):
    if not activity.done_at:
        return (
            _("%(who)s planned a call: %(what)s, %(when)s")
            if activity.starts_at
            else _("%(who)s planned a call: %(what)s")
        )
    return _("%(who)s was called: %(what)s") if activity.incoming else _("%(who)s called: %(what)s")


def _body(activity):
    parts = []
    if activity.text and (activity.kind == "note" or activity.done_at or activity.kind == "meeting"):
        parts.append(Markup("<p>{}</p>").format(marked(activity.text)))
    if activity.kind == "call" and activity.done_at and activity.outcome:
        parts.insert(0, Markup('<p class="soft">{}</p>').format(activity.outcome))
    return Markup("").join(parts)


def _moved(event, said):
    pair = event.changes.get("owner_id")
    if pair and "starts_at" not in event.changes:
        return _("%(who)s handed %(what)s to a colleague")
    return _("%(who)s moved %(what)s to %(when)s") if said["when"] else _("%(who)s moved %(what)s")


def _who(event):
    user = getattr(event, "user", None)
    return Markup("<b>{}</b>").format(str(user) if user else "Perennial")


def _link(activity):
    return Markup('<a class="link" href="{}">{}</a>').format(_address(activity), str(activity))


def _address(activity):
    return REGISTRY[MODELS[activity.kind].TYPE].url(activity.pk)


def _names(about):
    return Markup(", ").join(escape(one.name) for one in about)


def _moved_to(event, activity):
    """Say where this very event moved it to: it may have been moved again since."""
    to = event.changes.get("starts_at", [None, None])[1]
    at = datetime.datetime.fromisoformat(to) if to else activity.starts_at
    all_day = event.changes.get("all_day", [None, activity.all_day])[1]
    return _moment(at, all_day)


def _when(activity):
    return _moment(activity.starts_at, activity.all_day)


def _moment(at, all_day):
    if not at:
        return ""
    return formats.day(at) if all_day else f"{formats.day(at)}, {formats.time(at)}"
