"""What of a record counts when it is compared: the words of its name, its addresses of every sort, its numbers."""

from dataclasses import dataclass, field

from perennial.records.duplicates.names import name_words
from perennial.records.duplicates.places import place_of

CONTACT = ("emails", "phones", "addresses")
HOUSES, NUMBERS = "house", "same {}"  # kinds of look-up keys: of houses, of a field's numbers as they are compared


@dataclass(slots=True)
class Profile:
    """One record as it is compared."""

    pk: int | None
    person: bool
    words: tuple = ()
    emails: frozenset = frozenset()
    phones: frozenset = frozenset()
    places: tuple = ()
    numbers: dict = field(default_factory=dict)  # {field code: number as it is compared}
    links: dict = field(default_factory=dict)  # {field code: id of a record of another type}
    dates: dict = field(default_factory=dict)


def comparable(type):
    """Tell whether records of a type are of the sort that gets entered twice: it can be reached somehow."""
    kinds = {one.kind for one in type.fields}
    return "emails" in kinds and "phones" in kinds and bool(type.avatar)


def profile(type, record, fields=None):
    """Return the Profile of a record, stored or not; `fields` as `compared_fields` gave them, for many records."""
    made = Profile(record.pk, type.avatar == "round")
    made.words = name_words(str(getattr(record, type.title_field) or ""), made.person)
    for one in fields or compared_fields(type):
        value = one.get(record)
        if value in (None, "", [], {}):
            continue
        if one.kind == "emails":
            made.emails |= frozenset(one.keys(value))
        elif one.kind == "phones":
            made.phones |= frozenset(one.keys(value))
        elif one.kind == "addresses":
            made.places += tuple(place for entry in value if (place := place_of(entry)))
        elif one.kind == "link":
            made.links[one.code] = value
        elif one.kind == "date":
            made.dates[one.code] = value
        else:
            made.numbers[one.code] = number_key(value)
    return made


def compared_fields(type):
    """Return the fields of a type that are compared, besides its name."""
    return [one for one in type.fields if not one.readonly and _counts(type, one)]


def looked_up_fields(type):
    """Return the fields whose `look_up_keys` are kept: houses and numbers (e-mails and phones have keys anyway)."""
    return [one for one in compared_fields(type) if one.kind in ("addresses", "text")] if comparable(type) else []


def number_key(value):
    """Return a registration number as it is compared: «40 118 732» is «40118732»."""
    return "".join(char for char in str(value).casefold() if char.isalnum())[:120]


def look_up_keys(fields, record):
    """Return the (kind, key) pairs by which a record's houses and numbers are looked up."""
    found = []
    for one in fields:
        value = one.get(record)
        if value and one.kind == "addresses":
            found += [(HOUSES, place.key[:120]) for entry in value if (place := place_of(entry))]
        elif value:
            found.append((NUMBERS.format(one.attribute), number_key(value)))
    return list(dict.fromkeys(found))


def _counts(type, one):
    if one.kind in CONTACT:
        return True
    if one.kind == "link":
        return not one.custom and one.target != type.code
    if one.kind == "date":
        return not one.custom
    return one.kind == "text" and one.code != type.title_field and (one.unique or one.code in type.match_fields)
