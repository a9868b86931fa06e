"""Rows derived from records, kept true in the transaction of each change: look-up keys and the search index."""

from perennial.core import rows
from perennial.records import search
from perennial.records.duplicates.profile import look_up_keys, looked_up_fields
from perennial.records.models.keys import Key
from perennial.records.registry import REGISTRY

FEW = 20  # keys that are stored as objects


def derive(model, records, changes):
    """Refresh the keys and search entries of records whose relevant attributes changed (all when new)."""
    type = REGISTRY.get(model.TYPE)
    if type is None:
        return
    fields = keyed_fields(type)
    compared = looked_up_fields(type)
    if changes is None or "external" in changes or any(field.attribute in changes for field in (*fields, *compared)):
        _keys(type, fields, records, compared, new=changes is None)
    if changes is None or changes.keys() & _searched(type) or "trashed_at" in changes:
        _search(type, records, new=changes is None)


def keyed_fields(type):
    """Return the fields of a type that are looked up by keys."""
    return [field for field in type.fields if _keyed(field)]


def keys_of(type, fields, record, compared=()):
    """Return the (kind, key) pairs of a record; `compared` are the fields that duplicates are found by."""
    found = []
    for field in fields:
        if value := field.get(record):
            found += [(field.attribute, key) for key in field.keys(value)]
    for source, number in record.external.items():
        found += [("external", f"{source}:{number}"[:120]), ("external_number", str(number)[:120])]  # with and without its source
    return list(dict.fromkeys([*found, *look_up_keys(compared, record)]))


def entries_of(type, records):
    """Return the search entries of records."""
    found = [field for field in type.fields if field.kind in ("emails", "phones") or (field.custom and field.kind in ("text", "longtext"))]
    return [_entry(type, record, found) for record in records]


def _entry(type, record, fields):
    emails, digits, words = [], [], type.search_words(record)
    for field in fields:
        if not (value := field.get(record)):
            continue
        if field.kind == "emails":
            emails += [entry["address"] for entry in value]
        elif field.kind == "phones":
            digits += field.keys(value)
        else:
            words.append(value)
    words += [str(number) for number in record.external.values()]
    return search.Entry(
        type=type.code, record_id=record.pk, title=type.title(record), words=" ".join(words), digits=digits, emails=emails
    )


def _keyed(field):
    return field.unique or field.kind in ("emails", "phones", "addresses", "tags", "many", "users", "about")


def _searched(type):
    plain = {field.attribute for field in type.fields if field.kind in ("text", "longtext", "emails", "phones", "external")}
    return plain | set(type.search_fields) | {type.title_field}


def _keys(type, fields, records, compared, new):
    if not new:
        Key.objects.filter(type=type.code, record_id__in=[record.pk for record in records]).delete()
    found = [(type.code, record.pk, kind, key) for record in records for kind, key in keys_of(type, fields, record, compared)]
    if len(found) > FEW:
        rows.insert_rows(Key, ("type", "record_id", "kind", "key"), found)
    elif found:
        Key.objects.bulk_create([Key(type=code, record_id=pk, kind=kind, key=key) for code, pk, kind, key in found])


def _search(type, records, new):
    gone = [record.pk for record in records if record.trashed_at]
    if gone or not new:
        search.remove(type.code, [record.pk for record in records])
    kept = [record for record in records if not record.trashed_at]
    if kept:
        search.index(entries_of(type, kept))
