"""Records of every type that a text means, best first, of those the actor may see."""

from functools import cache, partial

from perennial.accounts.contributes import address
from perennial.core.text import other_layout
from perennial.records import search
from perennial.records.registry import REGISTRY
from perennial.records.search import engine
from perennial.records.search.entries import RECORD_BITS, kind
from perennial.records.search.question import by_errors, by_parts, by_words, terms
from perennial.records.search.ranking import ranked
from perennial.records.search.vocabulary import SHORTEST_PART

LOOKED_AT = 300  # answers of all types that are ranked together; of more, each type is asked for its own best
AROUND = 2  # of each type, records that hang on the best answer
EVERYTHING, RECORD = (1 << 63) - 1, (1 << RECORD_BITS) - 1
ENOUGH = 5  # answers by beginnings of words, after which parts of words are not looked for
LOADED = 12  # of each type, records that are loaded at once


def searched(actor):
    """Return the record types that the actor may find something of, in their order."""
    found = [type for type in REGISTRY.values() if type.importable and actor.may("see", type.model) and _has_pages(type.code)]
    return sorted(found, key=lambda type: type.place)


def find(text, actor, limit):
    """Return the best records for a text, as (type, record), best first: at most `limit` of each type."""
    types = {kind(type.code): type for type in searched(actor)}
    for asked, question, enough in _readings(text):
        ids = engine.ids_answering(question(), 0, EVERYTHING, LOOKED_AT + 1)
        if len(ids) > LOOKED_AT:
            return _each(text, types.values(), actor, limit)
        best = [(types[pk >> RECORD_BITS], pk & RECORD) for _merit, _title, pk in ranked(ids, asked) if pk >> RECORD_BITS in types] if ids else []
        found = _visible(best, actor, limit)
        if len(found) >= enough:
            return found
    return []


@cache
def _has_pages(code):
    return bool(address(code, 0))


def around(type, record, actor):
    """Return (type, record) of what hangs on a record, newest first: its deals, its people."""
    found = []
    for other in searched(actor):
        links = [one for one in other.built_in if one.kind == "link" and one.target == type.code and not one.hidden and not one.attached]
        if links and (other.code != type.code):
            hangs = other.visible(actor).filter(**{links[0].column: record.pk}).order_by("-pk")
            found += [(other, record) for record in hangs[:AROUND]]
    return found


def _readings(text):
    """Yield (terms, question, how many answers are enough): beginnings, parts of words, errors, another keyboard."""
    asked = terms(text)
    if asked:
        begun = by_words(asked)
        yield asked, lambda: begun, ENOUGH
        yield asked, partial(by_parts, asked, begun), 1
        if len(asked) > 1:
            yield asked, partial(by_parts, asked, begun, shortest=SHORTEST_PART), 1
        yield asked, partial(by_errors, asked, begun), 1
    for other in map(terms, other_layout(text)):
        if other and other != asked:
            yield other, partial(by_words, other), 1


def _visible(pairs, actor, limit):
    """Load the first records of each type that the actor may see: mostly one query a type."""
    wanted, chosen = {}, {}
    for type, pk in pairs:
        wanted.setdefault(type, []).append(pk)
    for type, ids in wanted.items():
        records = type.visible(actor).in_bulk(ids[:LOADED])
        if len(records) < limit and len(ids) > LOADED:
            records |= type.visible(actor).in_bulk(ids[LOADED:])
        chosen[type] = {pk: records[pk] for pk in [pk for pk in ids if pk in records][:limit]}
    return [(type, chosen[type][pk]) for type, pk in pairs if pk in chosen[type]]


def _each(text, types, actor, limit):
    """Ask every type for itself; the first of each compete by merit."""
    found = []
    for type in types:
        match = search.matching(type.code, text)
        if not match.found:
            continue
        merits = {pk & RECORD: (merit, title) for merit, title, pk in match.best()}
        for place, record in enumerate(match.ranked(type.visible(actor), limit)):
            found.append((merits.get(record.pk, (9, "")), place, type, record))
    found.sort(key=lambda one: (one[0], one[1]))
    return [(type, record) for _merit, _place, type, record in found]
