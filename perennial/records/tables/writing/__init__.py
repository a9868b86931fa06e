"""Writing rows as CSV, XLSX, JSON or vCard, as a stream."""

from collections.abc import Callable

from ..refusal import Refused
from .columns import Column, as_columns
from .csv_file import write_csv
from .json_file import write_json
from .vcard_file import write_vcard, write_vcard3
from .xlsx_file import write_xlsx

WRITERS: dict[str, Callable] = {
    "csv": write_csv,
    "xlsx": write_xlsx,
    "json": write_json,
    "vcard": write_vcard,
    "vcard3": write_vcard3,
}
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "vcard": "text/vcard; charset=utf-8",
    "vcard3": "text/vcard; charset=utf-8",
}
ENDINGS = {"csv": "csv", "xlsx": "xlsx", "json": "json", "vcard": "vcf", "vcard3": "vcf"}


def write(format, columns, rows, out):
    """Write `rows`, an iterable of lists of cells, to the binary file `out`; give how many there were.

    `columns` are names, or (code, label) pairs: people's formats show the label, JSON and vCard go by the code.
    """
    if format not in WRITERS:
        raise Refused("format")
    return WRITERS[format](as_columns(columns), rows, out)


__all__ = ["ENDINGS", "MEDIA_TYPES", "WRITERS", "Column", "write"]
