"""The one shape in which every file is read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import dropwhile, islice

from .header import find_header, name_columns
from .refusal import Notice, Refused

HEAD = 200  # rows looked at to find the header

Row = tuple[int, list]


@dataclass(frozen=True)
class Limits:
    """How much one file may cost: seconds, bytes of memory, bytes on disk and unpacked, cells in a row."""

    seconds: float = 10
    memory: int = 500 << 20
    size: int = 2 << 30
    unpacked: int = 4 << 30
    workbook: int = 1 << 30
    ratio: int = 200
    columns: int = 2000


@dataclass
class Source:
    """What a reader of one format knows before anybody asked for a row.

    `rows(width)` starts from the beginning each time and yields (row number, cells), cells filled up to `width`.
    """

    format: str
    rows: Callable[[int], Iterator[Row]]
    columns: list[str] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: list[str] = field(default_factory=list)
    head: list[Row] | None = None
    width: int = 0
    holds: object = None  # what must live as long as the rows are wanted
    warnings: list[Notice] = field(default_factory=list)


class Table:
    """A file read row by row: names of columns, and rows as (number seen in the file, cells)."""

    def __init__(self, source, header_row=None):
        """Take `header_row` as the row with names (0: there is none); None finds it."""
        self._source = source
        self.format = source.format
        self.encoding = source.encoding
        self.delimiter = source.delimiter
        self.sheet = source.sheet
        self.sheets = source.sheets
        self.warnings = source.warnings
        self.header_row = 0
        self.unnamed = frozenset()
        self.columns = source.columns if source.columns is not None else self._name(header_row)

    def rows(self):
        """Yield (row number, cells) from the first row below the header; a longer row keeps its extra cells."""
        width, warned = len(self.columns), False
        rows = self._source.rows(width)
        if self.header_row:
            rows = dropwhile(lambda row: row[0] <= self.header_row, rows)
        for row in rows:
            if len(row[1]) > width:
                _trim(row[1], width)
                if not warned and len(row[1]) > width:
                    warned = self._warn("extra_cells", row=row[0])
            yield row

    def sample(self, n=20):
        """Give the first `n` rows as a list."""
        rows = self.rows()
        try:
            return list(islice(rows, n))
        finally:
            rows.close()

    def _name(self, header_row):
        head = self._source.head
        if head is None:
            head = list(islice(self._source.rows(0), HEAD))
        if not head:
            raise Refused("empty_sheet" if self.sheet else "empty", sheet=self.sheet)
        found = find_header(head) if header_row is None else header_row
        self.header_row = found
        names = next((cells for number, cells in head if number == found), [])
        below = [cells for number, cells in head if number > found]
        if header_row is None:
            self._tell_header(found, head[0][0])
        columns, self.unnamed = name_columns(names, below, self._source.width)
        return columns

    def _tell_header(self, found, first):
        if not found:
            self._warn("no_header")
        elif found > first:
            self._warn("header_row", row=found)

    def _warn(self, code, **values):
        if not any(notice.code == code for notice in self.warnings):
            self.warnings.append(Notice(code, **values))
        return True


def _trim(cells, width):
    while len(cells) > width and cells[-1] is None:
        cells.pop()
