"""Ask a filter of one record in memory: is a conditional field shown, does a stage ask for this."""

from perennial.core.errors import Invalid


def holds(tree, type, record):
    """Tell whether a filter holds for a record that need not be stored. No filter holds always."""
    if not tree:
        return True
    if "all" in tree:
        return all(holds(part, type, record) for part in tree["all"])
    if "any" in tree:
        return any(holds(part, type, record) for part in tree["any"])
    try:
        value = type.field(tree["field"]).get(record)
    except (KeyError, Invalid):
        return False
    return _compare(tree.get("op", "is"), value, tree.get("value"))


def _compare(op, value, wanted):
    if op in ("empty", "not_empty"):
        return (value in (None, "", [], {})) == (op == "empty")
    if op.startswith("not_") or op == "is_not":
        return not _compare({"is_not": "is", "not_in": "in", "not_contains": "contains"}[op], value, wanted)
    values = value if isinstance(value, list) else [value]
    if op == "is":
        return any(str(item) == str(wanted) for item in values)
    if op == "in":
        return any(str(item) in {str(part) for part in wanted or []} for item in values)
    if op == "contains":
        return any(str(wanted).casefold() in str(item).casefold() for item in values)
    return False
