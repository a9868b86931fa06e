"""Settings → Webhooks: who is told of what, and how it went."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from perennial.accounts.pages import shelf
from perennial.api import webhooks
from perennial.api.models import Delivery, Webhook
from perennial.core.errors import Forbidden, Refused
from perennial.ui import pages


@never_cache
def index(request):
    """List webhooks with their latest deliveries, and make one."""
    _ask(request)
    errors, secret = {}, ""
    if request.method == "POST":
        try:
            hook = webhooks.add(
                request.POST.get("url", "").strip(), request.POST.get("events", "").split(","), by=request.actor
            )
            secret = hook.secret
        except Refused as refusal:
            errors = refusal.errors
    values = {
        "errors": errors,
        "secret": secret,
        "typed": request.POST if errors else {},
        "hooks": Webhook.objects.order_by("-pk"),
        "deliveries": Delivery.objects.select_related("webhook").order_by("-pk")[:50],
    }
    return shelf.render(request, "api/webhooks.html", "webhooks", values, status=422 if errors else 200)


@require_POST
def remove(request, pk):
    """Take a webhook away."""
    _ask(request)
    webhooks.remove(get_object_or_404(Webhook, pk=pk), by=request.actor)
    return pages.toast(pages.moved(request, reverse("webhooks")), _("The webhook is gone."))


@require_POST
def resend(request, pk):
    """Send one event again."""
    _ask(request)
    webhooks.send_again(get_object_or_404(Delivery, pk=pk), by=request.actor)
    return pages.toast(pages.moved(request, reverse("webhooks")), _("It is sent again in a moment."))


def _ask(request):
    if not request.actor.may("settings", None):
        raise Forbidden("settings")
