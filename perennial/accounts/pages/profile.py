"""My profile: name, language, time zone, theme, keys."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from perennial.accounts import forms, verbs
from perennial.accounts.pages import shelf
from perennial.ui import pages

FIELDS = ["name", "language", "time_zone", "theme", "shortcuts"]


def edit(request):
    """Show and change one's own profile."""
    user = request.user
    form = forms.Profile(request.POST or None, initial={name: getattr(user, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        verbs.change_profile(user, by=request.actor, **form.cleaned_data)
        with override(form.cleaned_data["language"]):
            return pages.toast(pages.moved(request, request.path), _("Saved."))
    return shelf.render(request, "accounts/profile.html", "profile", {"form": form}, status=422 if form.errors else 200)
