"""Colleagues named in a text: @Olena Kovalchuk, or @Olena where only one is called so."""

import re

from markupsafe import Markup, escape

from perennial.accounts.models import User

_AT = re.compile(r"(?<![\w@])@(?=\w)")


def mentioned(text):
    """Return the ids of the active colleagues that a text names, in the order of the text."""
    if "@" not in (text or ""):
        return []
    names = _names()
    return list(dict.fromkeys(pk for _start, _end, pk in _found(text, names)))


def marked(text):
    """Return a text as safe HTML, its lines kept, the names of colleagues marked."""
    if not text:
        return Markup("")
    parts, last = [], 0
    for start, end, _pk in _found(text, _names()) if "@" in text else []:
        parts += [_lines(text[last:start]), Markup('<b class="mention">{}</b>').format(text[start:end])]
        last = end
    return Markup("").join([*parts, _lines(text[last:])])


def _names():
    """Return {name in small letters: id}: full names, and first names that only one colleague has."""
    people = list(User.objects.filter(is_active=True).values_list("pk", "name"))
    first = {}
    for pk, name in people:
        first.setdefault(name.split(" ")[0].casefold(), []).append(pk)
    alone = {word: ids[0] for word, ids in first.items() if len(ids) == 1 and word}
    return {**alone, **{name.casefold(): pk for pk, name in people if name}}


def _found(text, names):
    """Yield (start, end, id) of each name in a text; the longest name wins."""
    longest = sorted(names, key=len, reverse=True)
    small = text.casefold() if len(text.casefold()) == len(text) else text.lower()
    for at in _AT.finditer(text):
        rest = small[at.end() :]
        name = next((one for one in longest if rest.startswith(one) and not rest[len(one) :][:1].isalnum()), None)
        if name:
            yield at.start(), at.end() + len(name), names[name]


def _lines(text):
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
