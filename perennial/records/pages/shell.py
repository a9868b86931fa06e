"""What lists give the frame of every page: the views that people pinned."""

from django.db.models import Q

from perennial.records.models import View
from perennial.records.pages.lists_state import address_of
from perennial.records.registry import REGISTRY
from perennial.ui.shell import Item

MOST = 12


def pinned(request):
    """Return the pinned views as places of the rail: one's own and shared ones."""
    mine = Q(owner=request.user) | Q(shared=True)
    found = View.objects.filter(mine, pinned=True).exclude(name="").order_by("place", "id")[:MOST]
    places = [(view, address_of(REGISTRY[view.type], view)) for view in found if view.type in REGISTRY]
    return [Item(href, view.name, "star", current=request.path == href, pinned=True) for view, href in places]
