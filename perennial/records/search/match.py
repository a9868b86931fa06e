"""The answer to a search text within one record type, as a condition that goes into any queryset."""

from typing import Any

from django.db.models import Q, QuerySet

from perennial.core.text import other_layout
from perennial.records.search import engine
from perennial.records.search.entries import RECORD_BITS, entry_id
from perennial.records.search.question import Term, by_errors, by_parts, by_words, terms
from perennial.records.search.ranking import best_first, starting

LISTED = 1000  # an answer of at most so many records is given as plain ids, which every planner does best with


class Match(Q):
    """A condition on the primary key of one type's records, which also knows what answers best."""

    type: str
    terms: list[Term]
    listed: list[int]  # entry ids found first; all of them unless `complete` is False
    complete: bool

    def ranked(self, queryset: QuerySet, limit: int) -> list[Any]:
        """Give the records of a queryset (already narrowed to what may be seen) that answer, best first."""
        low = entry_id(self.type, 0)
        found = self.listed
        if not self.complete:
            found = list(dict.fromkeys(starting(self.type, self.terms, LISTED) + found))
        ordered = [pk - low for pk in best_first(found, self.terms)]
        seen = set(queryset.filter(pk__in=ordered).values_list("pk", flat=True))
        chosen = [pk for pk in ordered if pk in seen][:limit]
        records = queryset.in_bulk(chosen)
        result = [records[pk] for pk in chosen]
        if len(result) < limit and not self.complete:
            result += queryset.filter(self).exclude(pk__in=chosen)[: limit - len(result)]
        return result


def matching(type: str, text: str) -> Match:
    """Find the records of a type by whole words, beginnings and parts; else by one typing error; else by the
    text that another keyboard layout would have given."""
    for asked, ask in _attempts(text):
        question = ask(asked)
        low = entry_id(type, 0)
        found = engine.ids_answering(question, low, low + (1 << RECORD_BITS) - 1, LISTED + 1)
        if found:
            return _match(type, asked, question, found)
    return _match(type, terms(text), None, [])


def _attempts(text: str):
    asked = terms(text)
    if asked:
        yield asked, by_parts
        yield asked, by_errors
        for other in map(terms, other_layout(text)):
            if other and other != asked:
                yield other, by_words


def _match(type: str, asked: list[Term], question, found: list[int]) -> Match:
    low = entry_id(type, 0)
    complete = len(found) <= LISTED
    if complete:
        match = Match(pk__in=[pk - low for pk in found])
    else:
        match = Match(pk__in=engine.record_ids(question, low, low + (1 << RECORD_BITS) - 1))
    match.type, match.terms, match.listed, match.complete = type, asked, found, complete
    return match
