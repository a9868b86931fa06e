"""Writing contacts as vCard 4.0 (RFC 6350) or 3.0 (RFC 2426)."""

import re
from datetime import date

from .columns import as_text

FOLD = 75  # bytes of a line
PHONE_TYPES = {"mobile": "cell", "work": "work", "home": "home", "fax": "fax", "pager": "pager"}
PLACE_TYPES = {"work": "work", "home": "home"}


def write_vcard(columns, rows, out):
    """Write vCard 4.0; give the number of cards. The codes of `columns` are those of contacts that are read."""
    return _write(columns, rows, out, "4.0")


def write_vcard3(columns, rows, out):
    """Write vCard 3.0, which older phones and Outlook take."""
    return _write(columns, rows, out, "3.0")


def _write(columns, rows, out, version):
    codes = [column.code for column in columns]
    count = 0
    for cells in rows:
        contact = dict(zip(codes, cells, strict=False))
        for line in _lines(contact, version):
            out.write(fold(line))
        count += 1
    return count


def _lines(contact, version):
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    names = [escape(as_text(contact.get(code))) for code in ("last_name", "first_name", "middle_name")]
    yield f"FN:{escape(_shown_name(contact))}"
    if any(names) or version == "3.0":
        yield f"N:{';'.join(names)};;"
    for code, name in (("company", "ORG"), ("job_title", "TITLE"), ("note", "NOTE"), ("uid", "UID")):
        if text := as_text(contact.get(code)):
            yield f"{name}:{escape(text)}"
    if site := as_text(contact.get("website")):
        yield f"URL:{_one_line(site)}"
    if born := contact.get("birthday"):
        yield _birthday(born, version)
    yield from _channels(contact.get("emails"), "address", "EMAIL", PLACE_TYPES, version)
    yield from _channels(contact.get("phones"), "number", "TEL", PHONE_TYPES, version)
    yield from _addresses(contact.get("addresses"), version)
    if tags := _several(contact.get("categories") or contact.get("tags")):
        yield "CATEGORIES:" + ",".join(escape(as_text(tag)) for tag in tags)
    yield "END:VCARD"


def _shown_name(contact):
    parts = [as_text(contact.get(code)) for code in ("first_name", "middle_name", "last_name")]
    name = as_text(contact.get("name")) or " ".join(filter(None, parts)) or as_text(contact.get("company"))
    return name or as_text(_several(contact.get("emails"))[:1])


def _channels(values, key, name, types, version):
    for each in _several(values):
        entry = each if isinstance(each, dict) else {key: as_text(each)}
        text = as_text(entry.get(key))
        if not text:
            continue
        if entry.get("extension"):
            text += f" ext. {entry['extension']}"
        value = escape(text)
        yield f"{name}{_parameters(entry, types, version)}:{value}"


def _addresses(values, version):
    for each in _several(values):
        entry = each if isinstance(each, dict) else {"street": as_text(each)}
        parts = [escape(as_text(entry.get(part))) for part in ("street", "city", "region", "postal_code", "country")]
        if any(parts):
            yield f"ADR{_parameters(entry, PLACE_TYPES, version)}:;;{';'.join(parts)}"


def _parameters(entry, types, version):
    kinds = [types[entry["kind"]]] if entry.get("kind") in types else []
    if not entry.get("primary"):
        return f";TYPE={kinds[0]}" if kinds else ""
    if version == "4.0":
        return "".join(f";TYPE={kind}" for kind in kinds) + ";PREF=1"
    return f";TYPE={','.join([*kinds, 'pref'])}"


def _birthday(born, version):
    if isinstance(born, date):
        return f"BDAY:{born:%Y%m%d}" if version == "4.0" else f"BDAY:{born:%Y-%m-%d}"
    return f"BDAY;VALUE=text:{escape(as_text(born))}"


def _several(values):
    if values is None or values == "":
        return []
    return list(values) if isinstance(values, list | tuple | set) else [values]


def escape(text):
    """Put backslashes before what would separate values."""
    text = re.sub(r"([\\,;])", r"\\\1", text.replace("\r\n", "\n").replace("\r", "\n"))
    return re.sub(r"[\x00-\x08\x0b-\x1f]", "", text.replace("\n", "\\n"))


def fold(line):
    """Give the bytes of a line, broken at 75 without cutting a character, ended with CRLF."""
    data, parts = line.encode("utf-8", "replace"), []
    limit = FOLD
    while len(data) > limit:
        cut = limit
        while data[cut] & 0xC0 == 0x80:
            cut -= 1
        parts.append(data[:cut])
        data, limit = data[cut:], FOLD - 1
    return b"\r\n ".join([*parts, data]) + b"\r\n"


def _one_line(text):
    return re.sub(r"[\x00-\x20]+", "%20", text.strip())
