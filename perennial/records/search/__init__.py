"""Search over everything (the engine replaces this first page of it)."""

from dataclasses import dataclass, field

from django.db.models import Q


@dataclass
class Entry:
    """What search knows of one record."""

    type: str
    record_id: int
    title: str
    words: str = ""
    digits: list = field(default_factory=list)
    emails: list = field(default_factory=list)


def index(entries):
    """Store or replace entries."""


def remove(type, ids):
    """Forget records."""


def matching(type, text):
    """Return the condition of answering a search text."""
    return Q()
