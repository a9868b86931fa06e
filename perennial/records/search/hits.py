"""One search box over several record types."""

from typing import NamedTuple

from perennial.records.search.entries import entry_id
from perennial.records.search.match import matching_each


class Hit(NamedTuple):
    """A record found; a lower `rank` (0 to 6) is a better one."""

    type: str
    record_id: int
    rank: int


def find(text: str, types: list[str], limit: int) -> list[Hit]:
    """Find records of several types, best first. Rights are the caller's: load each type's ids as visible."""
    found = []
    for type, match in matching_each(types, text).items():
        low = entry_id(type, 0)
        found += [(merit, title, Hit(type, pk - low, merit)) for merit, title, pk in match.best()]
    found.sort()
    return [hit for _merit, _title, hit in found[:limit]]
