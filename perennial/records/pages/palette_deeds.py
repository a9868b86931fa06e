"""What can be done from the palette: deeds with the record shown, new records, pages, views, places in settings."""

import re
import time
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode, urlsplit

from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from perennial.accounts.pages.shelf import groups
from perennial.core.errors import Missing
from perennial.core.text import fold, words
from perennial.records.pages.lists_state import address_of, views_of
from perennial.records.registry import REGISTRY
from perennial.records.verb import offered
from perennial.ui import shell

MOST = 8
REMEMBERED, MOST_FRAMES = 60, 1000  # seconds; frames
_frames = {}  # (user, language) -> (when, places)
NUMBER = re.compile(r"[+()\d\s.\-/]{5,}\Z")


@dataclass(frozen=True)
class Deed:
    """One thing to do: a place to go to (`href`) or a part of the page to press (`act`, a selector)."""

    label: str
    icon: str
    href: str = ""
    act: str = ""
    quoted: str = ""  # said after the label
    sub: str = ""
    key: str = ""


def deeds(request, text, only=False):
    """Return the Deeds that a text asks for; without a text, those of the record shown and what can be made."""
    asked = folded(text)
    at_hand = [*_of_record(request), *_new(request)]
    if not asked:
        return at_hand + (_places(request) if only else [])
    found = [deed for deed in [*at_hand, *_places(request)] if _means(asked, deed)]
    made = [] if only else _made_of(request, text)
    return [*found[:MOST], *made]


def folded(text):
    """Return the words of a text as they are compared, in any script."""
    return [fold(word) or word for word in words(text)]


def _means(asked, deed):
    said = folded(f"{deed.label} {deed.sub}")
    return all(any(word.startswith(part) for word in said) for part in asked)


def shown(request):
    """Return (type, record) of the record whose page asks, or (None, None)."""
    try:
        found = resolve(urlsplit(request.META.get("HTTP_REFERER", "")).path)
        type = REGISTRY[found.namespace]
        return (type, type.load(request.actor, found.kwargs["pk"])) if found.url_name == "record" else (None, None)
    except (Resolver404, KeyError, Missing, ValueError):
        return None, None


def _of_record(request):
    """Return what can be done with the record whose page asks, as its own buttons do."""
    type, record = shown(request)
    if record is None:
        return []
    made = [_pressed(type, record, verb) for verb in offered(type, record, request.actor)]
    if not record.trashed_at and request.actor.may("edit", record):
        made.append(Deed(_("Edit all"), "edit", reverse(f"{type.code}:edit", args=[record.pk]), sub=type.title(record)))
    return made


def _pressed(type, record, verb):
    at, icon, label = verb.url(type, record.pk), verb.icon or "right", str(verb.label)
    if verb.opens == "page":
        return Deed(label, icon, at, sub=type.title(record))
    how = "hx-post" if verb.opens == "now" else "hx-get"
    return Deed(label, icon, act=f'.rec-acts [{how}="{at}"]', sub=type.title(record))


def _new(request):
    return [
        Deed(_("New: %(name)s") % {"name": type.label}, "plus", at)
        for type in _makeable(request.actor) if (at := _address(f"{type.code}:new"))
    ]


def _makeable(actor):
    found = [type for type in REGISTRY.values() if type.importable and actor.may("create", type.model)]
    return sorted(found, key=lambda type: type.place)


def _made_of(request, text):
    """Return new records begun with what was typed: a name, a number or an e-mail."""
    typed, found = text.strip()[:120], []
    for type in sorted(_makeable(request.actor), key=lambda type: (not type.avatar, type.place)):
        at, values = _address(f"{type.code}:new"), _filled(type, typed)
        if at and values and (type.made_by_name or type.match_fields):
            found.append(Deed(_("New: %(name)s") % {"name": type.label}, "plus", f"{at}?{urlencode(values)}", quoted=typed))
    return found[:3]


def _filled(type, typed):
    codes = {field.code for field in type.fields if not field.readonly}
    if NUMBER.match(typed):
        return {"phones": typed} if "phones" in codes else {}
    if "@" in typed:
        return {"emails": typed} if "emails" in codes else {}
    if type.title_field in codes:
        return {type.title_field: typed}
    return type.arrange({"full_name": typed})


def _places(request):
    named = [view for view in views_of(request) if view.name and view.type in REGISTRY]
    views = [Deed(view.name, "star", address_of(REGISTRY[view.type], view), sub=str(REGISTRY[view.type].plural)) for view in named]
    return [*_frame(request), *views]


def _frame(request):
    """Return the places of the frame and of settings; remembered a little: counts, which nobody reads here, cost queries."""
    key, now = (request.actor.user_id, get_language()), time.monotonic()
    if key not in _frames or now - _frames[key][0] > REMEMBERED:
        if len(_frames) > MOST_FRAMES:
            _frames.clear()
        frame = shell.of(request)
        places = [Deed(str(item.label), item.icon, item.href, key=item.key) for item in (*frame.nav, *frame.end)]
        for _group, listed in groups(request.actor):
            places += [Deed(str(place.label), place.icon, at, sub=_("Settings")) for place, at in listed]
        _frames[key] = (now, places)
    return _frames[key][1]


@cache
def _address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
