"""Reading workbooks (XLSX, XLSB, XLS, ODS) through a separate process with limits."""

import os
import selectors
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime
from itertools import islice
from pathlib import Path

import orjson

from .refusal import Notice, Refused
from .table import HEAD, Source

PROGRAM = Path(__file__).with_name("workbook_process.py")
CELLS = 50_000_000  # more than fit into any allowed memory
HELD = 0.4  # of the memory: how much unpacked text of a sheet its parsed cells still fit beside
LONGEST = 256 << 20  # bytes of one frame


def read_workbook(path, format, limits, *, sheet=None):
    """Give the Source of one sheet of a workbook."""
    mode = "stream" if format == "xlsx" and _unpacked(path) > limits.memory * HELD else "whole"
    try:
        opened, head = _head(path, sheet, limits, mode)
    except Refused as refused:
        if refused.code != "too_many_cells" or format != "xlsx" or mode == "stream":
            raise
        mode = "stream"
        opened, head = _head(path, sheet, limits, mode)
    source = Source(
        format,
        lambda width: _rows(path, opened["sheet"], limits, mode, width),
        sheet=opened["sheet"],
        sheets=opened["sheets"],
        head=head,
    )
    if len(source.sheets) > 1 and sheet is None:
        source.warnings.append(Notice("other_sheets"))
    return source


def _unpacked(path):
    """Give the size of the largest sheet and of the texts of an XLSX, unpacked."""
    with zipfile.ZipFile(path) as archive:
        sizes = [part.file_size for part in archive.infolist() if "sheet" in part.filename]
        texts = [part.file_size for part in archive.infolist() if "sharedStrings" in part.filename]
    return max(sizes, default=0) + sum(texts)


def _head(path, sheet, limits, mode):
    with Process(path, sheet, limits, mode) as process:
        return process.first, list(islice(process.rows(), HEAD))


def _rows(path, sheet, limits, mode, width):
    with Process(path, sheet, limits, mode) as process:
        for row in process.rows():
            if len(row[1]) < width:
                row[1].extend([None] * (width - len(row[1])))
            yield row


class Process:
    """One run of the reading program, ended when the block is left."""

    def __init__(self, path, sheet, limits, mode):
        self.path, self.sheet, self.limits, self.mode = path, sheet, limits, mode

    def __enter__(self):
        limits = self.limits
        arguments = [os.fspath(self.path), self.sheet or "", limits.memory, limits.seconds, CELLS, self.mode]
        self._child = subprocess.Popen(
            [sys.executable, "-I", os.fspath(PROGRAM), *map(str, arguments)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
        )
        self._waiting = selectors.DefaultSelector()
        self._waiting.register(self._child.stdout, selectors.EVENT_READ)
        try:
            self.first = self._frame()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *error):
        self._waiting.close()
        self._child.stdout.close()
        if self._child.poll() is None:
            self._child.kill()
            self._child.wait()

    def rows(self):
        """Yield (row number as in the sheet, cells) to the end of the sheet."""
        while "end" not in (frame := self._frame()):
            rows = frame["rows"]
            widest = max(rows, key=len)
            if len(widest) > self.limits.columns:
                row = frame["numbers"][rows.index(widest)]
                raise Refused("far_cell", row=row, limit=self.limits.columns)
            for row, column, text in frame["dates"]:
                rows[row][column] = date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
            yield from zip(frame["numbers"], rows, strict=True)

    def _frame(self):
        """Give the next frame; the clock runs only while waiting for the other process."""
        deadline = time.monotonic() + self.limits.seconds
        size = int.from_bytes(self._read(4, deadline), "big")
        if size > LONGEST:
            raise Refused("corrupt")
        frame = orjson.loads(self._read(size, deadline))
        if "error" in frame:
            sheets = ", ".join(f"«{name}»" for name in frame.get("sheets", ()))
            raise Refused(frame["error"], sheet=self.sheet, sheets=sheets)
        return frame

    def _read(self, size, deadline):
        parts, missing = [], size
        while missing:
            if not self._waiting.select(max(0, deadline - time.monotonic())):
                raise Refused("too_slow")
            part = os.read(self._child.stdout.fileno(), min(missing, 1 << 20))
            if not part:
                raise Refused(self._why_ended())
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _why_ended(self):
        status = self._child.wait()
        by_signal = {-6: "too_many_cells", -9: "too_many_cells", -24: "too_slow"}
        return by_signal.get(status, "corrupt")
