"""One search box over several record types."""

from typing import NamedTuple

from perennial.records.search.entries import entry_id
from perennial.records.search.match import Match, matching
from perennial.records.search.ranking import ranked, starting

LOOKED_AT = 200  # candidates ranked in each type


class Hit(NamedTuple):
    """A record found; a lower `rank` (0 to 6) is a better one."""

    type: str
    record_id: int
    rank: int


def find(text: str, types: list[str], limit: int) -> list[Hit]:
    """Find records of several types, best first. Rights are the caller's: load each type's ids as visible."""
    found = []
    for type in types:
        match = matching(type, text)
        low = entry_id(type, 0)
        found += [(rank, title, Hit(type, pk - low, rank)) for rank, title, pk in ranked(_candidates(match), match.terms)]
    found.sort(key=lambda item: item[:2])
    return [hit for _rank, _title, hit in found[:limit]]


def _candidates(match: Match) -> list[int]:
    if match.complete:
        return match.listed
    return list(dict.fromkeys(starting(match.type, match.terms, LOOKED_AT) + match.listed[:LOOKED_AT]))
