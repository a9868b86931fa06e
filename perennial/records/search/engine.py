"""The two full-text indexes: SQLite's FTS5 and PostgreSQL's tsvector, asked and filled alike.

A question is a list of clauses that must all hold; a clause is a list of alternatives; an alternative is a
list of (word, is it only a beginning) that must all occur.
"""

import json

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

GRAM = 4
EXPLAINED = 10  # alternatives whose frequency PostgreSQL's planner may judge
Row = tuple[int, int, str, str, str]  # entry id, kind, title, words, digits
Question = list[list[list[tuple[str, bool]]]]


def grams(digits: str) -> list[str]:
    """Give every four digits in a row of a number; each is one word of the index."""
    return [f"#{digits[place : place + GRAM]}" for place in range(len(digits) - GRAM + 1)]


def store(rows: list[Row]) -> None:
    """Insert or replace rows of words together with their index."""
    if connection.vendor == "postgresql":
        return _store_postgresql(rows)
    with connection.cursor() as cursor:
        old = _stored(cursor, [row[0] for row in rows])
        rows = [row for row in rows if row not in old]
        changed = {row[0] for row in rows}
        _delete_sqlite(cursor, [row[0] for row in old if row[0] in changed])
        cursor.executemany(
            "INSERT INTO records_searchentry (id, kind, title, words, digits) VALUES (%s, %s, %s, %s, %s)", rows
        )
        cursor.executemany(
            "INSERT INTO records_searchindex (rowid, words) VALUES (%s, %s)", [(row[0], row[3]) for row in rows]
        )


def delete(ids: list[int]) -> None:
    """Forget rows and their index."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DELETE FROM records_searchentry WHERE id = ANY(%s)", [ids])
        else:
            _delete_sqlite(cursor, ids)


def ids_answering(question: Question, low: int, high: int, limit: int) -> list[int]:
    """Give entry ids within a range that answer, up to `limit`, in no order of merit."""
    sql, params = _select("{id}", question, low, high)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s", [*params, limit])
        return [row[0] for row in cursor.fetchall()]


def record_ids(question: Question, low: int, high: int) -> RawSQL:
    """Give the subquery of all record ids within a range of entries that answer."""
    sql, params = _select("{id} - %s", question, low, high)
    return RawSQL(sql, [low, *params])


def answers(question: Question) -> RawSQL:
    """Give the condition that one row of PostgreSQL's entries answers."""
    return RawSQL("lexemes @@ %s::tsquery", [_tsquery(question)], output_field=BooleanField())


def _select(column: str, question: Question, low: int, high: int) -> tuple[str, list]:
    if connection.vendor == "postgresql":
        # Of many rare words the planner expects far too much and reads the whole table: hide them from it.
        hidden = any(len(clause) > EXPLAINED for clause in question)
        asked = "(SELECT %s::tsquery AS asked OFFSET 0)" if hidden else "(SELECT %s::tsquery AS asked)"
        sql = f"SELECT {column.format(id='id')} FROM records_searchentry JOIN {asked} AS question ON lexemes @@ asked"
        return f"{sql} WHERE id BETWEEN %s AND %s", [_tsquery(question), low, high]
    sql = f"SELECT {column.format(id='rowid')} FROM records_searchindex WHERE records_searchindex MATCH %s"
    return f"{sql} AND rowid BETWEEN %s AND %s", [_fts5(question), low, high]


def _fts5(question: Question) -> str:
    def word(text, beginning):
        return f'"{text}"*' if beginning else f'"{text}"'

    return _render(question, " AND ", " OR ", word)


def _tsquery(question: Question) -> str:
    def word(text, beginning):
        return f"'{text}':*" if beginning else f"'{text}'"

    return _render(question, " & ", " | ", word)


def _render(question, all_of, any_of, word) -> str:
    def alternative(wanted):
        return "(" + all_of.join(word(text, beginning) for text, beginning in wanted) + ")"

    return all_of.join("(" + any_of.join(map(alternative, clause)) + ")" for clause in question)


def _stored(cursor, ids: list[int]) -> set[Row]:
    sql = "SELECT id, kind, title, words, digits FROM records_searchentry"
    cursor.execute(f"{sql} WHERE id IN (SELECT value FROM json_each(%s))", [json.dumps(ids)])
    return set(cursor.fetchall())


def _delete_sqlite(cursor, ids: list[int]) -> None:
    """Delete rows; a trigger takes their words out of the index."""
    if ids:
        sql = "DELETE FROM records_searchentry WHERE id IN (SELECT value FROM json_each(%s))"
        cursor.execute(sql, [json.dumps(ids)])


def _store_postgresql(rows: list[Row]) -> None:
    columns = [list(column) for column in zip(*rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.execute(
            """INSERT INTO records_searchentry (id, kind, title, words, digits, lexemes)
               SELECT id, kind, title, words, digits, array_to_tsvector(string_to_array(words, ' '))
               FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::text[], %s::text[])
                    AS fresh (id, kind, title, words, digits)
               ON CONFLICT (id) DO UPDATE SET title = excluded.title, words = excluded.words,
                  digits = excluded.digits, lexemes = excluded.lexemes
               WHERE (records_searchentry.title, records_searchentry.words, records_searchentry.digits)
                  <> (excluded.title, excluded.words, excluded.digits)""",
            columns,
        )
