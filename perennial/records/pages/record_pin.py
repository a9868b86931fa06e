"""Records that somebody keeps at hand: the star on the page, the places in the rail."""

from django.urls import NoReverseMatch
from django.views.decorators.http import require_POST

from perennial.core.prepared import Prepared
from perennial.records.models import Pin
from perennial.records.registry import REGISTRY
from perennial.ui import pages
from perennial.ui.shell import Item

MOST = 12
_PINS = Prepared(lambda user: Pin.objects.filter(user=user), int)


@require_POST
def pin(request, code, pk):
    """Pin a record, or take it off; answer the star anew."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk)
    mine = {"user": request.user, "type": code, "record_id": pk}
    pinned = not Pin.objects.filter(**mine).delete()[0]
    if pinned:
        Pin.objects.get_or_create(**mine, defaults={"title": type.title(record)[:200]})
    return pages.render(
        request, "records/record/pin.html", {"type": type, "record": record, "pinned": pinned}, block="pin"
    )


def is_pinned(request, record, title):
    """Tell whether the user has pinned a record; the pin learns how the record is called now."""
    for pin in _pins(request):
        if (pin.type, pin.record_id) == (record.TYPE, record.pk):
            if pin.title != title[:200]:
                pin.title = title[:200]
                pin.save(update_fields=["title"])
            return True
    return False


def places(request):
    """Return the pinned records as places of the rail."""
    found = []
    for pin in _pins(request)[-MOST:]:
        try:
            href = REGISTRY[pin.type].url(pin.record_id)
        except (KeyError, NoReverseMatch):
            continue
        found.append(Item(href, pin.title, "star", current=request.path == href, pinned=True))
    return found


def _pins(request):
    if not hasattr(request, "pins"):
        request.pins = _PINS(request.user.pk) if request.user.is_authenticated else []
    return request.pins
