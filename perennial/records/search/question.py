"""What was typed into the search box, as clauses that an engine can answer."""

import re
from dataclasses import dataclass

from perennial.core.text import fold, search_key
from perennial.records.search.engine import GRAM, Question, grams
from perennial.records.search.entries import LONGEST_WORD
from perennial.records.search.vocabulary import SHORTEST_PART, beginning, containing, near

LONGEST_TEXT = 200
MOST_TERMS = 10
_TERMS = re.compile(r"\+?\(?\d[\d\s().+\-/]*\d|\d|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Term:
    """One thing that must be found: a folded word, or digits in their typed groups."""

    words: tuple[str, ...]
    digits: str = ""


def terms(text: str) -> list[Term]:
    """Part a typed text into terms; digits that stand together are one number."""
    found = []
    for piece in _TERMS.findall(search_key(text[:LONGEST_TEXT])):
        if piece[-1].isdigit():
            groups = re.findall(r"\d+", piece)
            joined = "".join(groups)
            found += [Term(tuple(groups), joined)] if len(joined) >= GRAM else [Term((group,)) for group in groups]
        else:
            found.append(Term(((fold(piece) or piece)[:LONGEST_WORD],)))
    return found[:MOST_TERMS]


def by_words(asked: list[Term]) -> Question:
    """Ask for whole words and beginnings of words, and for numbers by any run of digits."""
    return [_begun(term) for term in asked]


def by_parts(asked: list[Term], begun: Question, shortest: int | None = None) -> Question:
    """Ask for parts of words too; of several words only the longer ones, as three letters stand in very many.

    `begun` is what `by_words` gave.
    """
    shortest = shortest or SHORTEST_PART + (len(asked) > 1)
    return [clause + _any_of(_within(term, shortest)) for term, clause in zip(asked, begun, strict=True)]


def by_errors(asked: list[Term], begun: Question) -> Question:
    """Ask for words with one typing error too; `begun` is what `by_words` gave."""
    return [
        clause + _any_of([] if term.digits else near(term.words[0])) for term, clause in zip(asked, begun, strict=True)
    ]


def whole_words(asked: list[Term]) -> Question:
    """Ask for whole words only."""
    return [[[(word, False) for word in term.words]] for term in asked]


def numbers_meant(digits: str) -> list[str]:
    """Give the runs of a stored number that typed digits may mean: with and without trunk or exit prefix."""
    meant = [digits]
    if len(digits) >= 7 and digits[0] in "08":
        meant.append(digits[1:])
    if len(digits) >= 9 and digits.startswith("00"):
        meant.append(digits[2:])
    return meant


def _begun(term: Term):
    *before, last = [(word, False) for word in term.words]
    found = [[*before, ending] for ending in beginning(last[0])]
    if term.digits:
        found += [[(gram, False) for gram in grams(run)] for run in numbers_meant(term.digits)]
    return found


def _within(term: Term, shortest: int) -> list[str]:
    return containing(term.words[0]) if len(term.words) == 1 and len(term.words[0]) >= shortest else []


def _any_of(words: list[str]):
    return [[(word, False)] for word in words]
