"""Every word that occurs anywhere: through it parts of words and typing errors become whole words to look up."""

import json

from django.db import connection
from rapidfuzz.distance import OSA

from perennial.core.models import is_postgresql

SHORTEST_PART = 3
SHORTEST_TYPO = 4
MOST_PARTS = 200
MOST_BEGUN = 100
PREFIX_INDEXED = 3  # letters in SQLite, see `schema`
MOST_NEAR = 30
_LOOKED_AT = 20_000
_LAST = "\U0010ffff"


def learn(words: set[str]) -> None:
    """Add the words that are not known yet."""
    with connection.cursor() as cursor:
        fresh = sorted(words - _known(cursor, words))
        if not fresh:
            return
        cursor.executemany(
            "INSERT INTO records_searchword (word, backwards) VALUES (%s, %s)",
            [(word, word[::-1]) for word in fresh],
        )
        if not is_postgresql():
            cursor.execute(
                """INSERT INTO records_searchpart (rowid, word) SELECT id, word FROM records_searchword
                   WHERE word IN (SELECT value FROM json_each(%s))""",
                [json.dumps(fresh)],
            )


def beginning(start: str) -> list[tuple[str, bool]]:
    """Give what to look up for words that begin so: the words themselves where an index would merge long lists."""
    if len(start) <= (1 if is_postgresql() else PREFIX_INDEXED):
        return [(start, True)]
    with connection.cursor() as cursor:
        known = _between(cursor, "word", start, MOST_BEGUN + 1)
    return [(word, False) for word in dict.fromkeys(known)] if 0 < len(known) <= MOST_BEGUN else [(start, True)]


def containing(part: str) -> list[str]:
    """Give words that contain a part of three letters or more, other than at their beginning."""
    if len(part) < SHORTEST_PART:
        return []
    with connection.cursor() as cursor:
        if is_postgresql():
            sql = "SELECT word FROM records_searchword WHERE word || '' LIKE %s AND NOT starts_with(word, %s) LIMIT %s"
            cursor.execute(sql, [f"%_{part}%", part, MOST_PARTS])
        else:
            trigrams = " AND ".join(f'"{part[place : place + 3]}"' for place in range(len(part) - 2))
            cursor.execute(
                """SELECT word.word FROM records_searchpart
                   JOIN records_searchword AS word ON word.id = records_searchpart.rowid
                   WHERE records_searchpart MATCH %s AND instr(word.word, %s) > 1 LIMIT %s""",
                [trigrams, part, MOST_PARTS],
            )
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


def near(word: str) -> list[str]:
    """Give words that differ by one letter added, left out, changed or swapped with its neighbour.

    One such error leaves one half of the word whole, unless two letters were swapped across the middle;
    so only words that share a half need be compared.
    """
    size = len(word)
    if size < SHORTEST_TYPO:
        return []
    half = size // 2
    swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
    with connection.cursor() as cursor:
        candidates = _between(cursor, "word", word[:half]) + _between(cursor, "backwards", word[half:][::-1])
        candidates += _known(cursor, {swapped})
    whole = [other for other in set(candidates) if OSA.distance(word, other, score_cutoff=1) <= 1]
    if whole:
        return sorted(whole, key=lambda other: (other != swapped, abs(len(other) - size), other))[:MOST_NEAR]
    # A word not yet typed to its end: compare with beginnings.
    begun = [other for other in set(candidates) if _begins_nearly(word, other)]
    return sorted(begun, key=lambda other: (len(other), other))[:MOST_NEAR]


def _begins_nearly(word: str, other: str) -> bool:
    size = len(word)
    return len(other) > size and any(
        OSA.distance(word, other[:cut], score_cutoff=1) <= 1 for cut in (size - 1, size, size + 1)
    )


def _known(cursor, words: set[str]) -> set[str]:
    if is_postgresql():
        cursor.execute("SELECT word FROM records_searchword WHERE word = ANY(%s)", [list(words)])
    else:
        sql = "SELECT word FROM records_searchword WHERE word IN (SELECT value FROM json_each(%s))"
        cursor.execute(sql, [json.dumps(list(words))])
    return {row[0] for row in cursor.fetchall()}


def _between(cursor, column: str, start: str, limit: int = _LOOKED_AT) -> list[str]:
    sql = f"SELECT word FROM records_searchword WHERE {column} >= %s AND {column} < %s LIMIT %s"
    cursor.execute(sql, [start, start + _LAST, limit])
    return [row[0] for row in cursor.fetchall()]
