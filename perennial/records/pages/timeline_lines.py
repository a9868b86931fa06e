"""The plain lines of a timeline: what happened to a record, for events that no room tells better."""

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup, escape

from perennial.records.pages.record_values import Values
from perennial.records.pages.timeline_changes import changes_of
from perennial.records.points import Line
from perennial.records.registry import REGISTRY

SHOWN = 4  # changes told in one line
ICONS = {
    "created": "plus",
    "trashed": "trash",
    "restored": "undo",
    "merged": "merge",
    "unmerged": "split",
    "put_back": "undo",
    "file_added": "clip",
    "file_trashed": "clip",
    "file_restored": "clip",
}


def present(events, context, here, fields=None):
    """Return {event id: Line}; None for a change of which the reader would see nothing.

    `here` is the (type code, id) whose timeline it is: events of other records name theirs.
    `fields` are the fields of types that the page knows already, by code.
    """
    values = Values(context)
    changes = changes_of(events, values, fields)
    return {event.pk: _line(event, changes.get(event.pk, []), values, here) for event in events}


def who(event):
    """Return the name of who did it, as safe HTML."""
    user = getattr(event, "user", None)
    return Markup("<b>{}</b>").format(str(user) if user else "Perennial")


def subject(event):
    """Return the name of an event's record, linked to its page."""
    try:
        return Markup('<a class="link" href="{}">{}</a>').format(REGISTRY[event.type].url(event.record_id), event.title)
    except (KeyError, NoReverseMatch):
        return escape(event.title)


def _line(event, changes, values, here):
    own = (event.type, event.record_id) == here
    said = {
        "who": who(event),
        "what": _told(changes, values),
        "record": subject(event),
        "file": escape(event.data.get("name", "")),
    }
    if event.verb in ("changed", "put_back") and not changes:
        return None
    words = (OWN if own else OTHER).get(event.verb)
    text = (
        words()
        if words
        else _("%(who)s: %(verb)s, %(record)s") % {**said, "verb": escape(event.verb.replace("_", " "))}
    )
    text = Markup(text) % said if words else Markup(text)
    if event.via == "import":
        text += Markup(' <span class="faint">{}</span>').format(_("by import"))
    kind = "files" if event.verb.startswith("file_") else "changes"
    return Line(text=text, kind=kind, icon=ICONS.get(event.verb, "edit"))


def _told(changes, values):
    parts = [
        Markup("{}: <s>{}</s> {}").format(
            change.field.label, values.words(change.field, change.before), _new(change, values)
        )
        if change.shows_before
        else Markup("{}: {}").format(change.field.label, _new(change, values))
        for change in changes[:SHOWN]
    ]
    rest = len(changes) - SHOWN
    if rest > 0:
        parts.append(escape(ngettext("%(n)d field more", "%(n)d fields more", rest) % {"n": rest}))
    return Markup("; ").join(parts)


def _new(change, values):
    words = values.words(change.field, change.after)
    return (
        Markup("<b>{}</b>").format(words[:300])
        if words
        else Markup('<span class="faint">{}</span>').format(_("nothing"))
    )


# Whole sentences: other languages order their parts in their own way.
OWN = {
    "created": lambda: _("%(who)s added this record"),
    "changed": lambda: _("%(who)s changed %(what)s"),
    "put_back": lambda: _("%(who)s put back %(what)s"),
    "trashed": lambda: _("%(who)s moved this record to the trash"),
    "restored": lambda: _("%(who)s took this record out of the trash"),
    "merged": lambda: _("%(who)s merged another record into this one"),
    "unmerged": lambda: _("%(who)s took a merge apart"),
    "file_added": lambda: _("%(who)s added the file %(file)s"),
    "file_trashed": lambda: _("%(who)s moved the file %(file)s to the trash"),
    "file_restored": lambda: _("%(who)s took the file %(file)s out of the trash"),
}
OTHER = {
    "created": lambda: _("%(who)s added %(record)s"),
    "changed": lambda: _("%(who)s changed in %(record)s %(what)s"),
    "put_back": lambda: _("%(who)s put back in %(record)s %(what)s"),
    "trashed": lambda: _("%(who)s moved %(record)s to the trash"),
    "restored": lambda: _("%(who)s took %(record)s out of the trash"),
    "merged": lambda: _("%(who)s merged another record into %(record)s"),
    "unmerged": lambda: _("%(who)s took the merge of %(record)s apart"),
    "file_added": lambda: _("%(who)s added the file %(file)s to %(record)s"),
    "file_trashed": lambda: _("%(who)s moved the file %(file)s of %(record)s to the trash"),
    "file_restored": lambda: _("%(who)s took the file %(file)s of %(record)s out of the trash"),
}
