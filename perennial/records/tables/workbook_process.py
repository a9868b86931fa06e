"""The program that opens a workbook in a process of its own, so that a bad file ends nothing but this.

Run as a script, without Django: PATH SHEET MEMORY SECONDS CELLS MODE. It writes frames to its output, each four
bytes of length and JSON: first the sheets, then batches of rows, then the end; or the code of a refusal.
Dates travel apart as (row in the batch, column, ISO text), since JSON has none.
"""

import errno
import importlib.util
import os
import sys
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import orjson
import python_calamine as calamine

try:
    import resource
except ImportError:  # not a Unix: the parent's clock is the only limit
    resource = None

BATCH = 1000  # rows
CELLS = 100_000  # of a batch, about
WHOLE = 1 << 53  # beyond it a float no longer names one whole number
STREAMING = 3600  # seconds of processor for handing the rows over, once the file has been parsed


def main(path, sheet, memory, seconds, cells, mode):
    """Write the frames of one sheet; an empty `sheet` takes the first that has data, mode "stream" keeps none of it."""
    limit(int(memory), int(float(seconds)) + 1)
    reading = streamed(path, sheet) if mode == "stream" else whole(path, sheet, int(cells))
    with os.fdopen(1, "wb", buffering=1 << 18) as out:
        try:
            for frame in frames(reading):
                body = orjson.dumps(frame)
                out.write(len(body).to_bytes(4, "big") + body)
                out.flush()
        except BrokenPipeError:
            os._exit(0)  # the reader has seen enough


def limit(memory, seconds):
    """Let the system end this process when it takes too much."""
    if resource:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + STREAMING))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def frames(reading):
    """Yield what is to be written, ending with {"end": true} or {"error": code}."""
    try:
        yield from reading
        yield {"end": True}
    except calamine.PasswordError:
        yield {"error": "password"}
    except MemoryError:
        yield {"error": "too_many_cells"}
    except BrokenPipeError:
        raise
    except BaseException as error:  # the parser's panics are not Exceptions
        full = "Cell limit" in str(error) or getattr(error, "errno", 0) == errno.ENOMEM
        yield {"error": "too_many_cells" if full else "corrupt", "why": str(error)[:200]}


def whole(path, sheet, cells):
    """Yield the frames of a sheet that is parsed at once."""
    book = calamine.load_workbook(path)
    names = [each.name for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
    chosen = choose(book, names, sheet)
    if isinstance(chosen, str):
        yield {"error": chosen, "sheets": names}
    elif chosen.total_height * chosen.total_width > cells:
        yield {"error": "too_many_cells"}
    else:
        give_time()
        yield {"sheets": names, "sheet": chosen.name}
        yield from batches(enumerate(chosen.iter_rows(), 1))


def streamed(path, sheet):
    """Yield the frames of a sheet that is parsed piece by piece."""
    place = Path(__file__).with_name("xlsx_stream.py")
    spec = importlib.util.spec_from_file_location(place.stem, place)
    stream = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(stream)
    try:
        names, name, rows = stream.open_sheet(path, sheet)
        give_time()
        yield {"sheets": names, "sheet": name}
        yield from batches(rows)
    except stream.Refusal as refusal:
        yield {"error": refusal.args[0]}


def give_time():
    """Allow the time that handing the rows over takes, however slow the reader."""
    if resource:
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        resource.setrlimit(resource.RLIMIT_CPU, (hard, hard))


def choose(book, names, sheet):
    """Give the sheet asked for, or the first visible one with data; the code of a refusal when there is none."""
    if sheet:
        if sheet not in names:
            return "no_sheet"
        found = book.get_sheet_by_name(sheet)
        return found if found.height else "empty_sheet"
    hidden = {each.name for each in book.sheets_metadata if each.visible != calamine.SheetVisibleEnum.Visible}
    broken = None
    for name in sorted(names, key=lambda name: name in hidden):
        try:
            found = book.get_sheet_by_name(name)
        except calamine.CalamineError as error:
            broken = error
            continue
        if any(any(cell != "" for cell in row) for row in found.iter_rows()):
            return found
    if broken:
        raise broken
    return "no_data"


def batches(rows):
    """Yield frames of about BATCH rows from (number, cells): their numbers as in the sheet, cells, dates."""
    size = BATCH
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        size = max(1, min(BATCH, CELLS // max(len(row) for _, row in chunk)))
        numbers, plain, dates = [], [], []
        for number, row in chunk:
            cells = convert(row, len(plain), dates)
            if cells is not None:
                numbers.append(number)
                plain.append(cells)
        if plain:
            yield {"numbers": numbers, "rows": plain, "dates": dates}


def convert(row, place, dates):
    """Give the cells as JSON knows them, noting dates; None for a row without anything in it."""
    kinds = set(map(type, row))
    if kinds == TEXT:
        return [clean(cell) for cell in row] if any(row) else None
    cells = [PLAIN[type(cell)](cell) for cell in row]
    if kinds & DATED:
        dates += [(place, index, cell.isoformat()) for index, cell in enumerate(row) if type(cell) in DATED]
    return cells


def clean(text):
    """Give text without zero bytes, which no database keeps; None when empty."""
    return (text.replace("\0", "") if "\0" in text else text) or None


def number(value):
    """Give whole numbers as such: a workbook keeps every number as a float."""
    return int(value) if value.is_integer() and -WHOLE < value < WHOLE else value


def clock(value):
    """Give a time of day, or a duration, as text."""
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


TEXT = {str}
DATED = {date, datetime}
PLAIN = {
    str: clean,
    float: number,
    int: lambda cell: cell,
    bool: lambda cell: cell,
    date: lambda cell: None,
    datetime: lambda cell: None,
    time: clock,
    timedelta: clock,
}


if __name__ == "__main__":
    main(*sys.argv[1:])
