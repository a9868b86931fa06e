"""Reading text tables: CSV, TSV and their kin, as a stream."""

import csv
import gzip
import io
import zlib
from itertools import islice

from .delimiter import find_dialect
from .encoding import CHUNK, check_encoding, find_encoding
from .refusal import Notice, Refused
from .table import HEAD, Source

LONGEST_LINE = 8 << 20  # bytes
TALLEST_ROW = 100_000  # lines
SNIFFED = 256 << 10  # characters that show how the table is written


def read_delimited(path, limits, *, packed=False, encoding=None, delimiter=None):
    """Give the Source of a text table; `packed` means gzip."""
    opened = Bytes(path, packed, limits)
    if encoding:
        encoding, warnings = check_encoding(encoding), []
        opened.check_size()
    else:
        encoding, warnings = find_encoding(opened.chunks())
    dialect = find_dialect(_beginning(opened, encoding), delimiter)
    if dialect.other:
        warnings.append(Notice("mixed"))
    if not dialect.quoted:
        warnings.append(Notice("quotes"))

    def rows(width):
        return _rows(opened, encoding, dialect, width, limits)

    source = Source("csv", rows, encoding=encoding, delimiter=dialect.delimiter, warnings=warnings)
    source.head = list(islice(rows(0), HEAD))
    source.width = _width(source.head, rows)
    return source


class Bytes:
    """The bytes of a plain or gzipped file, counted as they unpack."""

    def __init__(self, path, packed, limits):
        self.path, self.packed, self.limits = path, packed, limits
        self.has_zeros = False  # known once the chunks have been read

    def open(self):
        return gzip.open(self.path, "rb") if self.packed else open(self.path, "rb")

    def chunks(self):
        """Yield the whole file; refuse it when it unpacks to more than is allowed."""
        with self.open() as file:
            total = unbroken = 0
            try:
                while chunk := file.read(CHUNK):
                    total += len(chunk)
                    unbroken = 0 if b"\n" in chunk or b"\r" in chunk else unbroken + len(chunk)
                    if unbroken > LONGEST_LINE:
                        raise Refused("program")
                    self.has_zeros = self.has_zeros or b"\x00" in chunk
                    if total > self.limits.unpacked:
                        raise Refused("bomb" if self.packed else "too_large", limit=self.limits.unpacked >> 20)
                    yield chunk
            except (EOFError, gzip.BadGzipFile, zlib.error) as error:
                raise Refused("corrupt") from error

    def check_size(self):
        """Read the whole file, where nothing else has, to refuse one that unpacks to too much."""
        for _chunk in self.chunks():
            pass

    def text(self, encoding):
        return io.TextIOWrapper(self.open(), encoding=encoding, errors="replace", newline="")


class Lines:
    """Lines on their way to rows, counted since the last row, so that no quotation mark gathers a whole file."""

    def __init__(self, file):
        self.file, self.taken = file, 0

    def lines(self):
        for number, line in enumerate(self.file, 1):
            self.taken += 1
            if self.taken > TALLEST_ROW:
                raise Refused("long_cell", row=number - TALLEST_ROW)
            yield line


def _without_zeros(lines):
    return (line.replace("\0", "") for line in lines)


def _beginning(opened, encoding):
    with opened.text(encoding) as file:
        text = file.read(SNIFFED)
        return (text + file.readline(SNIFFED) if len(text) == SNIFFED else text).replace("\0", "")


def _width(head, rows):
    """Give the number of columns; a ragged table is read to its end for it, so that every cell gets one."""
    widths = {len(cells) for _, cells in head}
    return max(widths, default=0) if len(widths) < 2 else max(len(cells) for _, cells in rows(0))


def _rows(opened, encoding, dialect, width, limits):
    line = 1
    with opened.text(encoding) as file:
        guard = Lines(_without_zeros(file) if opened.has_zeros else file)
        reader = csv.reader(guard.lines(), **dialect.options())
        try:
            for cells in reader:
                number, line = line, reader.line_num + 1
                guard.taken = 0
                count = len(cells)
                if count == 1 and dialect.other and dialect.other in cells[0]:
                    cells = next(csv.reader([cells[0]], delimiter=dialect.other))
                    count = len(cells)
                if any(cells):
                    if count > limits.columns:
                        raise Refused("too_wide", row=number, limit=limits.columns)
                    cells = [cell or None for cell in cells]
                    if count < width:
                        cells += [None] * (width - count)
                    yield number, cells
        except csv.Error as error:
            raise Refused("long_cell", row=line) from error
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Refused("corrupt") from error


csv.field_size_limit(1 << 20)
