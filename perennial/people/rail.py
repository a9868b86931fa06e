"""The places of the room in the frame: people and companies, and making them anew."""

from perennial.people.models import Company, Person
from perennial.records.registry import type_of
from perennial.ui.addresses import reverse
from perennial.ui.shell import Item

PLACES = [(Person, "p", True, 30), (Company, "o", False, 40)]


def places(request):
    """Return the room's places that the actor may see, and what he may make."""
    items = []
    for model, key, bar, place in PLACES:
        type = type_of(model)
        if request.actor.may("see", model):
            href = reverse(f"{type.code}:list")
            here = request.path.startswith(href)
            items.append(Item(href, str(type.plural), type.icon, current=here, key=key, bar=bar, place=place))
        if request.actor.may("create", model):
            items.append(Item(reverse(f"{type.code}:new"), str(type.label), type.icon, key=key, new=True, place=place))
    return items
