"""What lists give the frame of every page: the views that people pinned."""

from perennial.records.pages.lists_state import address_of, views_of
from perennial.records.registry import REGISTRY
from perennial.ui.shell import Item

MOST = 12


def pinned(request):
    """Return the pinned views as places of the rail: one's own and shared ones, of what one may see."""
    found = [view for view in views_of(request) if view.pinned and view.name and _sees(request, view.type)][:MOST]
    places = [(view, address_of(REGISTRY[view.type], view)) for view in found]
    return [Item(href, view.label, "star", current=request.path == href, pinned=True) for view, href in places]


def _sees(request, code):
    return code in REGISTRY and request.actor.may("see", REGISTRY[code].model)
