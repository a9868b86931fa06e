"""The company: name, country, currency, language, time zone."""

from django.utils.translation import gettext as _

from perennial.accounts import forms, founding
from perennial.accounts.changes import need
from perennial.accounts.pages import shelf
from perennial.core.models import installation
from perennial.ui import pages

FIELDS = ["company", "country", "currency", "language", "time_zone"]


def edit(request):
    """Show and change what the company is."""
    need(request.actor, "settings")
    house = installation()
    form = forms.Company(request.POST or None, initial={name: getattr(house, name) for name in FIELDS})
    if request.method == "POST" and form.is_valid():
        founding.change_company(by=request.actor, **form.cleaned_data)
        return pages.toast(pages.moved(request, request.path), _("Saved."))
    return shelf.render(request, "accounts/company.html", "company", {"form": form}, status=422 if form.errors else 200)
