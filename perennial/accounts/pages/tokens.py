"""Keys for programs: made once, shown once."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from perennial.accounts import forms, verbs
from perennial.accounts.models import Token
from perennial.accounts.pages import shelf
from perennial.ui import pages


@never_cache
def index(request):
    """List one's own keys, and make one."""
    form, key = forms.TokenForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        key = verbs.create_token(request.user, **form.cleaned_data, by=request.actor)[1]
        form = forms.TokenForm()
    values = {"form": form, "key": key, "tokens": Token.objects.filter(user=request.user).order_by("-pk")}
    return shelf.render(request, "accounts/tokens.html", "tokens", values, status=422 if form.errors else 200)


@require_POST
def revoke(request, pk):
    """Take a key back."""
    token = get_object_or_404(Token, pk=pk, user=request.user)
    verbs.revoke(token, by=request.actor)
    return pages.toast(
        pages.moved(request, reverse("tokens")), _("The key “%(name)s” no longer works.") % {"name": token}
    )
