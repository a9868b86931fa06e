"""The columns of a file that is written, and how a value is put into words."""

from datetime import date, datetime
from typing import NamedTuple


class Column(NamedTuple):
    """A code for programs and a label for people."""

    code: str
    label: str


def as_columns(columns):
    """Give Columns for names or (code, label) pairs; a label is put into the language of now."""
    return [Column(each, each) if isinstance(each, str) else Column(each[0], str(each[1])) for each in columns]


def as_text(value):
    """Give a value as one text for a cell: lists joined, channels and addresses without their kinds."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return _channel(value)
    if isinstance(value, list | tuple | set | frozenset):
        return "; ".join(filter(None, map(as_text, value)))
    return str(value)


def _channel(value):
    for key in ("address", "number", "name"):
        if isinstance(value.get(key), str):
            return value[key]
    hidden = ("kind", "primary", "extension")
    return ", ".join(str(part) for key, part in value.items() if part and key not in hidden)
