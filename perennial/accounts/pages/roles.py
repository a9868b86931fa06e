"""Roles: who may do what with which records."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts import forms, verbs
from perennial.accounts.changes import need
from perennial.accounts.models import ACTIONS, SCOPES, Role
from perennial.accounts.pages import shelf
from perennial.accounts.roles import ACTION_WORDS, CAPABILITIES, NOUNS, OWNER, SCOPE_WORDS
from perennial.core.errors import Refused
from perennial.ui import pages


def index(request):
    """List the roles."""
    need(request.actor, "users")
    roles = Role.objects.prefetch_related("holders")
    return shelf.render(request, "accounts/roles.html", "roles", {"roles": roles, "owner": OWNER})


def edit(request, pk):
    """Show a role's matrix and change it."""
    need(request.actor, "users")
    role = get_object_or_404(Role, pk=pk)
    form = forms.RoleName(request.POST or None, initial={"name": str(role)})
    if request.method == "POST" and form.is_valid():
        name = role.name if form.cleaned_data["name"] == str(role) else form.cleaned_data["name"]
        try:
            verbs.change_role(role, name=name, **sent(request.POST), by=request.actor)
            return pages.toast(pages.moved(request, reverse("roles")), _("Saved."))
        except Refused as refusal:
            form.refuse(refusal)
    values = {
        "role": role,
        "form": form,
        "fixed": role.code == OWNER,
        "rows": matrix(role),
        "everything": role.rights.get("*", {}),
        "capabilities": list(CAPABILITIES.items()),
        "actions": [(code, ACTION_WORDS[code]) for code in ACTIONS],
        "scopes": [(code, SCOPE_WORDS[code]) for code in SCOPES],
    }
    return shelf.render(request, "accounts/role.html", "roles", values, status=422 if form.errors else 200)


@require_POST
def copy(request, pk):
    """Make a role with the same rights."""
    role = get_object_or_404(Role, pk=pk)
    made = verbs.copy_role(role, _("%(name)s, copy") % {"name": role}, by=request.actor)
    return pages.moved(request, reverse("role", args=[made.pk]))


@require_POST
def remove(request, pk):
    """Remove a role that nobody holds."""
    role = get_object_or_404(Role, pk=pk)
    try:
        verbs.remove_role(role, by=request.actor)
    except Refused as refusal:
        return pages.toast(pages.moved(request, reverse("role", args=[pk])), refusal.errors[""])
    return pages.toast(pages.moved(request, reverse("roles")), _("%(name)s is removed.") % {"name": role})


def matrix(role):
    """Return [(type, label, its own row or None)], the row for all others first."""
    labels = {"*": _("Everything else"), **{code: noun.plural or noun.label for code, noun in NOUNS.items()}}
    return [(type, label, role.rights.get(type)) for type, label in labels.items()]


def sent(data):
    """Read the matrix from a form: cells `type.action`; an empty cell follows the row of everything else."""
    rights = {"*": _row(data, "*", dict.fromkeys(ACTIONS, "none"))}
    for type in NOUNS:
        row = _row(data, type, rights["*"])
        if row != rights["*"]:
            rights[type] = row
    return {"rights": rights, "capabilities": [code for code in data.getlist("capabilities") if code in CAPABILITIES]}


def _row(data, type, otherwise):
    cells = {action: data.get(f"{type}.{action}", "") for action in ACTIONS}
    return {action: scope if scope in SCOPES else otherwise[action] for action, scope in cells.items()}
