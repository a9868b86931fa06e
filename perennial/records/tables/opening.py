"""Opening any table or contact file by what is inside it."""

import os
import tempfile
from dataclasses import replace
from pathlib import Path

from .content import Content, find_content
from .delimited import Bytes, read_delimited
from .html import LARGEST, read_html
from .ldif import read_ldif
from .refusal import Notice, Refused
from .table import Limits, Table
from .vcard import read_vcard
from .workbook import read_workbook

WORKBOOKS = ("xlsx", "xlsb", "xls", "ods")
TITLES = {"csv": "CSV", "vcard": "vCard", "ldif": "LDIF", "html": "HTML"}
SPELLINGS = {
    "xlsx": ("xlsx", "xlsm", "xltx", "xltm"),
    "csv": ("csv", "tsv", "txt", "tab", "psv", "ssv", "dat"),
    "vcard": ("vcf", "vcard", "ref"),
    "html": ("html", "htm"),
    "xls": ("xls", "xlt"),
    "ods": ("ods", "ots"),
}
TOLD = {ending for endings in SPELLINGS.values() for ending in endings} | {"xlsb", "ldif"}


def open_table(path, name=None, *, sheet=None, encoding=None, delimiter=None, header_row=None, limits=None):
    """Open a file as a Table, or raise Refused with what to do.

    `name` is what the person calls the file. What is not given is found: the sheet, encoding, delimiter, and the
    row with the names of columns (0: there is none).
    """
    limits = limits or Limits()
    size = os.path.getsize(path)
    if not size:
        raise Refused("empty")
    if size > limits.size:
        raise Refused("too_large", limit=limits.size >> 20)
    content = find_content(path, limits)
    if content.packed and content.format in (*WORKBOOKS, "zip"):
        source = _read_packed(path, limits, sheet)
    else:
        source = _read(path, content, limits, sheet, encoding, delimiter)
    _compare_with_name(source, Path(name or path))
    return Table(source, header_row)


def _read(path, content, limits, sheet, encoding, delimiter):
    if content.format in WORKBOOKS:
        return read_workbook(path, content.format, limits, sheet=sheet)
    if content.format == "vcard":
        return read_vcard(path, limits, packed=content.packed, encoding=encoding)
    if content.format == "ldif":
        return read_ldif(path, limits, packed=content.packed, encoding=encoding)
    if content.format == "html":
        page = Bytes(path, content.packed, replace(limits, unpacked=LARGEST))
        return read_html(b"".join(page.chunks()), limits, encoding=encoding)
    return read_delimited(path, limits, packed=content.packed, encoding=encoding, delimiter=delimiter)


def _read_packed(path, limits, sheet):
    """Read a gzipped workbook from a copy that lives as long as its source."""
    copy = tempfile.NamedTemporaryFile(prefix="table-")  # noqa: SIM115
    total = 0
    for chunk in Bytes(path, True, limits).chunks():
        total += len(chunk)
        if total > limits.workbook:
            raise Refused("bomb")
        copy.write(chunk)
    copy.flush()
    content = find_content(copy.name, limits)
    if content.packed:
        raise Refused("archive")
    source = _read(copy.name, Content(content.format), limits, sheet, None, None)
    source.holds = copy
    return source


def _compare_with_name(source, name):
    suffixes = [suffix.lower().lstrip(".") for suffix in name.suffixes]
    while suffixes and suffixes[-1] == "gz":
        suffixes.pop()
    said = suffixes[-1] if suffixes else ""
    if said in TOLD and said not in SPELLINGS.get(source.format, (source.format,)):
        found = TITLES.get(source.format, source.format.upper())
        source.warnings.append(Notice("content", said=said.upper(), found=found))
