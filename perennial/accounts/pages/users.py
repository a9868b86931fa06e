"""People here: who works in this installation, who is invited."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts import forms, invitations, mail, verbs
from perennial.accounts.changes import need
from perennial.accounts.models import Invitation, Token, User
from perennial.accounts.pages import shelf
from perennial.core.errors import Refused
from perennial.ui import pages


def index(request):
    """List colleagues and the invitations that wait."""
    need(request.actor, "users")
    colleagues = User.objects.select_related("role", "team").order_by("-is_active", "name")
    waiting = Invitation.objects.filter(accepted_at=None).select_related("role", "team").order_by("-created_at")
    return shelf.render(request, "accounts/users.html", "users", {"colleagues": colleagues, "waiting": waiting})


def invite(request):
    """Ask somebody to join; the link is shown too, for companies without mail."""
    need(request.actor, "users")
    form = forms.Invite(request.POST or None, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            return _invited(request, *invitations.invite(**form.cleaned_data, by=request.actor))
        except Refused as refusal:
            form.refuse(refusal)
    return shelf.render(
        request, "accounts/user_invite.html", "users", {"form": form}, status=422 if form.errors else 200
    )


@require_POST
def renew(request, pk):
    """Send an invitation anew, with a new link."""
    invitation = get_object_or_404(Invitation, pk=pk)
    try:
        return _invited(request, invitation, invitations.renew(invitation, by=request.actor))
    except Refused as refusal:
        return pages.toast(pages.moved(request, reverse("users")), refusal.errors[""])


@require_POST
def withdraw(request, pk):
    """Take an invitation back."""
    invitations.withdraw(get_object_or_404(Invitation, pk=pk), by=request.actor)
    return pages.toast(pages.moved(request, reverse("users")), _("The invitation is taken back."))


def edit(request, pk):
    """Change a colleague's name, role, team and colour."""
    need(request.actor, "users")
    user = get_object_or_404(User, pk=pk)
    initial = {"name": user.name, "role": user.role_id, "team": user.team_id, "colour": user.colour}
    form = forms.ColleagueEdit(request.POST or None, initial=initial, by=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.change_user(user, by=request.actor, **form.cleaned_data)
            return pages.toast(pages.moved(request, reverse("users")), _("Saved."))
        except Refused as refusal:
            form.refuse(refusal)
    values = {
        "form": form,
        "colleague": user,
        "tokens": user.tokens.order_by("-pk"),
        "factor": user != request.user and Authenticator.objects.filter(user=user).exists(),
    }
    return shelf.render(request, "accounts/user.html", "users", values, status=422 if form.errors else 200)


@require_POST
def deactivate(request, pk):
    """Shut a colleague out."""
    user = get_object_or_404(User, pk=pk)
    try:
        verbs.deactivate(user, by=request.actor)
    except Refused as refusal:
        return pages.toast(
            pages.moved(request, reverse("user", args=[pk])), " ".join(map(str, refusal.errors.values()))
        )
    words = _("%(name)s can no longer sign in.") % {"name": user}
    return pages.toast(pages.moved(request, reverse("users")), words, reverse("user_activate", args=[pk]))


@require_POST
def activate(request, pk):
    """Let a colleague in again."""
    user = get_object_or_404(User, pk=pk)
    verbs.activate(user, by=request.actor)
    return pages.toast(pages.moved(request, reverse("users")), _("%(name)s can sign in again.") % {"name": user})


@require_POST
def factor_off(request, pk):
    """Switch a colleague's second factor off."""
    user = get_object_or_404(User, pk=pk)
    verbs.forget_factor(user, by=request.actor)
    return pages.toast(pages.moved(request, reverse("user", args=[pk])), _("Two-factor sign-in is off."))


@require_POST
def revoke(request, pk, key):
    """Take a colleague's key back."""
    need(request.actor, "users")
    token = get_object_or_404(Token, pk=key, user_id=pk)
    verbs.revoke(token, by=request.actor)
    words = _("The key “%(name)s” no longer works.") % {"name": token}
    return pages.toast(pages.moved(request, reverse("user", args=[pk])), words)


def _invited(request, invitation, key):
    root = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    link = root + reverse("join", args=[key])
    values = {"invitation": invitation, "link": link, "sent": mail.send_invitation(invitation, link)}
    return shelf.render(request, "accounts/user_invited.html", "users", values)
