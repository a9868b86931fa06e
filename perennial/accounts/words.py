"""What the audit calls things: verbs of events, and the nouns of this room."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.accounts.roles import NOUNS

# A room with verbs of its own adds them by `VERBS[code] = label`.
VERBS = {
    "created": pgettext_lazy("audit", "created"),
    "changed": pgettext_lazy("audit", "changed"),
    "trashed": pgettext_lazy("audit", "put into the trash"),
    "restored": pgettext_lazy("audit", "brought back from the trash"),
    "removed": pgettext_lazy("audit", "removed"),
    "imported": pgettext_lazy("audit", "brought in"),
    "exported": pgettext_lazy("audit", "exported"),
    "merged": pgettext_lazy("audit", "merged"),
    "invited": pgettext_lazy("audit", "invited"),
    "renewed": pgettext_lazy("audit", "invited anew"),
    "accepted": pgettext_lazy("audit", "accepted the invitation"),
    "deactivated": pgettext_lazy("audit", "shut out"),
    "activated": pgettext_lazy("audit", "let in again"),
    "password": pgettext_lazy("audit", "gave a new password"),
    "factor_off": pgettext_lazy("audit", "two-factor sign-in switched off"),
    "signed_in": pgettext_lazy("audit", "signed in"),
    "tried_again": pgettext_lazy("audit", "tried again"),
}

_OURS = {
    "users": _("User"),
    "teams": _("Team"),
    "roles": _("Role"),
    "tokens": _("Key for programs"),
    "devices": _("Device"),
    "invitations": _("Invitation"),
    "installation": _("Company"),
    "background": _("Background work"),
    "views": _("Saved view"),
}
_WAYS = {
    "web": "",
    "system": "",
    "api": "API",
    "cli": _("command line"),
    "import": _("import"),
    "job": _("by itself"),
    "mail": _("mail"),
}


def verb(code, type=""):
    """Return what an event's verb is called, the nouns' own verbs included."""
    own = NOUNS[type].event_words if type in NOUNS else {}
    return VERBS.get(code) or own.get(code) or code.replace("_", " ")


def changed(type, name):
    """Return what a value that an event tells of is called: as the field that keeps it."""
    fields = NOUNS[type].fields if type in NOUNS else ()
    return next((field.label for field in fields if field.attribute == name), name.replace("_", " "))


def noun(type):
    """Return what a record of a type is called."""
    return NOUNS[type].label if type in NOUNS else _OURS.get(type, type)


def way(via):
    """Return the way by which something was done, "" for a page."""
    return _WAYS.get(via, via)
