"""Entries: what search knows of a record, kept when the record changes."""

from dataclasses import dataclass, field
from functools import cache
from zlib import crc32

from perennial.core.text import fold, words
from perennial.records.search import engine
from perennial.records.search.vocabulary import learn

RECORD_BITS = 40
LONGEST_WORD = 40
MOST_WORDS = 400
BATCH = 2000


@dataclass(slots=True)
class Entry:
    """What can be found of one record; `digits` are its phone numbers, with country code, in any format."""

    type: str
    record_id: int
    title: str
    words: str = ""
    digits: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)


def index(entries: list[Entry]) -> None:
    """Store or replace entries; to be called in the transaction of the change."""
    for start in range(0, len(entries), BATCH):
        _index({entry_id(entry.type, entry.record_id): entry for entry in entries[start : start + BATCH]})


def remove(type: str, ids: list[int]) -> None:
    """Forget records of a type."""
    engine.delete([entry_id(type, pk) for pk in ids])


def entry_id(type: str, record_id: int) -> int:
    """Put a type and a record's id into one number, so that a type is a range of numbers."""
    return (kind(type) << RECORD_BITS) + record_id


@cache
def kind(type: str) -> int:
    """Give a type a number that is the same in every process."""
    return (crc32(type.encode()) & 0x3FFFFF) + 1


def folded(text: str) -> list[str]:
    """Give the words of a text as search compares them."""
    return [fold(word)[:LONGEST_WORD] or word for word in words(text)]


def row_of(entry: Entry) -> engine.Row:
    """Give the row that is stored for an entry."""
    return _row(entry)[0]


def _index(entries: dict[int, Entry]) -> None:
    made = [_row(entry) for entry in entries.values()]
    learn({word for _stored, listed in made for word in listed})
    engine.store([stored for stored, _listed in made])


def _row(entry: Entry) -> tuple[engine.Row, list[str]]:
    title = folded(entry.title)
    found = dict.fromkeys([*title, *folded(" ".join([entry.words, *entry.emails]))])
    listed = list(found)[:MOST_WORDS]
    numbers = dict.fromkeys([number if number.isdecimal() else "".join(filter(str.isdecimal, number)) for number in entry.digits])
    opened = dict.fromkeys([gram for number in numbers for gram in engine.grams(number)])
    words = " ".join([*listed, *opened])
    return (entry_id(entry.type, entry.record_id), kind(entry.type), " ".join(title)[:80], words, " ".join(numbers)), listed
