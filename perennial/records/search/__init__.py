"""Search over everything: one row of folded words a record, one vocabulary of words for parts and typing errors.

SQLite asks FTS5, PostgreSQL a tsvector; everything above `engine` is the same for both.
"""

from perennial.records.search.entries import Entry, index, remove
from perennial.records.search.hits import Hit, find
from perennial.records.search.match import Match, matching, matching_each

__all__ = ["Entry", "Hit", "Match", "find", "index", "matching", "matching_each", "remove"]
