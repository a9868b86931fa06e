"""Imports: a file's rows become records, in chunks that each are one transaction with the batch's own progress."""

from perennial.records.imports.plan import Plan, suggest_plan
from perennial.records.imports.run import run

__all__ = ["Plan", "run", "suggest_plan"]
