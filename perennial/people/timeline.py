"""How a timeline tells what happened between people and companies."""

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from markupsafe import Markup, escape

from perennial.people.lifecycle import VERB
from perennial.people.models import LIFECYCLE
from perennial.records.pages.timeline_lines import subject, who
from perennial.records.points import Line
from perennial.records.registry import REGISTRY

ICONS = {"related": "link", "relation_ended": "link", "unrelated": "link", VERB: "flag"}
# Whole sentences: other languages order their parts in their own way.
SENTENCES = {
    "related": lambda: _("%(who)s related %(record)s to %(to)s: %(role)s"),
    "relation_ended": lambda: _("%(who)s noted that it ended between %(record)s and %(to)s: %(role)s"),
    "unrelated": lambda: _("%(who)s took away the relation of %(record)s to %(to)s: %(role)s"),
}


def present(events, actor):
    """Return {event id: Line} for the events of people and companies that have words of their own."""
    return {event.pk: _line(event) for event in events if event.verb in ICONS}


def _line(event):
    if event.verb == VERB:
        return Line(text=_lifecycle(event), kind="changes", icon=ICONS[VERB])
    said = {"who": who(event), "record": subject(event), "to": _to(event), "role": Markup("<b>{}</b>").format(event.data.get("role", ""))}
    return Line(text=Markup(SENTENCES[event.verb]()) % said, kind="changes", icon=ICONS[event.verb])


def _lifecycle(event):
    labels = dict(LIFECYCLE)
    before, after = event.changes.get("lifecycle") or ["", ""]
    said = {
        "who": who(event), "record": subject(event), "from": Markup("<s>{}</s>").format(labels.get(before, "")),
        "to": Markup("<b>{}</b>").format(labels.get(after, "")),
    }  # fmt: skip
    if not after:
        return Markup(_("%(who)s took %(record)s out of the lifecycle: %(from)s")) % said
    if not before:
        return Markup(_("%(who)s put %(record)s into the lifecycle: %(to)s")) % said
    return Markup(_("%(who)s moved %(record)s in the lifecycle: %(from)s %(to)s")) % said


def _to(event):
    code, pk, name = event.data.get("to") or ["", 0, ""]
    try:
        return Markup('<a class="link" href="{}">{}</a>').format(REGISTRY[code].url(pk), name)
    except (KeyError, NoReverseMatch):
        return escape(name)
