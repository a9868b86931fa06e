"""Tables and contacts in files: any spreadsheet or address book in, CSV, XLSX, JSON and vCard out.

Nothing here knows a model. A file is read as a stream of rows and may be hostile: it is either read or refused
in words, within the limits of time and memory.
"""

from .mapping import Suggestion, Target, suggest
from .opening import open_table
from .refusal import Notice, Refused
from .table import Limits, Table
from .writing import Column, write

__all__ = [
    "Column",
    "Limits",
    "Notice",
    "Refused",
    "Suggestion",
    "Table",
    "Target",
    "open_table",
    "suggest",
    "write",
]
