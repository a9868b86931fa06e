"""The columns that every address book is read into, and the kinds of its channels."""

import re
from datetime import date

COLUMNS = [
    "first_name",
    "middle_name",
    "last_name",
    "name",
    "company",
    "job_title",
    "emails",
    "phones",
    "addresses",
    "birthday",
    "website",
    "note",
    "categories",
    "uid",
]

ADDRESS_PARTS = ("street", "city", "region", "postal_code", "country")
PHONE_KINDS = (("fax", "fax"), ("pager", "pager"), ("cell", "mobile"), ("mobile", "mobile"), ("iphone", "mobile"))
PLACES = (("work", "work"), ("business", "work"), ("home", "home"))
EXTENSION = re.compile(r"\s*(?:;?ext=|\bx|\bext\.?|\bдоб\.?|\bвн\.?)\s*(\d{1,7})$", re.IGNORECASE)
BIRTHDAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")


def row_of(contact):
    """Give the cells of a contact (a dict by column), empty ones as None."""
    return [contact.get(column) or None for column in COLUMNS]


def phone(text, types=(), *, primary=False):
    """Give one phone as the API has it, its kind told by the words in `types`."""
    extension = EXTENSION.search(text) if len(text) < 100 else None
    number = text[: extension.start()].strip() if extension else text
    words = {word.lower() for word in types}
    kind = next((kind for word, kind in (*PHONE_KINDS, *PLACES) if word in words), "other")
    return {"number": number, "extension": extension[1] if extension else "", "kind": kind, "primary": primary}


def email(address, types=(), *, primary=False):
    """Give one e-mail address as the API has it."""
    return {"address": address, "kind": _place(types), "primary": primary}


def address(parts, types=(), *, primary=False):
    """Give one postal address from a dict of its parts, or None when it is empty."""
    if not any(parts.get(part) for part in ADDRESS_PARTS):
        return None
    return {**{part: parts.get(part) or "" for part in ADDRESS_PARTS}, "kind": _place(types), "primary": primary}


def one_primary(channels):
    """Leave the first of those marked as primary, or mark the first of all."""
    chosen = next((each for each in channels if each["primary"]), channels[0] if channels else None)
    for each in channels:
        each["primary"] = each is chosen
    return channels


def birthday(text):
    """Give a date where the text has a whole one, else the text itself."""
    if match := BIRTHDAY.match(text):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            pass
    return text


def _place(types):
    words = {word.lower() for word in types}
    return next((kind for word, kind in PLACES if word in words), "other")
