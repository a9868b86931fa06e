"""Writing XLSX with typed cells in constant memory; no text ever becomes a formula or a link."""

from datetime import date, datetime
from decimal import Decimal
from math import isfinite

import xlsxwriter

from .columns import as_text

ROWS = 1_048_575  # below the header
LONGEST = 32_767  # characters of a cell
WHOLE = 10**15  # digits beyond this are lost in a workbook
FIRST_DAY = date(1900, 3, 1)  # days before it are one off in Excel
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}


def write_xlsx(columns, rows, out):
    """Write one sheet, and another whenever it is full; give the number of rows."""
    book = xlsxwriter.Workbook(out, OPTIONS)
    formats = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    count, sheet = 0, None
    for cells in rows:
        place = count % ROWS + 1
        if place == 1:
            sheet = _new_sheet(book, columns, formats)
        for index, cell in enumerate(cells):
            if cell is not None:
                _write(sheet, place, index, cell, formats)
        count += 1
    if sheet is None:
        _new_sheet(book, columns, formats)
    book.close()
    return count


def _new_sheet(book, columns, formats):
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        sheet.set_column(index, index, min(40, max(12, len(column.label) + 2)))
        sheet.write_string(0, index, column.label[:LONGEST], formats["head"])
    return sheet


def _write(sheet, row, index, cell, formats):
    kind = type(cell)
    if kind is str:
        sheet.write_string(row, index, cell[:LONGEST])
    elif kind is bool:
        sheet.write_boolean(row, index, cell)
    elif kind in (int, float, Decimal) and isfinite(cell) and abs(cell) < WHOLE:
        sheet.write_number(row, index, cell)
    elif kind is datetime and cell.date() >= FIRST_DAY:
        sheet.write_datetime(row, index, cell.replace(tzinfo=None), formats[datetime])
    elif kind is date and cell >= FIRST_DAY:
        sheet.write_datetime(row, index, cell, formats[date])
    else:
        sheet.write_string(row, index, as_text(cell)[:LONGEST])
