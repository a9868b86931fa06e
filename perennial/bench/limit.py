"""The limit: what the tables, the driver and the server can do when nothing stands between them.

A bare WSGI handler: SQL written by hand, rows printed as JSON. No ORM, no rights, no template, no session.
"""

import os
import sqlite3
import threading
from urllib.parse import parse_qs

import orjson

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "perennial.settings")

from django.conf import settings

from perennial.bench import limit_writes
from perennial.bench.limit_writes import PEOPLE
from perennial.lifeline import tie_when_served

tie_when_served()
DATABASE = settings.DATABASES["default"]
SQLITE = DATABASE["ENGINE"].endswith("sqlite3")
_own = threading.local()

PERSON = """SELECT p.*, c.name AS company_name, u.name AS owner_name FROM people_person p
    LEFT JOIN people_company c ON c.id = p.company_id LEFT JOIN accounts_user u ON u.id = p.owner_id"""
COMPANY = "SELECT c.*, u.name AS owner_name FROM people_company c LEFT JOIN accounts_user u ON u.id = c.owner_id"
BY_NAME = "ORDER BY p.sort_key, p.id LIMIT 50"
TIMELINE = """SELECT * FROM (
        SELECT * FROM (SELECT e.* FROM core_event e WHERE e.type = %s AND e.record_id = %s ORDER BY e.at DESC, e.id DESC LIMIT 50) AS own
        UNION ALL
        SELECT * FROM (SELECT e.* FROM core_eventlink l JOIN core_event e ON e.id = l.event_id WHERE l.type = %s AND l.record_id = %s
            ORDER BY l.at DESC, l.event_id DESC LIMIT 50) AS linked) AS happened
    ORDER BY at DESC, id DESC LIMIT 50"""
CARDS = """SELECT d.*, c.name AS company_name, u.name AS owner_name FROM sales_deal d LEFT JOIN people_company c ON c.id = d.company_id
    LEFT JOIN accounts_user u ON u.id = d.owner_id WHERE d.trashed_at IS NULL AND d.stage_id = %s AND d.outcome = ''
    ORDER BY d.place, d.id LIMIT 20"""
SUMS = "SELECT stage_id, sum(count) AS count, sum(amount) AS amount FROM sales_stagetotal WHERE pipeline_id = %s AND outcome = '' GROUP BY stage_id"
STAGES = "SELECT * FROM sales_stage WHERE pipeline_id = %s AND trashed_at IS NULL ORDER BY place"
MONTH = "strftime('%%Y-%%m', expected_close_on)" if SQLITE else "to_char(expected_close_on, 'YYYY-MM')"
REVENUE = f"""SELECT stage_id, {MONTH} AS month, count(*) AS count, sum(amount_base) AS sum FROM sales_deal
    WHERE trashed_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2"""


def application(environ, start_response):
    """Answer one of WORKS."""
    asked = {name: values[0] for name, values in parse_qs(environ["QUERY_STRING"]).items()}
    body = orjson.dumps(WORKS[environ["PATH_INFO"].strip("/")](asked), default=str)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def people(asked):
    """The first page by name."""
    return rows(f"{PERSON} WHERE p.trashed_at IS NULL {BY_NAME}")


def people_after(asked):
    """A page deep in the list."""
    last = asked["key"], int(asked["id"])
    return rows(f"{PERSON} WHERE p.trashed_at IS NULL AND (p.sort_key, p.id) > (%s, %s) {BY_NAME}", last)


def part(asked):
    """The first page of those in whose words a text stands."""
    text = asked["q"]
    if SQLITE:
        trigrams = " AND ".join(f'"{text[place : place + 3]}"' for place in range(len(text) - 2))
        words = rows("""SELECT w.word FROM records_searchpart JOIN records_searchword w ON w.id = records_searchpart.rowid
            WHERE records_searchpart MATCH %s AND instr(w.word, %s) > 0 LIMIT 200""", [trigrams, text])  # fmt: skip
        answers = "SELECT rowid - %s FROM records_searchindex WHERE records_searchindex MATCH %s AND rowid BETWEEN %s AND %s"
        question = " OR ".join(f'"{word["word"]}"' for word in words) or '"#"'
    else:
        words = rows("SELECT word FROM records_searchword WHERE word || '' LIKE %s LIMIT 200", [f"%{text}%"])
        answers = "SELECT id - %s FROM records_searchentry WHERE lexemes @@ %s::tsquery AND id BETWEEN %s AND %s"
        question = " | ".join(f"'{word['word']}'" for word in words) or "'#'"
    span = [PEOPLE, question, PEOPLE, PEOPLE + (1 << 40) - 1]
    return rows(f"{PERSON} WHERE p.trashed_at IS NULL AND p.id IN ({answers}) {BY_NAME}", span)


def email(asked):
    """Those with an e-mail address."""
    keys = "SELECT record_id FROM records_key WHERE type = 'people' AND kind = 'emails' AND key = %s"
    return rows(f"{PERSON} WHERE p.trashed_at IS NULL AND p.id IN ({keys}) {BY_NAME}", [asked["q"]])


def person(asked):
    """One person with what happened."""
    return [rows(f"{PERSON} WHERE p.id = %s", [asked["id"]]), rows(TIMELINE, ["people", int(asked["id"])] * 2)]


def company(asked):
    """One company with what happened."""
    return [rows(f"{COMPANY} WHERE c.id = %s", [asked["id"]]), rows(TIMELINE, ["companies", int(asked["id"])] * 2)]


def board(asked):
    """The open deals of a pipeline."""
    stages = rows(STAGES, [asked["id"]])
    return [rows(SUMS, [asked["id"]]), *({**stage, "deals": rows(CARDS, [stage["id"]])} for stage in stages)]


def revenue(asked):
    """Sums by stage and month."""
    return rows(REVENUE)


def create(asked):
    """A new person: row, keys, search entry, event."""

    return limit_writes.create_person(connection(), asked)


def move(asked):
    """A deal to a stage: row, stay, sums, event."""
    return limit_writes.move_deal(connection(), asked)


WORKS = {one.__name__: one for one in (people, people_after, part, email, person, company, board, revenue, create, move)}


def rows(sql, values=()):
    """Return the rows of a statement as dicts."""
    cursor = connection().execute(sql.replace("%s", "?").replace("%%", "%") if SQLITE else sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def connection():
    """Return this thread's own connection."""
    if not hasattr(_own, "connection"):
        _own.connection = _sqlite() if SQLITE else _postgresql()
    return _own.connection


def _sqlite():
    made = sqlite3.connect(DATABASE["NAME"], isolation_level=None, timeout=20)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "cache_size=-32000", "temp_store=MEMORY"):
        made.execute(f"PRAGMA {pragma}")
    return made


def _postgresql():
    import psycopg

    known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return psycopg.connect(autocommit=True, **{name: DATABASE[key] for name, key in known.items() if DATABASE.get(key)})
