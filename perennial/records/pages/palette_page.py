"""The search page: everything found, by type; one type page by page."""

from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from perennial.records import search
from perennial.records.context import context_for
from perennial.records.pages.palette_found import searched
from perennial.records.pages.palette_rows import rows
from perennial.ui import pages

OF_EACH, ON_PAGE, MOST_PAGES = 5, 50, 20
COUNTED = 1000


@require_GET
def everything(request):
    """Show what `?q=` finds: the best of each type, or with `?type=` all of one, `?page=` by page."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    chosen = request.GET.get("type", "")
    actor, found = request.actor, {}
    types = {type.code: type for type in searched(actor)}
    matches = search.match.matching_each(list(types), text) if text else {}
    for code, match in matches.items():
        if match.found:
            seen = types[code].visible(actor).filter(match).order_by()
            found[code] = (match, seen[: COUNTED + 1].count())
    found = {code: pair for code, pair in found.items() if pair[1]}
    values = {"q": text, "tabs": _tabs(types, found, text, chosen), "chosen": types.get(chosen), "parts": [], "pager": None}
    if chosen in found:
        values |= _one(types[chosen], *found[chosen], text, _number(request.GET.get("page")), actor)
    else:
        values["parts"] = [_part(types[code], match, count, text, OF_EACH, actor) for code, (match, count) in found.items()]
    return pages.render(request, "records/palette/page.html", values)


def _part(type, match, count, text, limit, actor):
    best = match.ranked(type.visible(actor), limit)
    listed = rows([(type, record) for record in best], actor, context_for(actor), text)
    return {"type": type, "rows": listed, "count": count, "href": _at(text, type.code), "more": count > limit}


def _one(type, match, count, text, page, actor):
    page = max(1, min(page, MOST_PAGES))
    best = match.ranked(type.visible(actor), page * ON_PAGE + 1)
    here = best[(page - 1) * ON_PAGE : page * ON_PAGE]
    listed = rows([(type, record) for record in here], actor, context_for(actor), text)
    first, more = (page - 1) * ON_PAGE + 1, len(best) > page * ON_PAGE and page < MOST_PAGES
    words = _("%(first)s–%(last)s of %(count)s") % {"first": first, "last": first + len(here) - 1, "count": said(count)}
    before, behind = _at(text, type.code, page - 1) if page > 1 else "", _at(text, type.code, page + 1) if more else ""
    return {
        "parts": [{"type": type, "rows": listed, "count": count, "href": "", "more": False}],
        "pager": {"words": words, "previous": before, "next": behind, "list": _in_list(type, text)},
    }


def said(count):
    """Return a count that was stopped at the cap with its plus."""
    return f"{COUNTED:,}+" if count > COUNTED else str(count)


def _tabs(types, found, text, chosen):
    tabs = [{"href": _at(text), "label": _("Everything"), "count": None, "current": chosen not in found}]
    for code, (_match, count) in found.items():
        tabs.append({"href": _at(text, code), "label": types[code].plural, "count": said(count), "current": code == chosen})
    return tabs


def _at(text, code="", page=1):
    asked = {"q": text} | ({"type": code} if code else {}) | ({"page": page} if page > 1 else {})
    return f"{reverse('search')}?{urlencode(asked)}"


def _in_list(type, text):
    try:
        return f"{reverse(f'{type.code}:list')}?{urlencode({'q': text})}"
    except NoReverseMatch:
        return ""


def _number(raw):
    return int(raw) if raw and raw.isascii() and raw.isdigit() and len(raw) < 6 else 1
