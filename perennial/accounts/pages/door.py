"""The door: sign-in, the first day, joining by an invitation."""

from allauth.account.utils import perform_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from perennial.accounts import forms, invitations, world
from perennial.accounts.founding import found
from perennial.accounts.models import User
from perennial.accounts.origin import client_ip
from perennial.core.errors import Missing, Refused
from perennial.core.models import installation
from perennial.ui import pages


class SignIn(LoginView):
    """Sign-in; an installation without people is founded first."""

    def get(self, request, *args, **kwargs):
        if not User.objects.exists():
            return redirect("first_run")
        return super().get(request, *args, **kwargs)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def first_run(request):
    """Ask for the company and its owner, once."""
    if User.objects.filter(is_active=True).exists():
        return redirect(settings.LOGIN_REDIRECT_URL)
    house = installation()
    country = house.country or "UA"
    known = {
        "company": house.company,
        "country": country,
        "currency": world.currency_of(country),
        "language": get_language(),
    }
    form = forms.FirstRun(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            return perform_login(request, found(**form.cleaned_data))
        except Refused as refusal:
            form.refuse(refusal)
    return pages.render(request, "accounts/first_run.html", {"form": form}, status=422 if form.errors else 200)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def join(request, key):
    """Let an invited person in: a name, a language and a password."""
    try:
        invitation = invitations.invitation_by(key)
    except Missing:
        return pages.render(request, "accounts/join_gone.html", status=410)
    form = forms.Join(request.POST or None, initial={"name": invitation.name, "language": get_language()})
    if request.method == "POST" and form.is_valid():
        try:
            user = invitations.accept(key, **form.cleaned_data, ip=client_ip(request))
            return perform_login(request, user)
        except Refused as refusal:
            form.refuse(refusal)
    values = {"form": form, "invitation": invitation}
    return pages.render(request, "accounts/join.html", values, status=422 if form.errors else 200)
