"""Run an import: read, check, match, store, chunk by chunk; stop, go on after a crash, tell what was left out."""

import secrets
import time
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext as _

from perennial.core.errors import Forbidden, Invalid, Refused
from perennial.core.models import installation
from perennial.core.when import guess_date_order
from perennial.records import verbs
from perennial.records.imports import made
from perennial.records.imports.custom import make_fields
from perennial.records.imports.matching import Matcher
from perennial.records.imports.names import Names
from perennial.records.imports.plan import CREATED
from perennial.records.imports.rejects import Rejects
from perennial.records.imports.rows import Reader, entries
from perennial.records.imports.store import SEVERAL, Store
from perennial.records.models import ImportBatch
from perennial.records.tables.writing.columns import as_text

CHUNK = 500
COUNTS = ("read", "created", "updated", "skipped", "failed", "errors", "made", "seconds")
TOLD = 100  # errors kept on the batch itself
NAMING = ("link", "option")  # kinds of field whose values are names of what is there
LOOKED_AT = 5_000  # rows that decide the order of day and month


@dataclass
class Row:
    """One row on its way in."""

    number: int
    cells: list
    values: dict = field(default_factory=dict)
    began: datetime | None = None  # when the record began, if the file tells
    errors: list = field(default_factory=list)  # [(column or field, value, message)]
    emptied: list = field(default_factory=list)  # the same, of wrong cells that were left empty
    unknown: list = field(default_factory=list)  # codes of fields that name what is not there (in a dry run)
    record: object = None

    def refuse(self, errors):
        """Note why the row is refused: {field code: message}."""
        self.errors += [(code, None, str(message)) for code, message in errors.items()]


def run(batch, type, table, plan, *, by, context, rejects=None, dry=False, progress=None, most=None):
    """Import a table into `type`; return the batch with its counts.

    `rejects` is a path for the rows left out; `progress(batch, rows)` is called after each chunk and may raise
    StopIteration to stop. Begins where an earlier run of the same batch was cut off. `dry` stores nothing;
    `most` is the number of rows after which it ends. Raises Refused, Forbidden.
    """
    plan.check(type)
    ask(type, by)
    steps = _Steps(batch, type, table, plan, by=replace(by.within(batch.key), via="import"), context=context, dry=dry)
    began = time.monotonic() - batch.seconds
    batch.state = "running"
    if not dry:
        batch.save(update_fields=["state"])
    with Rejects(rejects, table.columns, kept=batch.failed) as left_out:
        rows = islice(table.rows(), batch.read, most)
        while chunk := [Row(number, cells) for number, cells in islice(rows, CHUNK)]:
            with transaction.atomic():
                steps.take(chunk)
                made.note(batch, context)
                _count(chunk, batch, left_out)
                batch.seconds = round(time.monotonic() - began, 2)
                if dry:
                    transaction.set_rollback(True)
                else:
                    left_out.flush()  # before it is counted: what is counted as left out stands there
                    batch.save(update_fields=COUNTS)
            try:
                progress and progress(batch, chunk)
            except StopIteration:
                batch.state = "stopped"
                break
    batch.state = "stopped" if batch.state == "stopped" else "done"
    batch.seconds = round(time.monotonic() - began, 2)
    if not dry:
        batch.save(update_fields=[*COUNTS, "state"])
    return batch


def ask(type, by):
    """Refuse who may not bring in files, or may not make records of the type. Raises Forbidden."""
    if not by.may("import", None):
        raise Forbidden("import", type.model)
    if not by.may("create", type.model):
        raise Forbidden("create", type.model)


def new_batch(type, file_name, plan, *, by, key="", **fields):
    """Store and return a batch that has not begun."""
    fields = {"state": "waiting", **fields}
    return ImportBatch.objects.create(
        key=key or secrets.token_hex(8), type=type.code, file_name=file_name[:255], options=plan.kept(),
        started_by_id=by.user_id, **fields,
    )


class _Steps:
    """What is done with each chunk: read, mended, checked, stored."""

    def __init__(self, batch, type, table, plan, *, by, context, dry):
        self.batch, self.type, self.plan, self.context, self.dry = batch, type, plan, context, dry
        context.missing, context.actor = ("blank" if dry and plan.missing == "create" else plan.missing), by
        context.date_order = plan.date_order or _date_order(type, table, plan)
        if not dry:
            make_fields(type, table, plan, by)
        self.reader, self.names = Reader(type, table.columns, plan), Names(type, context)
        self.store = Store(type, plan, Matcher(type, plan, by), batch, by=by, context=context, dry=dry)

    def take(self, chunk):
        """Take the rows of one chunk in, or note why not."""
        installation(fresh=True)
        raws = [(row, self._raw(row)) for row in chunk]
        wanted = [(row, raw) for row, raw in raws if raw is not None]
        self.batch.skipped += len(raws) - len(wanted)
        self.names.look_up([raw for _row, raw in wanted])
        for row, raw in wanted:
            self._parse(row, raw)
        self.store.keep([row for row, _raw in wanted if not row.errors])
        for row, _raw in wanted:
            row.errors = [self._blamed(row, *error) for error in row.errors]
            row.unknown = [self._blamed(row, code, None, "") for code in row.unknown]

    def _raw(self, row):
        cells = self.reader.mended(row.number, row.cells)
        return None if cells is None else self.reader.read(cells)

    def _parse(self, row, raw):
        if raw.keys() <= self.plan.fixed.keys():
            row.refuse({"": _("Nothing in this row has a place.")})
            return
        began = raw.pop(CREATED, None)
        try:
            row.values = verbs.parse(self.type, raw, self.context)
        except Refused as refused:
            self._wrong(row, raw, refused.errors)
        if self.dry:
            row.unknown = [code for code, value in row.values.items() if value is None and self._matters(code)]
        try:
            row.began = self.type.field(CREATED).parse(began, self.context)
        except Invalid as refusal:
            row.refuse({CREATED: refusal.message})

    def _matters(self, code):
        """Tell whether a name that is not there is worth a look: any that will be left empty, and colleagues."""
        kind = self.type.field(code).kind
        return kind == "user" or (kind in NAMING and self.plan.missing == "blank")

    def _wrong(self, row, raw, errors):
        """Leave the row out, or only its wrong cells, as the plan says."""
        row.refuse(errors)
        if self.plan.wrong == "blank":
            row.emptied, row.errors = [self._blamed(row, *error) for error in row.errors], []
            good = {code: value for code, value in raw.items() if code not in errors}
            good |= {code: self._good_parts(code, raw[code]) for code in errors if isinstance(raw.get(code), list)}
            row.values = verbs.parse(self.type, good, self.context)

    def _good_parts(self, code, parts):
        target = self.type.field(code)
        return [part for part in parts if not self._refuses(target, [part])]

    def _blamed(self, row, code, value, message):
        """Return (column, value, message) of the cell that a field's error comes from."""
        cells = self.reader.mended(row.number, row.cells)
        places = [(place, part) for place, part in self.reader.places(code) if place < len(cells) and cells[place] not in (None, "", [])]
        for place, part in places:
            if len(places) == 1 or self._is_wrong(code, part, cells[place]):
                return self.reader.columns[place], cells[place], message
        return code, value, message

    def _is_wrong(self, code, part, cell):
        target = self.type.field(code)
        return self._refuses(target, entries(code, part, cell) if target.kind in SEVERAL else cell)

    def _refuses(self, target, raw):
        try:
            target.parse(raw, self.context)
        except (Invalid, ValueError, TypeError):
            return True
        return False


def _date_order(type, table, plan):
    dates = {field.code for field in type.fields if field.kind in ("date", "datetime")}
    places = [place for place, column in enumerate(table.columns) if plan.mapping.get(column) in dates]
    if not places:
        return ""
    samples = [
        str(cells[place])
        for _number, cells in islice(table.rows(), LOOKED_AT) for place in places
        if place < len(cells) and cells[place] and not isinstance(cells[place], date | datetime | int | float)
    ]
    return guess_date_order(samples)


def _count(chunk, batch, left_out):
    batch.read += len(chunk)
    for row in chunk:
        if row.errors:
            batch.failed += 1
            left_out.add(row)
        for column, value, message in [*row.errors, *row.emptied][: max(0, TOLD - len(batch.errors))]:
            batch.errors.append({"row": row.number, "column": column, "value": _told(value), "message": message})


def _told(value):
    return value if value is None or isinstance(value, int | float | bool) else as_text(value)[:200]
