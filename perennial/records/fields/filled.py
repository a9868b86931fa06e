"""How full the fields of a record type really are, told from its newest records."""

from collections import Counter

LOOKED_AT = 500
EMPTY = (None, "", [], {})


def filled(type):
    """Return (how many records were looked at, {field code: how many of them have it}, {field code: Counter of choices}).

    Fields that are worked out or kept in rows of their own are left out.
    """
    records = list(type.all().order_by("-pk")[:LOOKED_AT])
    counts, choices = {}, {}
    for field in type.fields:
        if field.kind == "computed" or field.attached:
            continue
        values = [field.get(record) for record in records]
        counts[field.code] = sum(value not in EMPTY for value in values)
        if field.kind in ("choice", "many"):
            choices[field.code] = Counter(one for value in values if value for one in (value if isinstance(value, list) else [value]))
    return len(records), counts, choices
