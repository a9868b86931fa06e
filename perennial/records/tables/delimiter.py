"""Finding which character separates the columns of a text table."""

import csv
from collections import Counter
from dataclasses import dataclass

CANDIDATES = ",;\t|"
LINES = 300


@dataclass(frozen=True)
class Dialect:
    """How a text table is written: what separates cells, and what does so in the rows that differ."""

    delimiter: str
    skip_space: bool = False
    quoted: bool = True
    other: str = ""

    def options(self):
        """Give the options of Python's csv reader."""
        return {
            "delimiter": self.delimiter,
            "skipinitialspace": self.skip_space or self.delimiter == " ",
            "quoting": csv.QUOTE_MINIMAL if self.quoted else csv.QUOTE_NONE,
        }


def find_dialect(text, delimiter=None):
    """Give the Dialect of `text`, the beginning of a table, whole lines only."""
    lines = text.splitlines(keepends=True)
    quoted = not _has_stray_quote(lines, delimiter or _best(lines, True)[0])
    if delimiter is None:
        delimiter, other = _best(lines, quoted)
    else:
        other = ""
    rows = _split(lines, delimiter, quoted)
    return Dialect(delimiter, _has_leading_spaces(rows), quoted, other)


def _best(lines, quoted):
    scores = {}
    for mark in CANDIDATES:
        widths = [len(row) for row in _split(lines, mark, quoted) if any(row)]
        if widths and max(widths) > 1:
            scores[mark] = _score(widths)
    if not scores:
        return (" " if _is_spaced(lines) else ","), ""
    ranking = sorted(scores, key=scores.get, reverse=True)
    return ranking[0], _other(lines, ranking, quoted)


def _is_spaced(lines):
    """Say whether spaces stand in columns: as many in every line, and figures between them."""
    rows = [line.split() for line in lines[:LINES] if line.strip()]
    widths = {len(row) for row in rows}
    return len(rows) > 2 and len(widths) == 1 and widths.pop() > 2 and any(map(str.isdigit, rows[-1]))


def _score(widths):
    """Prefer marks that occur in most rows, equally often, and often."""
    several = [width for width in widths if width > 1]
    common, times = Counter(several).most_common(1)[0]
    return (len(several) / len(widths)) * (0.3 + times / len(several)) * (1 + min(common, 50) / 100)


def _other(lines, ranking, quoted):
    """Name a second mark when whole rows use it in place of the first."""
    main = _split(lines, ranking[0], quoted)
    single = [row[0] for row in main if len(row) == 1 and row[0]]
    for mark in ranking[1:]:
        if mark in "\t;," and single and all(text.count(mark) > 1 for text in single) and len(single) < len(main) / 2:
            return mark
    return ""


def _has_stray_quote(lines, delimiter):
    """Say whether some cell swallows line after line, as one does whose quotation mark never closes."""
    rows = _split(lines, delimiter, True)
    if not rows or '"' not in "".join(lines):
        return False
    tallest = max(cell.count("\n") for row in rows for cell in row)
    return tallest > 20 and tallest > len(lines) / 4


def _has_leading_spaces(rows):
    later = [cell for row in rows for cell in row[1:] if cell]
    return bool(later) and sum(cell.startswith(" ") for cell in later) > 0.5 * len(later)


def _split(lines, delimiter, quoted):
    reader = csv.reader(lines, **Dialect(delimiter, quoted=quoted).options())
    rows = []
    try:
        for row in reader:
            rows.append(row)
            if len(rows) >= LINES:
                break
    except csv.Error:
        pass
    return rows
