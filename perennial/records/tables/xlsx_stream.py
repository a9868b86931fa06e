"""Reading one sheet of an XLSX as a stream, for sheets that no memory holds whole.

Slower than the whole-sheet parser, and used only where that one gives up. Loaded by the reading process from its
file, so it imports nothing of this project. Element names are those of ECMA-376, part 1, chapter 18.
"""

import posixpath
import re
import zipfile
from datetime import datetime, timedelta
from xml.parsers import expat

CHUNK = 1 << 16
DATE_FORMATS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
NOT_DATE = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Refusal(Exception):
    """The workbook cannot be read; the first argument is the code."""


def open_sheet(path, sheet):
    """Give (names of the sheets, name of the chosen one, iterator of (row number, cells))."""
    archive = Archive(path)
    sheets, is_1904 = _sheets(archive)
    names = [name for name, _, _ in sheets]
    if sheet and sheet not in names:
        raise Refusal("no_sheet")
    strings, dates = _strings(archive), _date_styles(archive)
    start = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
    for name, part, _ in sorted(sheets, key=lambda each: each[2]):
        if sheet in ("", name):
            rows = SheetRows(archive, part, strings, dates, start)
            if sheet or rows.has_any():
                return names, name, iter(rows)
    raise Refusal("no_data")


class Archive:
    """The parts of a workbook by their names in small letters, as programs differ in these and in the slashes."""

    def __init__(self, path):
        self._file = zipfile.ZipFile(path)
        self._parts = {part.filename.replace("\\", "/").lower(): part for part in self._file.infolist()}

    def has(self, part):
        return part.lower() in self._parts

    def open(self, part):
        return self._file.open(self._parts[part.lower()])


class SheetRows:
    """The rows of one worksheet part, parsed piece by piece."""

    def __init__(self, archive, part, strings, dates, start):
        self.archive, self.part, self.strings, self.dates, self.start = archive, part, strings, dates, start

    def has_any(self):
        return next(iter(self), None) is not None

    def __iter__(self):
        self._number = self._column = 0
        self._row, self._done, self._text, self._open = [], [], None, "v"
        parser = _parser(self._begin, self._end, self._data)
        with self.archive.open(self.part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
                yield from self._done
                self._done = []
            parser.Parse(b"", True)
        yield from self._done

    def _begin(self, name, attributes):
        if name == "c":
            self._open = "t" if attributes.get("t") == "inlineStr" else "v"
            found = REFERENCE.match(attributes.get("r", ""))
            self._column = _column(found[1]) if found else self._column + 1
            self._kind, self._style, self._value = attributes.get("t", "n"), attributes.get("s"), ""
        elif name == self._open:
            self._text = []
        elif name == "row":
            self._number = int(attributes.get("r", self._number + 1))
            self._row, self._column = [], 0

    def _data(self, data):
        if self._text is not None:
            self._text.append(data)

    def _end(self, name):
        if name == self._open:
            self._value += "".join(self._text or ())
            self._text = None
        elif name == "c" and self._value and (cell := self._convert()) != "":
            self._row += [""] * (self._column - len(self._row) - 1)
            self._row.append(cell)
        elif name == "row" and self._row:
            self._done.append((self._number, self._row))

    def _convert(self):
        text, kind = self._value, self._kind
        if kind == "n":
            number = float(text)
            return self._date(number) if self._style in self.dates else number
        if kind == "s":
            return self.strings[int(text)]
        if kind == "b":
            return text == "1"
        if kind == "e":
            return ""
        return _unescape(text)

    def _date(self, number):
        if not 0 <= number < 2_958_466:
            return number
        if self.dates[self._style] == "span":
            return timedelta(days=number)
        moment = self.start + timedelta(milliseconds=round(number * 86_400_000))
        if number < 1:
            return moment.time()
        return moment if number % 1 else moment.date()


def _sheets(archive):
    """Give ([(name, part, whether hidden)], whether days count from 1904)."""
    targets, sheets, is_1904 = {}, [], []

    def relation(name, attributes):
        if name == "Relationship":
            targets[attributes["Id"]] = attributes["Target"]

    def sheet(name, attributes):
        if name == "sheet":
            key = next(value for key, value in attributes.items() if key.endswith(":id"))
            sheets.append((attributes["name"], key, attributes.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            is_1904.append(attributes.get("date1904") in ("1", "true"))

    _parse(archive, "xl/_rels/workbook.xml.rels", relation)
    _parse(archive, "xl/workbook.xml", sheet)
    found = [
        (name, _part(targets[key]), hidden) for name, key, hidden in sheets if "worksheets/" in targets.get(key, "")
    ]
    return found, any(is_1904)


def _part(target):
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))


def _strings(archive):
    """Give the table of shared strings, readings of Japanese names left out."""
    strings, parts, state = [], [], {"text": False, "reading": 0}

    def begin(name, attributes):
        if name == "si":
            parts.clear()
        elif name == "rPh":
            state["reading"] += 1
        elif name == "t":
            state["text"] = not state["reading"]

    def end(name):
        if name == "si":
            strings.append(_unescape("".join(parts)))
        elif name == "rPh":
            state["reading"] -= 1
        elif name == "t":
            state["text"] = False

    def data(text):
        if state["text"]:
            parts.append(text)

    _parse(archive, "xl/sharedStrings.xml", begin, end, data)
    return strings


def _date_styles(archive):
    """Give {number of a cell style, as text: "date" or "span"} of those that show a date or a length of time."""
    custom, styles, state = {}, [], {"cells": False}

    def begin(name, attributes):
        if name == "numFmt":
            custom[attributes["numFmtId"]] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            state["cells"] = True
        elif name == "xf" and state["cells"]:
            styles.append(attributes.get("numFmtId", "0"))

    def end(name):
        if name == "cellXfs":
            state["cells"] = False

    _parse(archive, "xl/styles.xml", begin, end)
    kinds = {str(index): _shows(key, custom.get(key)) for index, key in enumerate(styles)}
    return {index: kind for index, kind in kinds.items() if kind}


def _shows(key, code):
    if code is None:
        return "span" if key == "46" else "date" if int(key) in DATE_FORMATS else None
    if re.search(r"\[[hms]+\]", code, re.IGNORECASE):
        return "span"
    return "date" if re.search(r"[dmyhs]", NOT_DATE.sub("", code.split(";")[0]), re.IGNORECASE) else None


def _parse(archive, part, begin, end=None, data=None):
    if archive.has(part):
        parser = _parser(begin, end, data)
        with archive.open(part) as file:
            while chunk := file.read(CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)


def _parser(begin, end, data):
    """Give a parser that calls back with names without their prefix, and refuses document types."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: begin(name.rpartition(":")[2], attributes)
    if end:
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    if data:
        parser.CharacterDataHandler = data

    def refuse(*_):
        raise Refusal("corrupt")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _column(letters):
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unescape(text):
    text = text.strip()
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text
