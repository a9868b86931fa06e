"""The record types of the house, by code; rooms register theirs in `contributes.py`."""

from perennial.accounts.roles import NOUNS

REGISTRY = {}


def register(record_type):
    """Take a RecordType into the house; return it."""
    REGISTRY[record_type.code] = NOUNS[record_type.code] = record_type
    return record_type


def record_type(code):
    """Return the RecordType of a code. Raises KeyError."""
    return REGISTRY[code]


def type_of(record):
    """Return the RecordType of a record or model class."""
    return REGISTRY[record.TYPE]
