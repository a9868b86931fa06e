"""What a form sends, read back into plain values. Refusals are for the rooms to say."""

import re


def repeated(data, name):
    """Read rows NAME-0-COLUMN, NAME-1-COLUMN, … in the order sent; rows left blank are dropped.

    Returns dicts of column to stripped text, with "primary" true for the row chosen as main.
    """
    pattern = re.compile(rf"{re.escape(name)}-(\d{{1,6}})-(\w+)")
    rows = {}
    for key in data:
        if found := pattern.fullmatch(key):
            rows.setdefault(found[1], {})[found[2]] = data[key].strip()
    main = data.get(f"{name}-primary")
    filled = {n: row for n, row in rows.items() if _filled(row)}
    return [{**row, "primary": n == main} for n, row in filled.items()]


def _filled(row):
    """A kind or country chosen from a list does not make a row; the first column does, or any long one."""
    first = next(iter(row))
    return bool(row[first]) or sum(map(bool, row.values())) > 1
