"""One row of a file as raw values of a record type."""

from perennial.records.imports.plan import ROW_NUMBER, split

SEVERAL = ("emails", "phones", "addresses", "tags", "many")
KINDS_OF_CHANNEL = ("work", "home", "mobile", "other")
NOTHING = {"null", "NULL", "\\N", "#N/A", "N/A", "n/a", "nan", "NaN", "<NA>"}  # what programs write for an empty cell
ZEROS = {"0", "0.0", "0,0", "00.00.0000", "0000-00-00"}
FEWEST_DIGITS = 5
_SEPARATED = frozenset("\n;, ")  # where a cell may hold several
NEVER_ZERO = ("date", "datetime", "link", "user")


class Reader:
    """Turns the cells of a table's rows into {field code: raw value}, by a plan."""

    def __init__(self, type, columns, plan):
        self.type, self.plan, self.columns = type, plan, columns
        self.mends = {int(number): cells for number, cells in plan.mends.items()}
        self.steps = []  # (place, code, part, is it a list, may it be zero)
        kinds = {name: field.kind for field in type.fields for name in (field.code, field.attribute)}
        for place, column in enumerate(columns):
            for code, part in split(plan.mapping.get(column)):
                kind = kinds.get(code)
                self.steps.append((place, code, part, kind in SEVERAL, kind not in NEVER_ZERO))

    def mended(self, number, cells):
        """Return the cells with what somebody put right in them; None when he left the row out."""
        if number not in self.mends:
            return cells
        mends = self.mends[number]
        if mends is None:
            return None
        return [mends.get(column, cell) for column, cell in zip(self.columns, _filled(cells, self.columns), strict=False)]

    def read(self, cells):
        """Return the raw values of one row; empty cells are left out, so that they overwrite nothing."""
        raw, address, count = {}, {}, len(cells)
        for place, code, part, several, zero in self.steps:
            value = cells[place] if place < count else None
            if value is None or value == "" or value == [] or _is_nothing(value, zero):
                continue
            if code == "addresses" and part:
                address[part] = str(value)
            elif several:
                raw.setdefault(code, []).extend(entries(code, part, value))
            elif code in raw:
                raw[code] = f"{raw[code]} {value}"
            else:
                raw[code] = value
        if address:
            raw.setdefault("addresses", []).insert(0, address)
        number = raw.pop(ROW_NUMBER, None)
        if number is not None:
            raw["external"] = {self.plan.source: _plain(number)}
        for code, value in self.plan.fixed.items():
            raw.setdefault(code, value)
        return self.type.arrange(raw)

    def places(self, code):
        """Return [(place, part)] of the columns that fill a field."""
        wanted = {code, f"custom.{code}"} | ({ROW_NUMBER} if code == "external" else set())
        return [(place, part) for place, target, part, _several, _zero in self.steps if target in wanted]


def _is_nothing(value, zero):
    text = value if isinstance(value, str) else None if zero else str(value)
    return text in NOTHING or (not zero and text in ZEROS)


def _filled(cells, columns):
    return [*cells, *[None] * (len(columns) - len(cells))]


def entries(code, part, value):
    """Return the raw value of one cell of a field that holds several."""
    items = value if isinstance(value, list) else [value]
    name = {"emails": "address", "phones": "number"}.get(code)
    if not name:
        return items
    split = [piece for item in items for piece in ([item] if isinstance(item, dict) else _split(code, str(_plain(item))))]
    kind = part if part in KINDS_OF_CHANNEL else "work"
    return [item if isinstance(item, dict) else {name: item, "kind": kind} for item in split]


def _split(code, text):
    if not _SEPARATED.intersection(text):
        return [text] if text.strip() else []
    lines = text.split("\n")
    whole = code == "phones" and any(sum(map(str.isdigit, line)) < FEWEST_DIGITS for line in lines)  # one number in two lines
    text = (" " if whole else ";").join(lines)
    if code == "emails":
        text = text.replace(",", ";").replace(" ", ";")
    return [piece for piece in text.split(";") if piece.strip()]


def _plain(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value
