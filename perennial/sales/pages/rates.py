"""Settings: what currencies cost, from which day on."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts.changes import need
from perennial.accounts.pages import shelf
from perennial.accounts.world import NEAR_CURRENCIES
from perennial.core.errors import Missing, Refused
from perennial.core.models import installation
from perennial.sales.models import Deal, Rate
from perennial.sales.verbs import rates as verbs
from perennial.ui import pages


def index(request):
    """Show the rates, and set one."""
    need(request.actor, "pipelines")
    typed, errors = {name: request.POST.get(name, "") for name in ("currency", "day", "rate")}, {}
    if request.method == "POST":
        try:
            verbs.set_rate(typed["currency"], typed["day"], typed["rate"], by=request.actor)
            return pages.toast(pages.moved(request, request.path), _("Saved. Deals are priced anew."))
        except Refused as refused:
            errors = refused.errors
    base = installation().currency
    rates = list(Rate.objects.filter(trashed_at=None))
    used = Deal.objects.filter(trashed_at=None, amount__isnull=False).exclude(amount_currency=base).order_by()
    missing = sorted(set(used.values_list("amount_currency", flat=True).distinct()) - {rate.currency for rate in rates})
    typed["currency"] = typed["currency"] or (missing[0] if missing else "")
    typed["day"] = typed["day"] or timezone.localdate().isoformat()
    values = {"rates": rates, "base": base, "missing": missing, "typed": typed, "errors": errors}
    values["currencies"] = [code for code in dict.fromkeys([*missing, *NEAR_CURRENCIES]) if code != base]
    return shelf.render(request, "sales/rates.html", "rates", values, status=422 if errors else 200)


@require_POST
def remove(request, pk):
    """Take a rate away."""
    rate = Rate.objects.filter(pk=pk, trashed_at=None).first()
    if rate is None:
        raise Missing(pk)
    verbs.remove_rate(rate, by=request.actor)
    return pages.toast(pages.moved(request, reverse("sales:rates")), _("The rate is taken away"))
