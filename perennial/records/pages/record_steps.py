"""Previous and next: the list from which a record was opened is remembered, and walked from page to page."""

from dataclasses import dataclass
from types import SimpleNamespace
from urllib.parse import urlsplit

from django.http import QueryDict
from django.urls import Resolver404, resolve

from perennial.core.errors import Refused
from perennial.records.context import context_for
from perennial.records.models import View
from perennial.records.pages import lists_state
from perennial.records.query import Query

WALKED = 500  # rows of a list within which a record is looked for


@dataclass
class Steps:
    """Where a record stands in its list: 3 of 86, and the addresses beside it ("" at the ends)."""

    place: int
    total: int
    more: bool  # there are more than `total`
    previous: str
    next: str
    href: str  # the list itself


def around(request, type, record):
    """Return the Steps of a record, or None when it was not opened from a list."""
    _remember(request, type)
    kept = request.session.get("lists", {}).get(type.code)
    if not kept:
        return None
    query = Query.of(type, kept["query"], actor=request.actor, context=context_for(request.actor))
    try:
        ids = list(query.sorted().values_list("pk", flat=True)[: WALKED + 1])
    except Refused:
        return None
    if record.pk not in ids[:WALKED]:
        return None
    at = ids.index(record.pk)
    before, after = (ids[at - 1] if at else None), (ids[at + 1] if at + 1 < len(ids) else None)
    total = min(len(ids), WALKED)
    return Steps(
        at + 1,
        total,
        len(ids) > WALKED,
        type.url(before) if before else "",
        type.url(after) if after else "",
        kept["href"],
    )


def _remember(request, type):
    """Keep the query of the list whose page led here."""
    came = urlsplit(request.META.get("HTTP_REFERER", ""))
    if came.netloc != request.get_host():
        return
    try:
        at = resolve(came.path)
    except Resolver404:
        return
    if at.namespace != type.code or at.url_name not in ("list", "view"):
        return
    view = _view(at.kwargs, request.user) if at.url_name == "view" else None
    state = lists_state.state_of(SimpleNamespace(GET=QueryDict(came.query), user=request.user), type, view)
    kept = {"query": {**state.stored(), "search": state.data["q"]}, "href": f"{came.path}?{came.query}".rstrip("?")}
    lists = request.session.get("lists", {})
    if lists.get(type.code) != kept:
        request.session["lists"] = {**lists, type.code: kept}


def _view(kwargs, user):
    found = View.objects.filter(pk=next(iter(kwargs.values()), 0)).first()
    return found if found and (found.shared or found.owner_id == user.pk) else None
