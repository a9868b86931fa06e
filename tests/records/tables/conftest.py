"""Small files with the quirks of real ones, made on the spot."""

from contextlib import contextmanager

import pytest
import xlsxwriter

from perennial.records.tables import Refused, open_table


@pytest.fixture
def put(tmp_path):
    """Return a function that writes bytes or text to a file and gives its path."""

    def put(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return put


@pytest.fixture
def read(put):
    """Return a function that writes a file and opens it as a table."""

    def read(name, content, encoding="utf-8", **options):
        return open_table(put(name, content, encoding), **options)

    return read


@pytest.fixture
def workbook(tmp_path):
    """Return a function that writes {sheet: rows} as XLSX and gives its path."""

    def workbook(sheets, name="book.xlsx"):
        path = tmp_path / name
        book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd hh:mm"})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
        book.close()
        return path

    return workbook


@pytest.fixture
def refused():
    """Return a context that passes only when the file is refused for the reason of this code."""

    @contextmanager
    def refused(code):
        with pytest.raises(Refused) as raised:
            yield raised
        assert raised.value.code == code

    return refused
