"""The demo company in the settings: what it is, and the button that takes it away."""

from django.contrib.auth import logout
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from markupsafe import Markup

from perennial.accounts.changes import need
from perennial.accounts.models import User
from perennial.accounts.pages import shelf
from perennial.core.errors import Refused
from perennial.demo import cast
from perennial.demo.removal import remove, told
from perennial.ui import pages


@require_http_methods(["GET", "POST"])
def settings(request):
    """Say what the demo company is, and take it away when asked to."""
    need(request.actor, "settings")
    error = ""
    if request.method == "POST":
        try:
            return _take_away(request)
        except Refused as refusal:
            error = " ".join(map(str, refusal.errors.values()))
    values = {"story": told(), "error": error, "leaves": request.user.email in cast.addresses()}
    return shelf.render(request, "demo/settings.html", "demo", values, status=422 if error else 200)


def line(request):
    """Return a thin line for «My day»: this company is a story, and where to take it away."""
    if not request.actor.may("settings", None) or told() is None:
        return ""
    return Markup(render_to_string("demo/line.html", {"request": request}, using="jinja2"))


def _take_away(request):
    remove(by=request.actor)
    if not User.objects.filter(pk=request.user.pk).exists():
        logout(request)
        return redirect("first_run" if not User.objects.exists() else "account_login")
    return pages.toast(pages.moved(request, "/"), _("The demo company is gone."))
