"""Bring real files in as the command does."""

import pytest

from perennial.core.actor import SYSTEM
from perennial.records.context import context_for
from perennial.records.imports import run, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.registry import record_type
from perennial.records.tables import open_table


@pytest.fixture
def bring(db):
    def bring(path, as_, **choices):
        type, table = record_type(as_), open_table(path)
        plan = suggest_plan(type, table, file_name=path.name)
        for name, value in choices.items():
            setattr(plan, name, value)
        batch = new_batch(type, path.name, plan, by=SYSTEM)
        return run(batch, type, table, plan, by=SYSTEM, context=context_for(SYSTEM))

    return bring


def counts(batch):
    """Return what became of the rows: new, updated, as they were, left out."""
    return batch.created, batch.updated, batch.skipped, batch.failed
