"""Weighing what two records share against what parts them."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from rapidfuzz.distance import JaroWinkler

from perennial.records.duplicates.places import same_house

LIKELY = 60  # points of 100 from which two records count as likely duplicates
TYPED = 45  # points from which one is warned while typing, when half of what will be known is not there yet
FEWEST = 50  # records that a base is taken to have, so that words of a small one are not all common
SAME, DIFFERENT, UNKNOWN = 1, -1, 0
ALIKE = 0.92  # likeness of two words that are one with a typing error, Jaro-Winkler
LONG = 4  # letters beyond which a typing error does not make another word
NEARLY = 0.9  # share of the name's weight that makes it nearly the same

REASONS = {
    "email": _("same e-mail"), "phone": _("same phone"), "address": _("same address"),
    "name": _("same name"), "nearly": _("nearly the same name"), "partly": _("partly the same name"),
    "number": _("same: %(field)s"), "link": _("same: %(field)s"), "date": _("same: %(field)s"),
}  # fmt: skip


@dataclass(frozen=True)
class Weights:
    """How much a word tells: the rarer in the base, the more. `common` counts the words that are not rare."""

    total: int
    common: dict

    def of(self, word):
        """Return the weight of a word: the logarithm of one in how many records has it."""
        return math.log(max(self.total, FEWEST) / self.common.get(word, 1)) or 0.01


@dataclass(frozen=True)
class Finding:
    """How likely two records are one (0 to 100), and why: codes for `reasons_in_words`."""

    score: int
    reasons: tuple


def judge(one, other, weights):
    """Return the Finding of two Profiles."""
    smaller, larger = name_overlap(one.words, other.words, weights)
    phone, email = _sets(one.phones, other.phones), _sets(one.emails, other.emails)
    place, number = _places(one.places, other.places), _agreement(one.numbers, other.numbers)
    link, date = _agreement(one.links, other.links), _agreement(one.dates, other.dates)
    score = max(
        95 if number == SAME else 0,
        _by_place(place, phone, smaller, larger),
        _by_reach(one.person, place, phone, email, smaller, larger),
        _by_name(one, other, larger, (place, phone, email, link), weights),
    )
    score += (6 * (link == SAME) + 6 * (date == SAME)) if score else 0
    score -= 30 * (date == DIFFERENT) + 25 * (number == DIFFERENT)
    shared = {"phone": phone, "email": email, "address": place}
    reasons = [code for code, found in shared.items() if found == SAME] + _name_reason(one, other, smaller, larger)
    for kind, mine, yours in (("number", one.numbers, other.numbers), ("link", one.links, other.links), ("date", one.dates, other.dates)):
        reasons += [f"{kind}:{code}" for code in mine if mine[code] == yours.get(code)]
    return Finding(max(0, min(99, score)), tuple(reasons))


def reasons_in_words(type, codes):
    """Return the reasons of a Finding in the reader's language."""
    said = []
    for code in codes:
        kind, _colon, field = code.partition(":")
        words = REASONS.get(kind)
        if words and field:
            said.append(str(words) % {"field": _label(type, field)})
        elif words:
            said.append(str(words))
    return said


def name_overlap(mine, yours, weights):
    """Return the weight of the words that two names share, as parts of the smaller and of the larger name."""
    one, other = set(mine), set(yours)
    if not one or not other:
        return 0.0, 0.0
    shared = one & other
    weight = sum(map(weights.of, shared))
    left = other - shared
    for word in one - shared:
        near = next((found for found in left if len(word) > LONG < len(found) and JaroWinkler.similarity(word, found) > ALIKE), None)
        if near:
            left.discard(near)
            weight += min(weights.of(word), weights.of(near))
    sizes = sorted((sum(map(weights.of, one)), sum(map(weights.of, other))))
    return weight / max(sizes[0], 0.01), weight / max(sizes[1], 0.01)


def _by_place(place, phone, smaller, larger):
    if place != SAME or not (phone == SAME or smaller > 0.4):
        return 0
    return round(70 + 15 * (phone == SAME) + 12 * larger)


def _by_reach(person, place, phone, email, smaller, larger):
    """A phone or a mailbox may be shared by a house full of people: the name must agree.

    A person who moved is the same person; a company at another address is mostly a branch.
    """
    if (phone == SAME and smaller > 0.6 and place == UNKNOWN) or (email == SAME and smaller > 0.3):
        return round(75 + 15 * larger)
    if phone == SAME and ((larger > NEARLY and (person or place != DIFFERENT)) or email == SAME):
        return round(70 + 10 * larger)
    return TYPED if SAME in (phone, email) else 0


def _by_name(one, other, larger, shared, weights):
    """The same name and nothing else: only where nothing speaks against it, and not by a first name alone."""
    telling = len(one.words) > 1 or not one.person
    if not telling or larger <= NEARLY or DIFFERENT in shared:
        return 0
    return round(50 + 15 * larger)


def _name_reason(one, other, smaller, larger):
    if not one.words or not other.words or smaller <= 0.3:
        return []
    if set(one.words) == set(other.words):
        return ["name"]
    return ["nearly" if larger > 0.75 else "partly"]


def _sets(mine, yours):
    if not mine or not yours:
        return UNKNOWN
    return SAME if mine & yours else DIFFERENT


def _places(mine, yours):
    if not mine or not yours:
        return UNKNOWN
    return SAME if any(same_house(one, other) for one in mine for other in yours) else DIFFERENT


def _agreement(mine, yours):
    both = mine.keys() & yours.keys()
    if not both:
        return UNKNOWN
    return SAME if any(mine[code] == yours[code] for code in both) else DIFFERENT


def _label(type, code):
    try:
        return type.field(code).label
    except KeyError:
        return code
