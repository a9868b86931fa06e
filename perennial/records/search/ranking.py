"""Which answer is better: title beginning so, whole words and beginnings in the title, elsewhere, parts, errors."""

from perennial.records.search.entries import kind
from perennial.records.search.models import SearchEntry
from perennial.records.search.question import Term, numbers_meant

START, WHOLE_IN_TITLE, BEGUN_IN_TITLE, WHOLE, BEGUN, PART, ERROR = range(7)


def starting(type: str, asked: list[Term], limit: int) -> list[int]:
    """Give entry ids of a type whose title begins with the text, in alphabetical order."""
    text = _text(asked)
    entries = SearchEntry.objects.filter(kind=kind(type), title__gte=text, title__lt=text + "\U0010ffff")
    return list(entries.order_by("title").values_list("id", flat=True)[:limit])


def ranked(ids: list[int], asked: list[Term]) -> list[tuple[int, str, int]]:
    """Give (merit, title, entry id) of entries, best first; merits are the constants of this module."""
    text = _text(asked)
    rows = SearchEntry.objects.filter(id__in=ids).values_list("id", "title", "words", "digits")
    return sorted((_merit(title, words, digits, text, asked), title, pk) for pk, title, words, digits in rows)


def _text(asked: list[Term]) -> str:
    return " ".join(word for term in asked for word in term.words)


def _merit(title: str, words: str, digits: str, text: str, asked: list[Term]) -> int:
    if title.startswith(text):
        return START
    texts = f" {title}", f" {words}", f" {digits}"
    return max(_merit_of_term(term, *texts) for term in asked)


def _merit_of_term(term: Term, title: str, words: str, digits: str) -> int:
    meant = numbers_meant(term.digits) if term.digits else []
    if all(f" {word} " in f"{title} " for word in term.words):
        return WHOLE_IN_TITLE
    if all(f" {word}" in title for word in term.words):
        return BEGUN_IN_TITLE
    if all(f" {word} " in f"{words} " for word in term.words) or any(f"{run} " in f"{digits} " for run in meant):
        return WHOLE
    if all(f" {word}" in words for word in term.words) or any(f" {run}" in digits for run in meant):
        return BEGUN
    if all(word in words for word in term.words) or any(run in digits for run in meant):
        return PART
    return ERROR
