"""Run an import: read, check, match, store, chunk by chunk; stop, go on after a crash, tell what was left out."""

import time
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from perennial.core import verbs as core
from perennial.core.errors import Forbidden, Refused, Stale
from perennial.core.models import installation
from perennial.core.when import guess_date_order
from perennial.records import verbs
from perennial.records.imports.custom import make_fields
from perennial.records.imports.matching import Matcher
from perennial.records.imports.rejects import Rejects
from perennial.records.imports.rows import Reader
from perennial.records.models import ImportBatch

CHUNK = 500
TOLD = 100  # errors kept on the batch itself
LOOKED_AT = 5_000  # rows that decide the order of day and month


@dataclass
class Row:
    """One row on its way in."""

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)  # [(column or field, value, message)]
    record: object = None


def run(batch, type, table, plan, *, by, context, rejects=None, dry=False, progress=None):
    """Import a table into `type`; return the batch with its counts.

    `rejects` is a path for the rows left out; `progress(batch)` is called after each chunk and may
    raise StopIteration to stop. Begins where an earlier run of the same batch was cut off. `dry` stores nothing.
    """
    began = time.monotonic() - batch.seconds
    plan.check(type)
    by = by.within(batch.key)
    context.missing, context.actor = ("blank" if dry else plan.missing), by
    context.date_order = plan.date_order or _date_order(type, table, plan)
    if not dry:
        make_fields(type, table, plan, by)
    reader, matcher = Reader(type, table.columns, plan), Matcher(type, plan, by)
    batch.state = "running"
    with Rejects(rejects, table.columns, append=batch.read > 0) as left_out:
        rows = islice(table.rows(), batch.read, None)
        while chunk := [Row(number, cells) for number, cells in islice(rows, CHUNK)]:
            installation(fresh=True)
            with transaction.atomic():
                _read(chunk, type, reader, context)
                _store(chunk, type, matcher, plan, by, context, batch, dry)
                _count(chunk, batch, left_out)
                batch.seconds = round(time.monotonic() - began, 2)
                if not dry:
                    batch.save()
            left_out.flush()
            try:
                progress and progress(batch)
            except StopIteration:
                batch.state = "stopped"
                break
    batch.state = "stopped" if batch.state == "stopped" else "done"
    batch.seconds = round(time.monotonic() - began, 2)
    if not dry:
        batch.save()
    return batch


def _date_order(type, table, plan):
    dates = {f.code for f in type.fields if f.kind in ("date", "datetime")}
    places = [place for place, column in enumerate(table.columns) if plan.mapping.get(column) in dates]
    if not places:
        return ""
    samples = [
        str(cells[place])
        for _number, cells in islice(table.rows(), LOOKED_AT) for place in places
        if place < len(cells) and cells[place] and not isinstance(cells[place], date | datetime | int | float)
    ]
    return guess_date_order(samples)


def _read(chunk, type, reader, context):
    for row in chunk:
        try:
            row.values = verbs.parse(type, reader.read(row.cells), context)
        except Refused as refused:
            row.errors = [(code, None, str(message)) for code, message in refused.errors.items()]


def _store(chunk, type, matcher, plan, by, context, batch, dry):
    good = [row for row in chunk if not row.errors]
    known = matcher.match([row.values for row in good])
    records = type.model._base_manager.in_bulk([pk for pk in known if pk])
    new, first_with = [], {}
    for row, pk in zip(good, known, strict=True):
        twin = None if pk else next((first_with[key] for key in _keys(matcher, row) if key in first_with), None)
        if (pk or twin) and plan.on_match == "skip":
            batch.skipped += 1
        elif (pk or twin) and plan.on_match == "update":
            _update(row, records.get(pk) or twin, type, by, context, batch, dry, fresh=twin)
        else:
            _prepare(row, type, context, dry)
            if not row.errors:
                new.append(row)
                first_with.update(dict.fromkeys(_keys(matcher, row), row))
    _create(new, type, by, batch, dry)


def _keys(matcher, row):
    return [(code, key) for code in matcher.codes for key in matcher.keys(code, row.values)]


def _prepare(row, type, context, dry):
    row.record = type.model()
    try:
        for target in type.writable():
            if target.code not in row.values and target.default is not None:
                row.values[target.code] = target.parse(target.default, context)
        for code, value in row.values.items():
            target = type.field(code)
            if not target.attached:
                target.put(row.record, value)
        type.prepare(row.record, context)
        row.errors = [(code, None, str(message)) for code, message in verbs.check(type, row.record, context).items()]
    except Refused as refused:
        row.errors = [(code, None, str(message)) for code, message in refused.errors.items()]


def _create(rows, type, by, batch, dry):
    if not dry and rows:
        core.create_many([row.record for row in rows], by=by)
        for row in rows:
            for code, value in row.values.items():
                target = type.field(code)
                if target.attached and value:
                    target.attach(row.record, value, by)
    batch.created += len(rows)


def _update(row, record, type, by, context, batch, dry, fresh=None):
    if fresh is not None:  # the same file names it twice: the later row completes the earlier one
        fresh.values.update(row.values)
        for code, value in row.values.items():
            if not type.field(code).attached:
                type.field(code).put(fresh.record, value)
        type.prepare(fresh.record, context)
        batch.updated += 1
        return
    changed = {code: value for code, value in row.values.items() if _differs(type.field(code), record, value)}
    try:
        if changed and not dry:
            with transaction.atomic():
                _change(type, record, changed, by, context)
        batch.updated += bool(changed)
        batch.skipped += not changed
    except Refused as refused:
        row.errors = [(code, None, str(message)) for code, message in refused.errors.items()]
    except (Forbidden, Stale):
        row.errors = [("", None, _("You may not change this record."))]


def _change(type, record, values, by, context):
    plain = {code: value for code, value in values.items() if not type.field(code).attached}
    if plain:
        type.apply(record, plain, by=by, context=context)
        if errors := verbs.check(type, record, context, touched=plain):
            raise Refused(errors)
    for code in values.keys() - plain.keys():
        type.field(code).attach(record, values[code], by)


def _differs(target, record, value):
    if value is None:
        return False
    if target.attached:
        return True
    now = target.get(record)
    if target.kind == "external":
        return any((now or {}).get(source) != number for source, number in value.items())
    return now != value


def _count(chunk, batch, left_out):
    batch.read += len(chunk)
    for row in chunk:
        if row.errors:
            batch.failed += 1
            left_out.add(row)
            for code, value, message in row.errors[: max(0, TOLD - len(batch.errors))]:
                batch.errors.append({"row": row.number, "column": code, "value": value, "message": message})


def new_batch(type, file_name, plan, *, by, key):
    """Store and return a batch that has not begun."""
    return ImportBatch.objects.create(
        key=key, type=type.code, file_name=file_name[:255], options=plan.kept(), state="waiting", started_by_id=by.user_id
    )
