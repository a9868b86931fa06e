"""The places of the room in the frame: requests with how many wait, deals."""

from django.utils.translation import gettext as _

from perennial.core.actor import Actor
from perennial.core.prepared import Prepared
from perennial.records.registry import record_type
from perennial.sales.models import Deal, Lead
from perennial.ui.addresses import reverse
from perennial.ui.shell import Item

COUNTED = 99
_UNSORTED = Prepared(
    lambda actor: record_type("leads").visible(actor).filter(state="unsorted").order_by().values_list("pk")[: COUNTED + 1],
    Actor,
)


def places(request):
    """Return the room's places that the actor may see."""
    items, at = [], request.path
    if request.actor.may("see", Lead):
        href = reverse("sales:requests")
        here = at.startswith((href, reverse("leads:list")))
        items.append(Item(href, _("Requests"), "tray", _waiting(request.actor), current=here, key="r", place=10))
    if request.actor.may("see", Deal):
        href = reverse("sales:board")
        items.append(
            Item(href, _("Deals"), "board", current=at.startswith(reverse("deals:list")), key="l", bar=True, place=20)
        )
    wanted = [(Deal, _("Deal"), "board", "d", 20), (Lead, _("Request"), "tray", "r", 30)]
    return items + [
        Item(reverse(f"{model.TYPE}:new"), label, icon, key=key, new=True, place=place)
        for model, label, icon, key, place in wanted
        if request.actor.may("create", model)
    ]


def _waiting(actor):
    count = _UNSORTED.count(actor)
    return f"{COUNTED}+" if count > COUNTED else str(count or "")
