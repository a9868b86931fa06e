"""One row of a file as raw values of a record type."""

from perennial.records.imports.plan import ROW_NUMBER, split

SEVERAL = ("emails", "phones", "addresses", "tags", "many")
KINDS_OF_CHANNEL = ("work", "home", "mobile", "other")


class Reader:
    """Turns the cells of a table's rows into {field code: raw value}, by a plan."""

    def __init__(self, type, columns, plan):
        self.type, self.plan = type, plan
        self.steps = []
        several = {code for field in type.fields if field.kind in SEVERAL for code in (field.code, field.attribute)}
        for place, column in enumerate(columns):
            target = plan.mapping.get(column) or ""
            if target:
                code, part = split(target)
                self.steps.append((place, code, part, code in several))

    def read(self, cells):
        """Return the raw values of one row; empty cells are left out, so that they overwrite nothing."""
        raw, address = {}, {}
        for place, code, part, several in self.steps:
            value = cells[place] if place < len(cells) else None
            if value is None or value == "" or value == []:
                continue
            if code == "addresses" and part:
                address[part] = str(value)
            elif several:
                raw.setdefault(code, []).extend(_entries(code, part, value))
            elif code in raw:
                raw[code] = f"{raw[code]} {value}"
            else:
                raw[code] = value
        if address:
            raw.setdefault("addresses", []).insert(0, address)
        number = raw.pop(ROW_NUMBER, None)
        if number is not None:
            raw["external"] = {self.plan.source: _plain(number)}
        return self.type.arrange(raw)


def _entries(code, part, value):
    items = value if isinstance(value, list) else [value]
    name = {"emails": "address", "phones": "number"}.get(code)
    if not name:
        return items
    split = [piece for item in items for piece in ([item] if isinstance(item, dict) else _split(code, str(_plain(item))))]
    kind = part if part in KINDS_OF_CHANNEL else "work"
    return [item if isinstance(item, dict) else {name: item, "kind": kind} for item in split]


def _split(code, text):
    text = text.replace("\n", ";")
    if code == "emails":
        text = text.replace(",", ";").replace(" ", ";")
    return [piece for piece in text.split(";") if piece.strip()]


def _plain(value):
    return int(value) if isinstance(value, float) and value.is_integer() else value
