"""What `perennial doctor` looks at here: search, look-up keys, what hangs on records, files."""

from django.core.checks import Error, Warning, register
from django.db import transaction

from perennial.core.management.health import derived
from perennial.core.management.sample import records
from perennial.records import search
from perennial.records.derive import derive as derive_anew
from perennial.records.derive import entries_of, keyed_fields, keys_of
from perennial.records.duplicates.profile import looked_up_fields
from perennial.records.files import path
from perennial.records.hanging import hanging
from perennial.records.models import File, Key
from perennial.records.registry import REGISTRY
from perennial.records.search.entries import entry_id, row_of
from perennial.records.search.models import SearchEntry

NAMED = 3


@register("health", deploy=True)
def found_by_search(whole=False, mend=False, **_):
    """Search finds what is there"""
    for type in _types():
        wrong = 0
        for chunk in records(type.model._default_manager.all(), type.code, whole=whole):
            bad = _wrongly_indexed(type, chunk)
            wrong += len(bad)
            if mend and bad:
                with transaction.atomic():
                    search.remove(type.code, [record.pk for record in bad])
                    search.index(entries_of(type, [record for record in bad if not record.trashed_at]))
        if wrong:
            yield derived(wrong, f"of {type.code} are not in the search as they are", mend)


@register("health", deploy=True)
def found_by_keys(whole=False, mend=False, **_):
    """Addresses, numbers and tags lead to their records"""
    for type in _types():
        fields, compared, wrong = keyed_fields(type), looked_up_fields(type), 0
        for chunk in records(type.model._default_manager.all(), type.code, whole=whole):
            there = {}
            rows = Key.objects.filter(type=type.code, record_id__in=[record.pk for record in chunk])
            for pk, kind, key in rows.values_list("record_id", "kind", "key"):
                there.setdefault(pk, []).append((kind, key))
            bad = [r for r in chunk if sorted(there.get(r.pk, [])) != sorted(keys_of(type, fields, r, compared))]
            wrong += len(bad)
            for record in bad if mend else ():
                with transaction.atomic():
                    derive_anew(type.model, [record], {"external": None})
        if wrong:
            yield derived(wrong, f"of {type.code} have other keys than they should", mend)


@register("health", deploy=True)
def hangs_on_something(whole=False, **_):
    """Everything that hangs on a record has its record"""
    for model in hanging():
        lost = 0
        for chunk in records(model._base_manager.all(), whole=whole):
            for code in {row.type for row in chunk} & REGISTRY.keys():
                ids = {row.record_id for row in chunk if row.type == code}
                there = REGISTRY[code].model._base_manager.filter(pk__in=ids).values_list("pk", flat=True)
                lost += sum(row.type == code and row.record_id not in set(there) for row in chunk)
        if lost:
            yield Warning(
                f"{lost} rows of {model._meta.label} hang on records that are no more.",
                hint="They harm nobody. Something removed records past the trash: find out what, or report it.",
            )


@register("health", deploy=True)
def files(whole=False, **_):
    """The files of records are on the disk"""
    lost = [f"{row.name} of {row.type}/{row.record_id}" for chunk in records(File.objects.all(), whole=whole) for row in chunk if _is_lost(row)]
    if lost:
        yield Error(
            f"{len(lost)} files are missing or cut short: {', '.join(lost[:NAMED])}",
            hint="Put them back out of a backup: `files` in the data folder.",
        )


def _types():
    return [type for type in REGISTRY.values() if type.model is not None]


def _wrongly_indexed(type, chunk):
    ids = [entry_id(type.code, record.pk) for record in chunk]
    rows = SearchEntry.objects.filter(pk__in=ids).values_list("id", "kind", "title", "words", "digits")
    there = {row[0]: row for row in rows}
    made = [row_of(entry) for entry in entries_of(type, chunk)]
    wanted = [(record, None if record.trashed_at else row) for record, row in zip(chunk, made, strict=True)]
    return [record for record, row in wanted if there.get(entry_id(type.code, record.pk)) != row]


def _is_lost(row):
    try:
        return path(row).stat().st_size != row.size
    except OSError:
        return True
