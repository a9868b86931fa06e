"""Writing a JSON array of objects, one row at a time."""

import orjson

from .columns import as_text


def write_json(columns, rows, out):
    """Write objects by the codes of the columns, one a line; give the number of rows."""
    codes = [column.code for column in columns]
    count = 0
    out.write(b"[")
    for cells in rows:
        out.write(b",\n" if count else b"\n")
        out.write(_dump(dict(zip(codes, cells, strict=False))))
        count += 1
    out.write(b"\n]\n")
    return count


def _dump(row):
    try:
        return orjson.dumps(row, default=_plain)
    except TypeError:  # a number longer than 64 bits, half of a character
        return orjson.dumps({code: _clean(value) for code, value in row.items()}, default=_plain)


def _plain(value):
    return list(value) if isinstance(value, set | frozenset) else as_text(value)


def _clean(value):
    if value is None or isinstance(value, bool | float):
        return value
    text = as_text(value)
    return text.encode("utf-8", "replace").decode("utf-8")
