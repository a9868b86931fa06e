"""Suggesting which column of a file goes into which field, by its header and by what its cells look like."""

import re
from collections import Counter
from typing import NamedTuple

from rapidfuzz import fuzz

from .synonyms import fields_of, normalise
from .values import is_firm, kind_of

LEAST = 0.45  # a suggestion weaker than this is none
EXTERNAL = "external_id"
ALIKE = 88  # of 100, for headers with a typing error

# Where no field of the same code exists, the first of these that does.
NEAR = {
    "external_id": ("external_id",),
    "name": ("name", "full_name", "title", "company"),
    "company": ("company", "account", "organization", "name"),
    "title": ("title", "name"),
    "job_title": ("job_title", "position"),
    "email": ("email", "emails"),
    "email_other": ("emails", "email"),
    "phone": ("phone", "phones"),
    "phone_mobile": ("mobile", "phones", "phone"),
    "phone_work": ("work_phone", "phones", "phone"),
    "phone_home": ("home_phone", "phones", "phone"),
    "fax": ("fax", "phones"),
    "address": ("address", "addresses"),
    "street": ("street", "addresses", "address"),
    "city": ("city", "addresses"),
    "region": ("region", "addresses"),
    "postal_code": ("postal_code", "addresses"),
    "country": ("country", "addresses"),
    "website": ("website", "websites", "url"),
    "note": ("note", "notes", "description"),
    "tags": ("tags", "categories"),
    "closed_at": ("closed_at", "closed_on", "expected_close_on"),
    "expected_close_on": ("expected_close_on", "close_date", "due"),
    "created_at": ("created_at", "created_on", "date"),
    "updated_at": ("updated_at",),
    "source": ("source",),
    "amount": ("amount", "total", "price", "value"),
}
APART = {"birth day", "birth month", "birth year"}  # together they are a date, singly nothing
ROW_NAME = re.compile(r" (id|uid|no|number|код)$|^код ")
PARTS = ("street", "city", "region", "postal_code", "country")
PLACES = (
    ("mobile", "mobile"),
    ("fax", "fax"),
    ("business", "work"),
    ("work", "work"),
    ("home", "home"),
    ("other", "other"),
)
# What the cells must look like for a field of a kind, and what its own kind says of an unknown header.
LOOKS = {
    "email": {"email"},
    "phone": {"phone", "number"},
    "date": {"date", "number"},
    "datetime": {"date", "number"},
    "money": {"money", "number"},
    "number": {"number", "money"},
    "integer": {"number"},
    "site": {"site", "text"},
    "url": {"site", "text"},
}
# A column called "customer" holds people or firms: its cells tell, from this share on.
FIRMS = 0.2
PERSON = {normalise(word) for word in ("contact person", "contact name", "контактна особа", "піб контакту", "контактное лицо", "фио контакта")}
TELLING = {"email": 0.8, "phone": 0.65, "site": 0.55}


class Target(NamedTuple):
    """A field that can be filled: its labels in every language, other names, kind; `many` takes several columns."""

    code: str
    labels: tuple = ()
    aliases: tuple = ()
    kind: str = "text"
    many: bool = False


class Suggestion(NamedTuple):
    """A field for a column, from 0 to 1; `part` of an address and `place` (work, home, mobile…) when told."""

    target: str
    confidence: float
    part: str = ""
    place: str = ""


def suggest(columns, sample, targets):
    """Give {column: Suggestion or None}; `sample` holds rows as lists of cells, `targets` Targets or plain tuples.

    A field goes to one column only, the likeliest, unless it takes many or its kind is e-mail, phone or address.
    """
    targets = [Target(*target) for target in targets]
    cells = {column: [row[index] for row in sample if index < len(row)] for index, column in enumerate(columns)}
    looks = {column: _looks(values) for column, values in cells.items()}
    firms = {column: _share_of_firms(values) >= FIRMS for column, values in cells.items()}
    weighed = [
        (_weigh(column, looks[column], target, targets, firms[column]), -place, column, target)
        for place, column in enumerate(columns)
        for target in targets
        if target.code != EXTERNAL
    ]
    found = dict.fromkeys(columns)
    if any(target.code == EXTERNAL for target in targets):
        known = {column for score, _, column, _ in weighed if score >= 0.9}
        if named := _names_row(columns, cells, known):
            found[named] = Suggestion(EXTERNAL, 0.9)
    _assign(weighed, found)
    return found


def _assign(weighed, found):
    """Give each column the likeliest field that is still free."""
    taken = {each.target for each in found.values() if each}
    for score, _, column, target in sorted(weighed, key=lambda each: each[:2], reverse=True):
        if score < LEAST:
            return
        if found[column] is None and (target.code not in taken or _takes_many(target)):
            taken.add(target.code)
            found[column] = Suggestion(target.code, round(score, 2), *_detail(column, target))


def _weigh(column, looks, target, targets, firms):
    score = _by_header(column, target, targets)
    if score and {"name", "company"} <= set(_fields(column)):
        score = _of_either(target, {each.code for each in targets}, score, firms)
    expected = LOOKS.get(target.kind)
    if not expected or not looks:
        return score
    fitting = sum(share for kind, share in looks.items() if kind in expected)
    if score:
        return score if fitting >= 0.5 or not looks else score * 0.6
    return TELLING.get(target.kind, 0) if looks.get(target.kind, 0) > 0.7 else 0


def _of_either(target, codes, score, firms):
    """Weigh a header that people and firms are both called by: a column that says "contact person" goes first."""
    if target.code == "company":
        return score if firms else 0.6
    return min(score, 0.5 if firms and "company" in codes else 0.7) if target.code == "name" else score


def _by_header(column, target, targets):
    header = normalise(column)
    if not header or header in APART:
        return 0
    if header in map(normalise, (target.code, *target.labels)):
        return 1
    if header in map(normalise, target.aliases):
        return 0.97
    if score := _by_synonym(column, target, {each.code for each in targets}):
        return score
    words = [normalise(word) for word in (*target.labels, *target.aliases) if len(normalise(word)) > 4]
    return 0.6 if len(header) > 4 and any(fuzz.ratio(header, word) >= ALIKE for word in words) else 0


def _by_synonym(column, target, codes):
    best = 0
    for field in _fields(column):
        if field == "title" and "first_name" in codes:
            continue  # a person's title is the post, not the name
        if field == "name" and normalise(column) in PERSON and "last_name" not in codes:
            continue  # who is to be asked for at a firm is not the firm
        near = [code for code in (field, *NEAR.get(field, ())) if code in codes]
        if near and near[0] == target.code:
            best = max(best, 0.92 if field == target.code else 0.86 if target.code != "name" else 0.75)
    return best


def _fields(column):
    """Give the fields a header names, without a place before it or a number within it where that tells nothing."""
    header = normalise(column)
    plain = re.sub(r"^(home|work|business|other|primary|customer|client|seller|geolocation|contact)\b ", "", header)
    numbered = re.sub(r" \d+\b( value| formatted)?", r"\1", header)
    for each in dict.fromkeys((header, numbered, plain)):
        if fields := fields_of(each):
            return fields
    return ()


def _detail(column, target):
    header = normalise(column)
    place = next((place for word, place in PLACES if word in header.split()), "")
    if not place and "phone_mobile" in fields_of(column):
        place = "mobile"
    part = next((field for field in _fields(column) if field in PARTS), "")
    return part if target.code in ("address", "addresses") else "", place if _takes_many(target) else ""


def _takes_many(target):
    return target.many or target.code in ("emails", "phones", "addresses", "tags")


def _names_row(columns, cells, known):
    """Give the column that names the row in its source: called so, filled, never twice the same."""
    candidates = []
    for place, column in enumerate(columns):
        header = normalise(column)
        called = EXTERNAL in fields_of(column)
        if column in known or not (called or (place == 0 and ROW_NAME.search(header))):
            continue
        values = cells[column]
        filled = [str(value) for value in values if value is not None and value != ""]
        if len(filled) < len(values) * (0.5 if called else 1) or len(set(filled)) < len(filled):
            continue
        candidates.append((not called, place, column))
    return min(candidates)[2] if candidates else None


def _share_of_firms(values):
    filled = [value for value in values if value not in (None, "")]
    return sum(map(is_firm, filled)) / len(filled) if filled else 0


def _looks(values):
    kinds = Counter(kind for kind in map(kind_of, values) if kind)
    total = kinds.total()
    return {kind: count / total for kind, count in kinds.items()} if total else {}
