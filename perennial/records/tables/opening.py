"""Opening any table or contact file by what is inside it."""

import gzip
import os
import shutil
import tempfile
from pathlib import Path

from .content import Content, find_content
from .delimited import read_delimited
from .refusal import Notice, Refused
from .table import Limits, Table
from .workbook import read_workbook

WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")


def open_table(path, name=None, *, sheet=None, encoding=None, delimiter=None, header_row=None, limits=Limits()):  # noqa: B008
    """Open a file as a Table, or raise Refused with what to do.

    `name` is what the person calls the file. What is not given is found: the sheet, encoding, delimiter, and the
    row with the names of columns (0: there is none).
    """
    size = os.path.getsize(path)
    if not size:
        raise Refused("empty")
    if size > limits.size:
        raise Refused("too_large", limit=f"{limits.size >> 20} MB")
    content = find_content(path, limits)
    if content.format in WORKBOOKS:
        source = read_workbook(path, content.format, limits, sheet=sheet)
    else:
        source = read_delimited(path, limits, packed=content.packed, encoding=encoding, delimiter=delimiter)
    return Table(source, header_row)
