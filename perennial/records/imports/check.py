"""What would happen: a dry run over a file's beginning or all of it, kept beside the file until the plan changes."""

import hashlib
import os
from collections import Counter

import orjson

from perennial.records.context import context_for
from perennial.records.imports import stored
from perennial.records.imports.run import run
from perennial.records.models import ImportBatch
from perennial.records.tables.writing.columns import as_text

AT_ONCE = 2_000  # rows that are looked at while the page waits
SHOWN = 60  # rows of each sort that are shown
LONGEST = 120  # characters of a cell that are shown


def look(batch, type, plan, by):
    """Return the kept verdict on a plan, or None."""
    try:
        found = orjson.loads(stored.verdict_of(batch).read_bytes())
    except (OSError, ValueError):
        return None
    return found if found["of"] == _fingerprint(batch, plan) else None


def check(batch, type, table, plan, by, *, most=AT_ONCE, progress=None):
    """Try a plan on the first `most` rows (None: all) and keep the verdict; return it. Raises Refused, Forbidden.

    The verdict is {read, new, known, wrong, unknown, whole, columns: {column: {bad, unknown, message}}, first, rows}.
    """
    trial = ImportBatch(key="trial", type=type.code, file_name=batch.file_name)
    verdict = _Verdict(table, progress)
    run(trial, type, table, plan, by=by, context=context_for(by), dry=True, progress=verdict.add, most=most)
    found = {
        "of": _fingerprint(batch, plan), "read": trial.read, "new": trial.created, "known": trial.updated + trial.skipped,
        "wrong": trial.failed, "unknown": verdict.unknown, "emptied": verdict.emptied,
        "whole": most is None or trial.read < most, "columns": verdict.columns, "first": verdict.first, "rows": verdict.rows,
        "warnings": [str(warning) for warning in table.warnings],
    }  # fmt: skip
    path = stored.verdict_of(batch)
    fresh = path.with_suffix(f".{os.getpid()}")
    fresh.write_bytes(orjson.dumps(found))
    fresh.replace(path)
    return found


class _Verdict:
    """Gathers what a page shows of a dry run."""

    def __init__(self, table, progress):
        self.names, self.progress = table.columns, progress
        self.first, self.rows, self.columns = [], [], {}
        self.unknown = self.emptied = 0
        self.said = Counter()

    def add(self, batch, rows):
        for row in rows:
            wrong = [*row.errors, *row.emptied]
            self.unknown += bool(row.unknown)
            self.emptied += bool(row.emptied)
            for column, _value, message in wrong:
                self._count(column, "bad", message)
            for column, value, _message in row.unknown:
                self._count(column, "unknown", as_text(value)[:LONGEST])
            if (wrong or row.unknown) and len(self.rows) < SHOWN:
                self.rows.append(self._shown(row, wrong))
            if len(self.first) < SHOWN:
                self.first.append(self._shown(row, wrong))
        if self.progress:
            self.progress(batch)

    def _count(self, column, kind, message):
        found = self.columns.setdefault(column, {"bad": 0, "unknown": 0, "message": message})
        found[kind] += 1

    def _shown(self, row, wrong):
        cells = [as_text(cell)[:LONGEST] for cell in row.cells[: len(self.names)]]
        return {
            "number": row.number, "cells": cells + [""] * (len(self.names) - len(cells)),
            "wrong": {column: message for column, _value, message in wrong},
            "unknown": [column for column, _value, _message in row.unknown],
        }  # fmt: skip


def _fingerprint(batch, plan):
    return hashlib.sha256(orjson.dumps([batch.type, plan.kept()], option=orjson.OPT_SORT_KEYS)).hexdigest()
