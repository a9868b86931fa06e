"""Teams, as a tree."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts import forms, verbs
from perennial.accounts.changes import need
from perennial.accounts.models import Team
from perennial.accounts.pages import shelf
from perennial.core.errors import Refused
from perennial.ui import pages


def index(request):
    """Show the tree, and make a team."""
    need(request.actor, "users")
    form = forms.TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.create_team(**form.cleaned_data, by=request.actor)
        return pages.toast(pages.moved(request, request.path), _("Saved."))
    values = {"tree": tree(), "form": form}
    return shelf.render(request, "accounts/teams.html", "teams", values, status=422 if form.errors else 200)


def edit(request, pk):
    """Rename or move a team."""
    need(request.actor, "users")
    team = get_object_or_404(Team, pk=pk)
    form = forms.TeamForm(request.POST or None, initial={"name": team.name, "parent": team.parent_id})
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_team(team, **form.cleaned_data, by=request.actor)
            return pages.toast(pages.moved(request, reverse("teams")), _("Saved."))
        except Refused as refusal:
            form.refuse(refusal)
    values = {"form": form, "team": team}
    return shelf.render(request, "accounts/team.html", "teams", values, status=422 if form.errors else 200)


@require_POST
def remove(request, pk):
    """Remove a team."""
    team = get_object_or_404(Team, pk=pk)
    try:
        verbs.remove_team(team, by=request.actor)
    except Refused as refusal:
        return pages.toast(pages.moved(request, reverse("teams")), refusal.errors[""])
    return pages.toast(pages.moved(request, reverse("teams")), _("%(name)s is removed.") % {"name": team})


def tree():
    """Return [(depth, team)] in the order in which a tree is read."""
    under = {}
    for team in Team.objects.prefetch_related("members"):
        under.setdefault(team.parent_id, []).append(team)

    def walk(parent, depth):
        for team in under.get(parent, []):
            yield depth, team
            yield from walk(team.pk, depth + 1)

    return list(walk(None, 0))
