"""The record that a quickly typed task names: «call Petrenko», «подзвонити Петренку», when there is only one."""

import re

from perennial.activities.models import linkable
from perennial.core.text import search_key
from perennial.records import search
from perennial.records.registry import REGISTRY

TRIED = 4  # phrases of a text that are looked up
FOUND = 6  # answers looked at for one of them
WHOLE, BEGUN = 1, 2  # merits of the search: whole words of the title, beginnings of them
SHORTEST, STEM = 3, 5  # letters of a word that is looked up, and of one that may lose its ending
_WORD = re.compile(r"[^\W\d_][\w'’ʼ.-]*")
# Words that begin tasks and join them; they name nobody.
_DEEDS = frozenset(
    """
    call ring phone meet meeting visit write send mail email ask remind tell show check prepare make agree the
    and with for from about подзвонити зателефонувати передзвонити набрати дзвінок зустріч зустрітися написати
    надіслати відправити запитати нагадати показати перевірити підготувати зробити узгодити домовитися для про
    від щодо разом позвонить перезвонить набрать звонок встреча встретиться написать отправить послать спросить
    напомнить показать проверить подготовить сделать согласовать договориться для про обо вместе
    """.split()  # noqa: SIM905
)


def record_named(text, actor):
    """Return the record (Named by type and id) that a text means, or None when it names none or several."""
    for phrase, merit in _phrases(text):
        found = _only(phrase, merit, actor)
        if found is not None:
            return found
    return None


def _phrases(text):
    """Return [(phrase, merit that it must reach)]: runs of capitalised words, then single words, then their stems."""
    words = [word.rstrip(".") for word in _WORD.findall(text)]
    names = [word for word in words if len(word) >= SHORTEST and search_key(word) not in _DEEDS]
    runs = re.findall(r"(?:[^\W\d_a-zа-яёіїєґ][\w'’ʼ.-]*\s*){2,}", text)
    tried = [(run.strip(), BEGUN) for run in runs if search_key(run.split()[0]) not in _DEEDS]
    # Who types in haste writes small letters: then only a whole word counts, a stem could mean anything.
    tried += [(word, BEGUN if word[0].isupper() else WHOLE) for word in names]
    # Names are declined in Ukrainian and Russian: Петренку, Олені.
    tried += [(word[:-1], BEGUN) for word in names if len(word) > STEM and word[0].isupper() and not word.isascii()]
    return list(dict.fromkeys(tried))[: TRIED * 2]


def _only(phrase, merit, actor):
    codes = [type.code for type in linkable()]
    hits = [hit for hit in search.find(phrase, codes, FOUND) if hit.rank <= merit]
    if not hits:
        return None
    best = min(hit.rank for hit in hits)
    seen = [hit for hit in hits if hit.rank == best and _visible(hit, actor)]
    return seen[0] if len(seen) == 1 else None


def _visible(hit, actor):
    return REGISTRY[hit.type].visible(actor).filter(pk=hit.record_id).exists()
