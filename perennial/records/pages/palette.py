"""Find or do: what the box over every page answers as one types."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from perennial.accounts.models import Opening
from perennial.records.context import context_for
from perennial.records.pages.palette_deeds import Deed, deeds, shown
from perennial.records.pages.palette_found import around, find, searched
from perennial.records.pages.palette_rows import rows
from perennial.ui import pages

OF_EACH, IN_ALL, LEAST, RECENT = 3, 9, 6, 8
LOOKED_BACK = 60  # openings among which the recent records are sought


@require_GET
def palette(request):
    """Answer the rows for `?q=`: the best, the rest by kind, what can be done; a text after «>» only the last."""
    text = request.GET.get("q", "").replace("\0", "").strip()[:200]
    actor, context = request.actor, context_for(request.actor)
    only = text.startswith(">")
    text = text.lstrip("> ")
    if only:
        values = {"groups": [], "deeds": deeds(request, text, only=True)}
    elif text:
        values = {"groups": _found(text, actor, context), "deeds": [*deeds(request, text), _everything(text)]}
    else:
        recent = rows(_recent(actor, shown(request)), actor, context)
        values = {"groups": [(_("Lately"), recent)] if recent else [], "deeds": deeds(request, "")}
    return pages.render(request, "records/palette/rows.html", {**values, "marked": text})


def _found(text, actor, context):
    """Return [(head, rows)]: the best one, then the rest by type in the order of their best."""
    pairs = find(text, actor, OF_EACH)[:IN_ALL]
    known = {(type.code, record.pk) for type, record in pairs}
    hanging = [(type, record) for type, record in (around(*pairs[0], actor) if pairs else []) if (type.code, record.pk) not in known]
    found = rows([*pairs[: max(IN_ALL - len(hanging), LEAST)], *hanging], actor, context, text)
    groups = {}
    for row in found[1:]:
        groups.setdefault(row.type, []).append(row)
    return [(_("Best"), found[:1]), *((str(type.plural), listed) for type, listed in groups.items())] if found else []


def _recent(actor, here):
    """Return (type, record) of the records that the actor opened last, but not of the one he is at."""
    types = {type.code: type for type in searched(actor)}
    latest = Opening.objects.filter(user_id=actor.user_id, type__in=types).order_by("-at").values_list("type", "record_id")[:LOOKED_BACK]
    at = here[0] and (here[0].code, here[1].pk)
    wanted = [pair for pair in dict.fromkeys(latest) if pair != at][:RECENT]
    loaded = {code: types[code].visible(actor).in_bulk([pk for one, pk in wanted if one == code]) for code in {code for code, _pk in wanted}}
    return [(types[code], loaded[code][pk]) for code, pk in wanted if pk in loaded[code]]


def _everything(text):
    at = f"{reverse('search')}?{urlencode({'q': text})}"
    return Deed(_("Search everything for"), "search", at, quoted=text)
