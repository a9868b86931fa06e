"""The limit of changes: the rows that a change leaves, written by hand in one transaction."""

import json
import sqlite3
from contextlib import contextmanager
from datetime import UTC, datetime
from zlib import crc32

from perennial.core.text import sort_key

PEOPLE = ((crc32(b"people") & 0x3FFFFF) + 1) << 40  # where the entries of people begin in the search index
PERSON = {
    "version": 1, "custom": "{}", "tags": "[]", "external": "{}", "next_step_title": "", "next_step_kind": "", "addresses": "[]",
    "kinds": "[]", "lifecycle": "", "language": "", "middle_name": "", "job_title": "",
}  # fmt: skip
EVENT = {"via": "api", "ip": "", "data": "{}", "batch": ""}


CHUNK = 500


def create_person(connection, asked):
    """Store a person {first, last, email, phone, owner}; return its row."""
    with transaction(connection) as do:
        row, keys, entry, event = _person(asked, int(asked["owner"]))
        pk = do.insert("people_person", row)
        for key in keys:
            do.insert("records_key", key | {"record_id": pk})
        do.search([(PEOPLE + pk, *entry)])
        do.insert("core_event", event | {"record_id": pk})
    return row | {"id": pk}


def bring_in(connection, people, owner):
    """Store many people, as `create_person` does each, in chunks of one transaction."""
    for start in range(0, len(people), CHUNK):
        made = [_person(asked, owner) for asked in people[start : start + CHUNK]]
        with transaction(connection) as do:
            ids = do.reserve("people_person", len(made))
            do.fill("people_person", [row | {"id": pk} for pk, (row, *_rest) in zip(ids, made, strict=True)])
            do.fill("records_key", [key | {"record_id": pk} for pk, (_row, keys, *_rest) in zip(ids, made, strict=True) for key in keys])
            do.search([(PEOPLE + pk, *entry) for pk, (_row, _keys, entry, _event) in zip(ids, made, strict=True)])
            do.fill("core_event", [event | {"record_id": pk} for pk, (*_rest, event) in zip(ids, made, strict=True)])


def _person(asked, owner):
    """Return the (row, keys, search entry, event) of a new person."""
    now, first, last = datetime.now(UTC), asked["first"], asked["last"]
    name = f"{first} {last}"
    emails = json.dumps([{"address": asked["email"], "kind": "work", "primary": True}])
    phones = json.dumps([{"number": asked["phone"], "extension": "", "kind": "mobile", "primary": True}])
    row = PERSON | {
        "first_name": first, "last_name": last, "name": name, "sort_key": sort_key(f"{last} {first}"), "emails": emails,
        "phones": phones, "owner_id": owner, "created_at": now, "updated_at": now,
    }  # fmt: skip
    digits = asked["phone"].lstrip("+")
    keys = [{"type": "people", "kind": kind, "key": key} for kind, key in (("emails", asked["email"]), ("phones", digits))]
    runs = (f"#{digits[place : place + 4]}" for place in range(len(digits) - 3))
    words = f"{name} {asked['email']}".lower().replace("@", " ").replace(".", " ").replace("-", " ")
    entry = (PEOPLE >> 40, name.lower(), " ".join([*dict.fromkeys(words.split()), *runs]), digits)
    event = {"at": now, "type": "people", "verb": "created", "version": 1, "title": name, "user_id": owner, "changes": "{}"}
    return row, keys, entry, EVENT | event


def move_deal(connection, asked):
    """Put the deal {id} into the stage {stage}; return its row."""
    now, pk, stage = datetime.now(UTC), int(asked["id"]), int(asked["stage"])
    with transaction(connection) as do:
        names = ("stage_id", "version", "title", "owner_id", "company_id", "person_id", "pipeline_id", "amount_base", "outcome", "expected_close_on")
        was = dict(zip(names, do.run(f"SELECT {', '.join(names)} FROM sales_deal WHERE id = %s", [pk]).fetchone(), strict=True))
        do.run("UPDATE sales_deal SET stage_id = %s, stage_since = %s, place = %s, version = version + 1, updated_at = %s WHERE id = %s",
               [stage, now, -now.timestamp(), now, pk])  # fmt: skip
        do.run("UPDATE sales_stagestay SET left_at = %s WHERE deal_id = %s AND left_at IS NULL", [now, pk])
        do.insert("sales_stagestay", {"deal_id": pk, "stage_id": stage, "stage_name": "", "entered_at": now})
        month = f"{was['expected_close_on'] or '0001-01'}"[:7] + "-01"
        for place, sign in ((was["stage_id"], -1), (stage, 1)):
            do.run("UPDATE sales_stagetotal SET count = count + %s, amount = amount + %s"
                   " WHERE pipeline_id = %s AND stage_id = %s AND owner_ref = %s AND outcome = %s AND month = %s",
                   [sign, sign * (was["amount_base"] or 0), was["pipeline_id"], place, was["owner_id"] or 0, was["outcome"], month])  # fmt: skip
        changes = json.dumps({"stage_id": [was["stage_id"], stage]})
        event = do.insert("core_event", EVENT | {"at": now, "type": "deals", "record_id": pk, "verb": "moved", "version": was["version"] + 1,
                                                 "title": was["title"], "user_id": was["owner_id"], "changes": changes})  # fmt: skip
        for type, linked in (("companies", was["company_id"]), ("people", was["person_id"])):
            if linked:
                do.insert("core_eventlink", {"event_id": event, "type": type, "record_id": linked, "at": now})
    return {"id": pk, "stage": stage}


@contextmanager
def transaction(connection):
    """Yield a Writer; store what it did when nothing fails."""
    connection.execute("BEGIN IMMEDIATE" if isinstance(connection, sqlite3.Connection) else "BEGIN")
    try:
        yield Writer(connection)
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


class Writer:
    """Statements of one transaction, for both databases."""

    def __init__(self, connection):
        self.connection, self.sqlite = connection, isinstance(connection, sqlite3.Connection)

    def run(self, sql, values):
        """Do one statement."""
        if self.sqlite:
            sql, values = sql.replace("%s", "?"), [_stored(value) for value in values]
        return self.connection.execute(sql, values)

    def insert(self, table, row):
        """Store one row; return its id."""
        places = ", ".join(["%s"] * len(row))
        names = ", ".join(f'"{name}"' for name in row)
        return self.run(f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id", list(row.values())).fetchone()[0]

    def reserve(self, table, count):
        """Return ids that nobody else will get."""
        if self.sqlite:
            last = self.run("SELECT seq FROM sqlite_sequence WHERE name = %s", [table]).fetchone()[0]
            return range(last + 1, last + 1 + count)
        sql = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        return [row[0] for row in self.run(sql, [table, count])]

    def fill(self, table, rows):
        """Store many rows of the same columns."""
        names = ", ".join(f'"{name}"' for name in rows[0])
        if self.sqlite:
            places = ", ".join("?" * len(rows[0]))
            values = [[_stored(value) for value in row.values()] for row in rows]
            self.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)
            return
        with self.connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(list(row.values()))

    def search(self, entries):
        """Store entries of the search: (id, kind, title, words, digits)."""
        sql = "INSERT INTO records_searchentry (id, kind, title, words, digits{}) VALUES ({}{})"
        if self.sqlite:
            self.connection.executemany(sql.format("", "?, ?, ?, ?, ?", ""), entries)
            index = "INSERT INTO records_searchindex (rowid, words) VALUES (?, ?)"
            self.connection.executemany(index, [(pk, words) for pk, _kind, _title, words, _digits in entries])
        else:
            lexemes = ", array_to_tsvector(string_to_array(%s, ' '))"
            with self.connection.cursor() as cursor:
                cursor.executemany(sql.format(", lexemes", "%s, %s, %s, %s, %s", lexemes), [(*entry, entry[3]) for entry in entries])


def _stored(value):
    return str(value.replace(tzinfo=None)) if isinstance(value, datetime) else value
