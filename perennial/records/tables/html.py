"""Reading the largest table of a web page, which is what many programs call an Excel file."""

import re
import time
from html.parser import HTMLParser

from .encoding import check_encoding, find_encoding
from .refusal import Refused
from .table import HEAD, Source

LARGEST = 32 << 20  # bytes: a page is read whole
PIECE = 1 << 16  # characters parsed between two looks at the clock
WIDEST = 1000  # cells that one may claim to span


def read_html(data, limits, *, encoding=None):
    """Give the Source of the largest table in the bytes of a page."""
    encoding, warnings = _encoding(data, encoding)
    parser = Tables()
    _feed(parser, data.decode(encoding, "replace").replace("\x00", ""), limits.seconds)
    found = max(parser.tables, key=lambda rows: sum(map(len, rows)), default=[])
    rows = [(number, row) for number, row in enumerate(found, 1) if any(row)]
    if not rows:
        raise Refused("page")

    def filled(width):
        return ((number, [*cells, *[None] * (width - len(cells))]) for number, cells in rows)

    source = Source("html", filled, encoding=encoding, head=rows[:HEAD], warnings=warnings)
    source.width = max(len(cells) for _, cells in rows)
    return source


def _feed(parser, text, seconds):
    """Parse the text; what is left open at its end is parsed only when it is short, as that takes its square."""
    deadline = time.monotonic() + seconds
    for start in range(0, len(text), PIECE):
        parser.feed(text[start : start + PIECE])
        if time.monotonic() > deadline:
            raise Refused("too_slow")
    if len(parser.rawdata) < PIECE:
        parser.close()


class Tables(HTMLParser):
    """Collect the cells of all tables of a page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables = []
        self._open = []  # tables inside tables
        self._cell = None

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.tables.append([])
            self._open.append(self.tables[-1])
        elif tag == "tr" and self._open:
            self._end_cell()
            self._open[-1].append([])
        elif tag in ("td", "th") and self._open:
            self._end_cell()
            self._cell = []
            self._span = _number(dict(attributes).get("colspan"))
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag):
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table" and self._open:
            self._end_cell()
            self._open.pop()

    def handle_data(self, data):
        if self._cell is not None:
            self._cell.append(re.sub(r"\s+", " ", data))

    def close(self):
        super().close()
        self._end_cell()

    def _end_cell(self):
        if self._cell is None or not self._open:
            return
        rows = self._open[-1]
        if not rows:
            rows.append([])
        text = "".join(self._cell).replace("\xa0", " ").strip()
        rows[-1] += [text or None] + [None] * (self._span - 1)
        self._cell = None


def _number(text):
    return min(int(text), WIDEST) if text and text.isascii() and text.isdigit() and int(text) else 1


def _encoding(data, chosen):
    if chosen:
        return check_encoding(chosen), []
    found, warnings = find_encoding([data])
    told = re.search(rb"charset=[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    if told and not found.startswith("utf"):
        try:
            return check_encoding(told[1].decode("ascii")), warnings
        except Refused:
            pass
    return found, warnings
