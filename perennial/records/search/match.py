"""The answer to a search text within one record type, as a condition that goes into any queryset."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Concat, StrIndex
from django.db.models.lookups import GreaterThan

from perennial.core.models import is_postgresql
from perennial.core.prepared import tested
from perennial.core.text import other_layout
from perennial.records.search import engine
from perennial.records.search.engine import Question
from perennial.records.search.entries import RECORD_BITS, entry_id
from perennial.records.search.models import SearchEntry
from perennial.records.search.question import Term, by_errors, by_parts, by_words, numbers_meant, terms, whole_words
from perennial.records.search.ranking import ranked, starting
from perennial.records.search.vocabulary import SHORTEST_PART

LISTED = 3000  # an answer of at most so many records is given as plain ids, which every planner does best with
COMMON = 20_000  # from so many on, testing rows in the order of the list beats collecting all answers first
RANKED = 200  # candidates looked at for an order of merit


class Match(Q):
    """A condition on the primary key of one type's records, which also knows what answers best."""

    type: str
    terms: list[Term]
    found: list[int]  # entry ids found first: all of them if they are at most LISTED

    def ranked(self, queryset: QuerySet, limit: int) -> list[Any]:
        """Give the records of a queryset (already narrowed to what may be seen) that answer, best first."""
        low = entry_id(self.type, 0)
        ordered = [pk - low for _merit, _title, pk in self.best()]
        seen = set(tested(queryset).filter(pk__in=ordered).values_list("pk", flat=True))
        chosen = [pk for pk in ordered if pk in seen][:limit]
        records = queryset.in_bulk(chosen)
        result = [records[pk] for pk in chosen]
        if len(result) < limit and len(self.found) > RANKED:
            result += queryset.filter(self).exclude(pk__in=chosen)[: limit - len(result)]
        return result

    def best(self) -> list[tuple[int, str, int]]:
        """Give (merit, title, entry id) of the likeliest candidates, best first."""
        candidates = self.found
        if len(candidates) > RANKED:
            whole = engine.ids_answering(whole_words(self.terms), *_span(self.type), RANKED)
            first = starting(self.type, self.terms, RANKED)
            candidates = list(dict.fromkeys([*first, *whole, *candidates[:RANKED]]))
        return ranked(candidates, self.terms)


def matching(type: str, text: str) -> Match:
    """Find the records of a type that a text means."""
    return matching_each([type], text)[type]


def matching_each(types: list[str], text: str) -> dict[str, Match]:
    """Find by whole words, beginnings and parts of words, and runs of digits; if no type has any, by one typing
    error in each word; at last by the text that another keyboard layout would have given."""
    for reading in _readings(text):
        answers = {type: _answer(type, reading) for type in types}
        if any(answer.found for answer in answers.values()):
            return answers
    return {type: _match(type, terms(text), [], Q(pk__in=[])) for type in types}


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to understand the text: `question`, and `wider` where that finds few."""

    terms: list[Term]
    question: Question
    wider: Callable[[], Question] | None = None
    plain: bool = False  # the question is `by_words`, which `_tested` can ask of a single row


def _readings(text: str) -> Iterator[_Reading]:
    asked = terms(text)
    if asked:
        begun = by_words(asked)
        yield _Reading(asked, begun, cache(partial(by_parts, asked, begun)), plain=True)
        if len(asked) > 1:
            yield _Reading(asked, by_parts(asked, begun, shortest=SHORTEST_PART))
        yield _Reading(asked, by_errors(asked, begun))
    for other in map(terms, other_layout(text)):
        if other and other != asked:
            yield _Reading(other, by_words(other), plain=True)


def _answer(type: str, reading: _Reading) -> Match:
    asked, question, plain = reading.terms, reading.question, reading.plain
    found = engine.ids_answering(question, *_span(type), LISTED + 1)
    if reading.wider and len(found) <= LISTED:
        # The middle of words matters only when their beginnings do not give more than anyone reads.
        question, plain = reading.wider(), False
        found = engine.ids_answering(question, *_span(type), LISTED + 1)
    low = entry_id(type, 0)
    if len(found) <= LISTED:
        condition = Q(pk__in=RawSQL(",".join(str(pk - low) for pk in found), [])) if found else Q(pk__in=[])
    elif plain and (is_postgresql() or _estimate(type, found) > COMMON):
        condition = Q(_tested(type, asked, question))
    else:
        condition = Q(pk__in=engine.record_ids(question, *_span(type)))
    return _match(type, asked, found, condition)


def _estimate(type: str, found: list[int]) -> int:
    """Guess how many records answer from how far the first ones, in order of id, have reached."""
    low, high = _span(type)
    last = SearchEntry.objects.filter(id__range=(low, high)).aggregate(last=Max("id"))["last"]
    return len(found) * (last - low) // max(max(found) - low, 1)


def _tested(type: str, asked: list[Term], question: Question) -> Exists:
    """Test each row by its own words, as `by_words` asks."""
    entries = SearchEntry.objects.filter(id=OuterRef("pk") + entry_id(type, 0))
    if is_postgresql():
        return Exists(entries.filter(engine.answers(question)))
    spaced = Concat(Value(" "), F("words"))
    for term in asked:
        *before, last = term.words
        wanted = Q()
        for word in [*(f" {word} " for word in before), f" {last}"]:
            wanted &= _holds(spaced, word)
        for run in numbers_meant(term.digits) if term.digits else []:
            wanted |= _holds(F("digits"), run)
        entries = entries.filter(wanted)
    return Exists(entries)


def _holds(text, part: str) -> Q:
    return Q(GreaterThan(StrIndex(text, Value(part)), 0))


def _match(type: str, asked: list[Term], found: list[int], condition: Q) -> Match:
    match = Match(condition)
    match.type, match.terms, match.found = type, asked, found
    return match


def _span(type: str) -> tuple[int, int]:
    low = entry_id(type, 0)
    return low, low + (1 << RECORD_BITS) - 1
