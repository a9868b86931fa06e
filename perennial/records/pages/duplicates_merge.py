"""Two records become one: with whom, field by field, and apart again."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from perennial.core.errors import Forbidden, Missing, Refused
from perennial.records import hanging, merges
from perennial.records.duplicates import similar
from perennial.records.duplicates.evidence import TYPED
from perennial.records.models import Merge
from perennial.records.pages.bulk_chosen import chosen_ids
from perennial.records.pages.duplicates_sides import chosen, sides
from perennial.records.pages.record_answers import context_of, gone_to, list_address
from perennial.records.registry import REGISTRY
from perennial.ui import pages

TEMPLATE = "records/duplicates/merge.html"


@require_http_methods(["GET", "POST"])
def ask(request, code, pk):
    """Ask with which other record this one is to be merged."""
    type = REGISTRY[code]
    record = type.load(request.actor, pk, "edit", trashed=False)
    error, typed = "", request.POST.get("other", "")
    if request.method == "POST":
        if typed.isdecimal() and len(typed) < 18 and int(typed) != pk and type.visible(request.actor).filter(pk=typed).exists():
            return pages.moved(request, reverse(f"{code}:merge-with", args=[pk, int(typed)]))
        error = _("Choose another record from the list.")
    near = [
        {"title": type.title(other), "why": reasons, "url": reverse(f"{code}:merge-with", args=[pk, other.pk])}
        for other, reasons, _score in similar(type, record, request.actor, least=TYPED)
    ]
    values = {"type": type, "record": record, "title": type.title(record), "near": near, "error": error, "list_href": list_address(type)}
    return pages.render(request, "records/duplicates/ask.html", values, status=422 if error else 200)


@require_GET
def pick(request, code):
    """Go from two chosen rows of a list to their merge."""
    type, ids = REGISTRY[code], chosen_ids(request.GET)
    if len(ids) != 2:
        answer = pages.toast(HttpResponse(status=204), _("Choose two rows to merge."))
        answer["HX-Reswap"] = "none"
        return answer
    return pages.moved(request, reverse(f"{type.code}:merge-with", args=sorted(ids)))


@require_http_methods(["GET", "POST"])
def merge(request, code, pk, other):
    """Show two records side by side, or merge them as chosen; `preview` answers what would come out."""
    type = REGISTRY[code]
    kept, gone = _both(request.actor, type, pk, other)
    if request.method == "GET":
        return _page(request, type, kept, gone)
    if "preview" in request.GET:
        return _page(request, type, kept, gone, request.POST, block="merge_result")
    if request.POST.get("versions") != _versions(kept, gone):
        return _page(request, type, kept, gone, request.POST, _("One of the two was changed meanwhile. Look again, then merge."), status=409)
    try:
        done = merges.merge(
            type, kept, gone, by=request.actor, context=context_of(request), values=chosen(type, kept, gone, request.POST)
        )
    except Refused as refused:
        return _page(request, type, kept, gone, request.POST, next(iter(refused.errors.values())), status=422)
    words = _("“%(name)s” is merged into this record") % {"name": type.title(gone)}
    return gone_to(request, type.url(kept.pk), words, reverse(f"{code}:unmerge", args=[kept.pk, done.pk]))


@require_POST
def unmerge(request, code, pk, merge):
    """Take a merge apart; say what came back."""
    type = REGISTRY[code]
    type.load(request.actor, pk, "edit")
    found = Merge.objects.filter(type=code, kept_id=pk, pk=merge).first()
    if found is None:
        raise Missing(merge)
    try:
        gone = merges.unmerge(found, type, by=request.actor)
    except Refused as refused:
        answer = HttpResponse(status=422)
        answer["HX-Reswap"] = "none"
        return pages.toast(answer, next(iter(refused.errors.values())))
    return gone_to(request, type.url(gone.pk), came_back(type, gone, found, request.actor))


def came_back(type, gone, merge, actor):
    """Return in words what taking a merge apart brought back, as far as the actor may see it."""
    rows = sum(number for _what, number in hanging.moved_counts(merge, actor))
    if not rows:
        return _("“%(name)s” is a record of its own again") % {"name": type.title(gone)}
    words = ngettext(
        "“%(name)s” is a record of its own again, with %(n)d entry that hung on it",
        "“%(name)s” is a record of its own again, with %(n)d entries that hung on it", rows,
    )  # fmt: skip
    return words % {"name": type.title(gone), "n": rows}


def _both(actor, type, pk, other):
    if pk == other:
        raise Missing(pk)
    kept, gone = type.load(actor, pk, "edit", trashed=False), type.load(actor, other, "see", trashed=False)
    if not actor.may("delete", gone):
        raise Forbidden("delete", gone)
    return kept, gone


def _versions(kept, gone):
    return f"{kept.version}.{gone.version}"


def _page(request, type, kept, gone, data=None, error="", block=None, status=200):
    actor = request.actor
    turned = actor.may("edit", gone) and actor.may("delete", kept)
    values = {
        "type": type, "kept": kept, "gone": gone, "titles": [type.title(kept), type.title(gone)], "error": error,
        "versions": _versions(kept, gone), "list_href": list_address(type), "sides": sides(type, kept, gone, data, context_of(request)),
        "hangs": [hanging.counts(type, kept.pk, actor), hanging.counts(type, gone.pk, actor)] if block is None else [[], []],
        "turned": reverse(f"{type.code}:merge-with", args=[gone.pk, kept.pk]) if turned else "",
    }  # fmt: skip
    return pages.render(request, TEMPLATE, values, block=block, status=status)
