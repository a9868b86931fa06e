"""Records of every type that a text means, best first, of those the actor may see."""

from perennial.accounts.contributes import address
from perennial.core.text import other_layout
from perennial.records import search
from perennial.records.registry import REGISTRY
from perennial.records.search import engine
from perennial.records.search.entries import RECORD_BITS, kind
from perennial.records.search.question import by_errors, by_parts, by_words, terms
from perennial.records.search.ranking import ranked

LOOKED_AT = 300  # answers of all types that are ranked together; of more, each type is asked for its own best
EVERYTHING = (1 << 63) - 1


def searched(actor):
    """Return the record types that the actor may find something of, in their order."""
    found = [type for type in REGISTRY.values() if type.importable and actor.may("see", type.model) and address(type.code, 0)]
    return sorted(found, key=lambda type: type.place)


def find(text, actor, limit):
    """Return [(type, id)] of the best records for a text, best first: at most `limit` of each type."""
    types = {kind(type.code): type for type in searched(actor)}
    ids, asked = _ids(text)
    if len(ids) > LOOKED_AT:
        return _each(text, types.values(), actor, limit)
    best = [(types[pk >> RECORD_BITS], pk & ((1 << RECORD_BITS) - 1)) for _merit, _title, pk in ranked(ids, asked) if pk >> RECORD_BITS in types]
    return _first(_visible(best, actor), limit)


def _ids(text):
    """Return (entry ids that answer, the terms they answer): whole words first, parts of words, errors, another keyboard."""
    asked = terms(text)
    if not asked:
        return [], asked
    for question in (by_words, _wider, by_errors):
        ids = engine.ids_answering(question(asked), 0, EVERYTHING, LOOKED_AT + 1)
        if question is by_words and len(ids) <= LOOKED_AT:
            ids = engine.ids_answering(by_parts(asked), 0, EVERYTHING, LOOKED_AT + 1)
        if ids:
            return ids, asked
    for other in map(terms, other_layout(text)):
        if other and other != asked and (ids := engine.ids_answering(by_words(other), 0, EVERYTHING, LOOKED_AT + 1)):
            return ids, other
    return [], asked


def _wider(asked):
    return by_parts(asked, shortest=3)


def _visible(pairs, actor):
    """Keep the pairs whose record the actor may see: one query a type."""
    wanted = {}
    for type, pk in pairs:
        wanted.setdefault(type, []).append(pk)
    seen = {(type.code, pk) for type, ids in wanted.items() for pk in type.visible(actor).filter(pk__in=ids).values_list("pk", flat=True)}
    return [(type, pk) for type, pk in pairs if (type.code, pk) in seen]


def _first(pairs, limit):
    counts, kept = {}, []
    for type, pk in pairs:
        counts[type] = counts.get(type, 0) + 1
        if counts[type] <= limit:
            kept.append((type, pk))
    return kept


def _each(text, types, actor, limit):
    """Ask every type for itself; the first of each compete by merit."""
    found = []
    for type in types:
        match = search.matching(type.code, text)
        if not match.found:
            continue
        merits = {pk & ((1 << RECORD_BITS) - 1): (merit, title) for merit, title, pk in match.best()}
        for place, record in enumerate(match.ranked(type.visible(actor), limit)):
            found.append((merits.get(record.pk, (9, "")), place, type, record.pk))
    found.sort(key=lambda one: (one[0], one[1]))
    return [(type, pk) for _merit, _place, type, pk in found]
