"""What can be added to a record at once: the kinds of the composer, and saving one."""

from django.http import Http404
from django.views.decorators.http import require_http_methods

from perennial.core.errors import Refused
from perennial.records.pages.record_answers import may, told
from perennial.records.points import COMPOSERS
from perennial.records.registry import REGISTRY
from perennial.ui import pages


@require_http_methods(["GET", "POST"])
def compose(request, code, pk, composer):
    """Save one kind of the composer and answer its form anew; refused, the form with what was typed."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk, "edit", trashed=False)
    kind = next((one for one in composers(type, record, request.actor) if one.code == composer), None)
    if kind is None:
        raise Http404
    parts = {"type": type, "record": record, "composer": kind, "errors": {}, "data": {}}
    if request.method == "GET":
        return pages.render(request, "records/record/composer.html", parts, block="composer_form")
    try:
        kind.save(request, record)
    except Refused as refused:
        parts |= {"errors": refused.errors, "data": request.POST}
        return pages.refused(request, "records/record/composer.html", parts, block="composer_form")
    answer = pages.render(request, "records/record/composer.html", parts, block="composer_form")
    return told(answer, events=["timeline", f"{kind.code}s", "composed"])


def composers(type, record, actor):
    """Return the Composers that fit a record and the actor, in their order."""
    if record.trashed_at or not may(actor, "edit", record):
        return []
    return sorted((one for one in COMPOSERS if _fits(one, type, actor)), key=lambda one: one.place)


def _fits(composer, type, actor):
    types = getattr(composer, "types", ("*",))
    return "*" in types or type.code in types
