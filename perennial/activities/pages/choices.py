"""What search boxes of this room offer: records an activity can be about, whatever their type."""

from django.http import JsonResponse
from django.views.decorators.http import require_GET

from perennial.activities.about_names import names_of
from perennial.activities.models import linkable
from perennial.records import search
from perennial.records.registry import REGISTRY

OFFERED = 15


@require_GET
def about(request):
    """Answer [{"value": "deals/12", "label", "sub"}] for `?q=`, best first."""
    words = request.GET.get("q", "").strip()[:100]
    codes = [type.code for type in linkable() if request.actor.may("see", type.model)]
    hits = search.find(words, codes, OFFERED * 2) if words else []
    names = names_of([(hit.type, hit.record_id) for hit in hits], request.actor)
    found = [names[hit.type, hit.record_id] for hit in hits if (hit.type, hit.record_id) in names]
    rows = [{"value": f"{one.type}/{one.id}", "label": one.name, "sub": str(REGISTRY[one.type].label)} for one in found]
    return JsonResponse(rows[:OFFERED], safe=False)
