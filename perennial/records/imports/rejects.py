"""The file of rows that were left out: as they were, with the reason, ready to be mended and imported again."""

import csv
from itertools import islice

from perennial.records.tables.writing.csv_file import neutral


class Rejects:
    """Writes rows that were refused to a CSV, opened when the first one comes.

    `kept` rows of it stay, when an import goes on: what else stands there belongs to rows that it takes anew.
    """

    def __init__(self, path, columns, kept=0):
        self.path, self.columns, self.kept = path, columns, kept
        self.file = self.writer = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.file:
            self.file.close()

    def add(self, row):
        """Write one row with its reasons."""
        if self.path is None:
            return
        if self.file is None:
            self._open()
        reasons = "; ".join(f"{code}: {message}" if code else message for code, _value, message in row.errors)
        cells = ["" if cell is None else _flat(cell) for cell in row.cells]
        self.writer.writerow([row.number, reasons, *cells])

    def flush(self):
        """Bring what was written to the disk."""
        if self.file:
            self.file.flush()

    def _open(self):
        stay = []
        if self.kept and self.path.exists():
            with self.path.open(encoding="utf-8-sig", newline="") as there:
                stay = list(islice(csv.reader(there), 1, 1 + self.kept))
        self.file = self.path.open("w", encoding="utf-8-sig", newline="")
        self.writer = csv.writer(self.file)
        self.writer.writerows([["row", "reason", *map(neutral, map(str, self.columns))], *stay])


def _flat(cell):
    text = "; ".join(map(str, cell)) if isinstance(cell, list) else str(cell)
    return neutral(text)
