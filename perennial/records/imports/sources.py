"""Where numbers come from: the name under which a file's own numbers are kept, and links by such numbers."""

import re

from perennial.records.models import Key
from perennial.records.registry import REGISTRY
from perennial.records.tables.synonyms import SYNONYMS, normalise

LONGEST = 40
PLAIN = {normalise(word) for word in SYNONYMS["external_id"].split("|")} | {"", "n", "nr", "row"}


def source_of(column, file_name=""):
    """Name the source of a column's numbers: by the column when it tells («mql_id»), by the file when it does not.

    Of a file's name only the beginning counts, so that «clients_2025» and «clients.old» are one source.
    """
    word = normalise(column)
    if word not in PLAIN:
        return "_".join(word.split())[:LONGEST]
    stem = re.split(r"[.\s(]|[-_]?\d", file_name.rsplit("/", 1)[-1], maxsplit=1)[0].strip("-_ ").casefold()
    return (stem or "file")[:LONGEST]


def linked_by(type, columns):
    """Return {column: field code} for columns whose numbers are known as those of another type's records."""
    links = [field for field in type.writable() if getattr(field, "target", "") in REGISTRY]
    found = {}
    for column in columns:
        if normalise(column) in PLAIN:
            continue
        source = source_of(column)
        field = next((field for field in links if field.target != type.code and _known(field.target, source)), None)
        if field:
            found[column] = field.code
    return found


def _known(target, source):
    start = f"{source}:"
    return Key.objects.filter(type=target, kind="external", key__gte=start, key__lt=start + "\U0010ffff").exists()
