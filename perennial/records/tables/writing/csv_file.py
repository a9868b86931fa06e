"""Writing CSV that Excel opens by a double click, and that cannot carry a formula into it."""

import csv
import io
import re

from .columns import as_text

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # the wide ones work in Excel too
HARMLESS = re.compile(r"[-+]\s*[\d(][\d\s().,/\u00a0\u202f-]*%?(\s*(x|ext\.?|доб\.?|вн\.?)\s*\d+)?", re.IGNORECASE)
LONGEST = 40  # characters of a number or phone


def write_csv(columns, rows, out):
    """Write UTF-8 with its mark, commas and CRLF; give the number of rows."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", errors="replace", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow([neutral(column.label) for column in columns])
    count = 0
    for cells in rows:
        writer.writerow([cell if type(cell) in NUMBERS else neutral(as_text(cell)) for cell in cells])
        count += 1
    text.flush()
    text.detach()
    return count


def neutral(text):
    """Put an apostrophe before what a spreadsheet would take for a formula; numbers and phones stay as they are."""
    if text.startswith(DANGEROUS) and (len(text) > LONGEST or not HARMLESS.fullmatch(text)):
        return "'" + text
    return text


NUMBERS = {int, float}
