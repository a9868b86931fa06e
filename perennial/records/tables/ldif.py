"""Reading LDIF address books (Thunderbird, LDAP directories) as a stream of contacts."""

import base64
import binascii
from collections import defaultdict

from . import contact
from .delimited import Bytes
from .encoding import check_encoding, find_encoding
from .refusal import Refused
from .table import Source

PHONES = {
    "telephonenumber": "work",
    "homephone": "home",
    "mobile": "mobile",
    "cellphone": "mobile",
    "facsimiletelephonenumber": "fax",
    "fax": "fax",
    "pager": "pager",
    "pagerphone": "pager",
}
EMAILS = ("mail", "mozillasecondemail", "xmozillasecondemail")
WORK = {
    "street": ("street", "streetaddress", "postaladdress", "mozillaworkstreet2"),
    "city": ("l", "locality"),
    "region": ("st", "region"),
    "postal_code": ("postalcode",),
    "country": ("c", "co", "countryname"),
}
HOME = {
    "street": ("mozillahomestreet", "homepostaladdress", "mozillahomestreet2"),
    "city": ("mozillahomelocalityname",),
    "region": ("mozillahomestate",),
    "postal_code": ("mozillahomepostalcode",),
    "country": ("mozillahomecountryname",),
}
MOST = 10_000  # attributes of an entry, and lines of an attribute; the rest is left out
GROUPS = {"groupofnames", "groupofuniquenames", "organizationalunit", "domain"}


def read_ldif(path, limits, *, packed=False, encoding=None):
    """Give the Source of a directory file; the row number is the line where an entry begins."""
    opened = Bytes(path, packed, limits)
    encoding, warnings = (check_encoding(encoding), []) if encoding else find_encoding(opened.chunks())
    source = Source("ldif", lambda _width: _rows(opened, encoding), contact.COLUMNS, encoding, warnings=warnings)
    if next(source.rows(0), None) is None:
        raise Refused("no_cards")
    return source


def _rows(opened, encoding):
    with opened.text(encoding) as file:
        for number, entry in entries(file):
            if not GROUPS.intersection(kind.lower() for kind in entry["objectclass"]):
                found = read_entry(entry)
                if any(found.values()):
                    yield number, contact.row_of(found)


def entries(lines):
    """Yield (line number, values by lower-case attribute) of every entry."""
    start, unfolded = 0, []
    for number, line in enumerate(lines, 1):
        line = line.replace("\x00", "").rstrip("\r\n")
        if line.startswith(" ") and unfolded:
            if len(unfolded[-1]) < MOST:
                unfolded[-1].append(line[1:])
        elif line.strip():
            start = number if not unfolded or line[:3].lower() == "dn:" else start
            if len(unfolded) < MOST:
                unfolded.append([line])
        elif unfolded:
            yield start, _attributes(map("".join, unfolded))
            unfolded = []
    if unfolded:
        yield start, _attributes(map("".join, unfolded))


def read_entry(entry):
    """Give a contact, a dict by the columns of contacts, from one entry."""

    def first(*names):
        return next((value for name in names for value in entry[name] if value), None)

    found = dict.fromkeys(contact.COLUMNS)
    found.update(
        first_name=first("givenname"),
        last_name=first("sn", "surname"),
        name=first("displayname", "cn", "commonname"),
        company=first("o", "company"),
        job_title=first("title"),
        website=first("mozillaworkurl", "workurl", "labeleduri", "mozillahomeurl", "homeurl"),
        note=first("description", "notes"),
        uid=first("entryuuid", "uid"),
        birthday=_birthday(first),
    )
    found["emails"] = contact.one_primary([contact.email(text) for name in EMAILS for text in entry[name] if text])
    phones = [contact.phone(text, [kind]) for name, kind in PHONES.items() for text in entry[name] if text]
    found["phones"] = contact.one_primary(phones)
    places = [contact.address(_parts(first, HOME), ["home"]), contact.address(_parts(first, WORK), ["work"])]
    found["addresses"] = contact.one_primary([place for place in places if place])
    return found


def _attributes(lines):
    entry = defaultdict(list)
    for line in lines:
        name, colon, value = line.partition(":")
        if not colon or line.startswith("#"):
            continue
        if value.startswith(":"):
            value = _decoded(value[1:].strip())
        elif value.startswith("<"):
            continue
        entry[name.strip().lower().partition(";")[0]].append(value.strip())
    return entry


def _decoded(text):
    try:
        return base64.b64decode(text).decode("utf-8", "replace").replace("\x00", "")
    except (binascii.Error, ValueError):
        return ""


def _parts(first, names):
    parts = {part: first(*attributes) for part, attributes in names.items()}
    second = first(names["street"][-1])
    if second and parts["street"] and second != parts["street"]:
        parts["street"] = f"{parts['street']}, {second}"
    return parts


def _birthday(first):
    year, month, day = first("birthyear"), first("birthmonth"), first("birthday")
    if year and month and day and (year + month + day).isdigit():
        return contact.birthday(f"{int(year):04}-{int(month):02}-{int(day):02}")
    return None
