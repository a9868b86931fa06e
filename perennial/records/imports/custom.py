"""Columns that become fields of their own."""

import re

from perennial.core.errors import Forbidden
from perennial.core.text import search_key
from perennial.records.models import CustomField, schema_changed

KINDS = ("text", "longtext", "number", "date", "bool", "choice", "many", "money")


def make_fields(type, table, plan, by):
    """Make the custom fields that a plan asks for, and point the plan at them."""
    wanted = {column: target.removeprefix("custom:") for column, target in plan.mapping.items() if target.startswith("custom:")}
    if plan.extra == "custom":
        wanted |= {column: "text" for column in table.columns if not plan.mapping.get(column)}
    if not wanted:
        return
    if not by.may("settings", None):
        raise Forbidden("settings")
    for column, kind in wanted.items():
        plan.mapping[column] = _field_for(type, column, kind if kind in KINDS else "text")
    schema_changed()


def _field_for(type, column, kind):
    code = code_of(column)
    row = CustomField.objects.filter(type=type.code, code=code).first()
    if row is None:
        row = CustomField.objects.create(type=type.code, code=code, label=column[:80], kind=kind, filterable=False)
    return f"custom.{row.code}"


def code_of(label):
    """Return a code for a label: Latin letters, digits and underscores, beginning with a letter."""
    plain = re.sub(r"[^a-z0-9]+", "_", search_key(label).translate(LATIN)).strip("_")[:40]
    return plain if plain[:1].isalpha() else f"field_{plain}"[:40].rstrip("_")


LATIN = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "е": "e", "є": "ie", "ж": "zh", "з": "z", "и": "y",
    "і": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ы": "y", "э": "e", "ю": "iu", "я": "ia",
    "ь": "", "ъ": "",
})  # fmt: skip
