"""Finding the row that names the columns, and giving every column a name of its own."""

import re
from datetime import date
from statistics import median

from .synonyms import is_known
from .values import is_number, looks_like_data

DEPTH = 30  # a header further down than this is not looked for


def find_header(rows):
    """Give the number of the row that names the columns, or 0 when there is none.

    `rows` are the first rows as (number, cells), blank ones left out.
    """
    filled = [[cell for cell in cells if not _blank(cell)] for _, cells in rows]
    typical = median(map(len, filled))
    least = 1 if max(map(len, filled)) == 1 else max(2, 0.7 * typical)
    for index, cells in enumerate(filled[:DEPTH]):
        if len(cells) >= least:
            return rows[index][0] if _names(rows[index][1], rows[index + 1 :]) else 0
    return 0


def name_columns(names, rows, width=0):
    """Give (unique names, indexes of columns without a name of their own).

    Nameless columns at the end that hold nothing in `rows` are left out, unless a row beyond them is `width` wide.
    """
    seen = max([len(names), *map(len, rows)], default=0)
    names = [_clean(name) for name in names] + [""] * (seen - len(names))
    while names and not names[-1] and all(_blank(cell) for row in rows for cell in row[len(names) - 1 :]):
        names.pop()
    names += [""] * (width - seen)
    unnamed = frozenset(index for index, name in enumerate(names) if not name)
    taken, columns = set(), []
    for index, name in enumerate(names):
        columns.append(_unique(name or f"Column {index + 1}", taken))
    return columns, unnamed


def _names(cells, below):
    texts = [str(cell).strip() for cell in cells if not _blank(cell)]
    if any(isinstance(cell, date) for cell in cells) or any(map(looks_like_data, texts)):
        return False
    numbers = [text for text in texts if is_number(text)]
    if len(numbers) == len(texts) or (len(numbers) > 0.3 * len(texts) and not all(map(_is_year, numbers))):
        return False
    if sum(map(is_known, texts)) >= max(1, 0.25 * len(texts)):
        return True
    return not _recurs(texts, below)


def _recurs(texts, below):
    seen = {str(cell).strip().casefold() for _, row in below for cell in row if not _blank(cell)}
    again = sum(text.casefold() in seen for text in texts)
    return again > 0.34 * len(texts)


def _is_year(text):
    return bool(re.fullmatch(r"(19|20)\d\d(\.0)?", text))


def _clean(name):
    return "" if name is None else " ".join(str(name).replace("\ufeff", "").split())


def _unique(name, taken):
    unique, number = name, 1
    while unique.casefold() in taken:
        number += 1
        unique = f"{name} ({number})"
    taken.add(unique.casefold())
    return unique


def _blank(cell):
    return cell is None or (isinstance(cell, str) and not cell.strip())
