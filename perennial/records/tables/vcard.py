"""Reading vCard files of any version, several cards a file, as a stream of contacts."""

import re

from . import contact
from .delimited import Bytes
from .encoding import check_encoding, find_encoding
from .refusal import Notice, Refused
from .table import Source
from .vcard_lines import BINARY, parse, unfold

MOST = 10_000  # properties of one card; the rest of them is left out
TOP = 50  # cards read at once to collect warnings


def read_vcard(path, limits, *, packed=False, encoding=None):
    """Give the Source of a file of cards; the row number is the line where a card begins."""
    opened = Bytes(path, packed, limits)
    encoding, warnings = (check_encoding(encoding), []) if encoding else find_encoding(opened.chunks())
    source = Source("vcard", lambda _width: _rows(opened, encoding, source.warnings), contact.COLUMNS, encoding)
    source.warnings = warnings
    source.head = []
    for row in source.rows(0):
        source.head.append(row)
        if len(source.head) == TOP:
            break
    if not source.head:
        raise Refused("no_cards")
    return source


def _rows(opened, encoding, warnings):
    with opened.text(encoding) as file:
        for number, properties, whole in cards(file):
            if not whole:
                warn(warnings, "broken_card", row=number)
            if any(each.name in BINARY for each in properties):
                warn(warnings, "pictures")
            found = read_card(properties)
            if not any(found.values()):
                continue
            if not found["name"]:
                warn(warnings, "no_card_name", row=number)
            yield number, contact.row_of(found)


def cards(lines):
    """Yield (line number, properties, whether it has an end) of every card; cards inside cards are left out."""
    depth, start, properties = 0, 0, []
    for number, line in unfold(line.replace("\x00", "") for line in lines):
        word = re.sub(r"\s", "", line[:16]).upper()
        if word == "BEGIN:VCARD":
            if depth and not _is_agent(properties):
                yield start, properties, False
                depth = 0
            depth += 1
            if depth == 1:
                start, properties = number, []
        elif word == "END:VCARD":
            if depth == 1:
                yield start, properties, True
            depth = max(0, depth - 1)
        elif depth == 1 and len(properties) < MOST and (found := parse(line)):
            properties.append(found)
    if depth:
        yield start, properties, False


def read_card(properties):
    """Give a contact, a dict by the columns of contacts, from the properties of one card."""
    labels = {each.group: each.text() for each in properties if each.group and each.name == "x-ablabel"}
    found = dict.fromkeys(contact.COLUMNS)
    found.update(emails=[], phones=[], addresses=[], categories=[])
    for each in properties:
        if each.group in labels:
            each.types.append(re.sub(r"[^\w ]|_", "", labels[each.group]))
        if read := READERS.get(each.name):
            read(found, each)
    for channel in ("emails", "phones", "addresses"):
        contact.one_primary(found[channel])
    found["name"] = found["name"] or _joined_name(found)
    return found


def warn(warnings, code, **values):
    """Add a notice unless one of its kind is there."""
    if not any(notice.code == code for notice in warnings):
        warnings.append(Notice(code, **values))


def _is_agent(properties):
    return bool(properties) and properties[-1].name == "agent" and not properties[-1].value.strip()


def _joined_name(found):
    names = [found["first_name"], found["middle_name"], found["last_name"]]
    emails = [each["address"] for each in found["emails"]]
    return " ".join(filter(None, names)) or found["company"] or (emails[0] if emails else None)


def _name(found, each):
    parts = [" ".join(part.replace(",", " ").split()) for part in each.parts()] + [""] * 3
    found["last_name"], found["first_name"], found["middle_name"] = parts[:3]


def _organization(found, each):
    found["company"] = found["company"] or each.parts()[0]


def _email(found, each):
    address = re.sub(r"^mailto:", "", each.text(), flags=re.IGNORECASE)
    if address:
        found["emails"].append(contact.email(address, each.types, primary=each.is_preferred()))


def _phone(found, each):
    text = each.text()
    if text.lower().startswith("tel:"):
        number, *parameters = text[4:].split(";")
        text = number + "".join(f" {part}" for part in parameters if part.lower().startswith("ext="))
    if text:
        found["phones"].append(contact.phone(text, each.types, primary=each.is_preferred()))


def _address(found, each):
    box, extended, street, *rest = each.parts() + [""] * 7
    parts = dict(zip(("city", "region", "postal_code", "country"), rest, strict=False))
    parts["street"] = ", ".join(filter(None, (box, extended, street)))
    if read := contact.address(parts, each.types, primary=each.is_preferred()):
        found["addresses"].append(read)


def _website(found, each):
    found["website"] = found["website"] or each.text()


def _note(found, each):
    found["note"] = "\n\n".join(filter(None, (found["note"], each.text())))


def _categories(found, each):
    found["categories"] += [part for part in each.parts(",") if part]


def _first(column, convert=str):
    def read(found, each):
        text = each.text()
        if text and not found[column]:
            found[column] = convert(text)

    return read


READERS = {
    "n": _name,
    "fn": _first("name"),
    "org": _organization,
    "title": _first("job_title"),
    "email": _email,
    "tel": _phone,
    "adr": _address,
    "bday": _first("birthday", contact.birthday),
    "url": _website,
    "note": _note,
    "categories": _categories,
    "uid": _first("uid"),
}
