"""The roles that stand ready in a new installation, and the words of rights and capabilities."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, pgettext_lazy

OWNER = "owner"

# Powers beside records. A room adds its own by `CAPABILITIES[code] = label`.
CAPABILITIES = {
    "settings": _("Change the company and its fields"),
    "users": _("Invite people, change teams and roles"),
    "audit": _("Read who did and opened what"),
    "import": _("Bring in files"),
    "pipelines": _("Change pipelines and stages"),
    "views": _("Share views with everybody"),
}

# The nouns that rights can be given for: code -> its record type (`plural`, `url(pk)`, `fields`, `event_words`);
# registering one puts it here.
NOUNS = {}

ACTION_WORDS = {
    "see": pgettext_lazy("right", "See"),
    "create": pgettext_lazy("right", "Create"),
    "edit": pgettext_lazy("right", "Edit"),
    "delete": pgettext_lazy("right", "Delete"),
    "export": pgettext_lazy("right", "Export"),
}
SCOPE_WORDS = {
    "none": pgettext_lazy("scope", "None"),
    "own": pgettext_lazy("scope", "Own"),
    "team": pgettext_lazy("scope", "Team"),
    "all": pgettext_lazy("scope", "All"),
}


def _rights(see, create, edit, delete, export):
    return {"see": see, "create": create, "edit": edit, "delete": delete, "export": export}


# (code, name, rights, capabilities)
READY = [
    (OWNER, gettext_noop("Owner"), {"*": _rights("all", "all", "all", "all", "all")}, ["*"]),
    (
        "sales-head",
        gettext_noop("Head of sales"),
        {"*": _rights("all", "all", "all", "team", "team")},
        ["import", "pipelines", "views"],
    ),
    ("salesperson", gettext_noop("Salesperson"), {"*": _rights("team", "all", "own", "own", "none")}, []),
    (
        "service",
        gettext_noop("Service"),
        {"*": _rights("all", "all", "own", "own", "none"), "deals": _rights("all", "none", "none", "none", "none")},
        [],
    ),
    (
        "marketer",
        gettext_noop("Marketer"),
        {"*": _rights("all", "all", "own", "own", "all"), "deals": _rights("all", "none", "none", "none", "none")},
        ["import", "views"],
    ),
    (
        "accountant",
        gettext_noop("Accountant"),
        {
            "*": _rights("all", "none", "none", "none", "all"),
            "tasks": _rights("own", "all", "own", "own", "none"),
            "notes": _rights("all", "all", "own", "own", "none"),
        },
        [],
    ),
    ("read-only", gettext_noop("Read only"), {"*": _rights("all", "none", "none", "none", "none")}, []),
]


def lay(model):
    """Store the ready roles that are not there yet; `model` is Role, or Role as a migration sees it."""
    for code, name, rights, capabilities in READY:
        model.objects.get_or_create(
            code=code, defaults={"name": name, "rights": rights, "capabilities": capabilities, "ready_made": True}
        )
