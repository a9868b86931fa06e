"""The shapes of records and their fields, as JSON Schema."""

TEXT, NULL = {"type": "string"}, {"type": "null"}
NAMED = {
    "type": "object",
    "required": ["id", "name"],
    "properties": {"id": {"type": "integer"}, "name": TEXT},
}
MONEY = {
    "type": "object",
    "required": ["amount", "currency"],
    "properties": {
        "amount": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
        "currency": {"type": "string", "pattern": "^[A-Z]{3}$"},
    },
}
EMAIL = {
    "type": "object",
    "required": ["address"],
    "properties": {"address": TEXT, "kind": TEXT, "primary": {"type": "boolean"}},
}
PHONE = {
    "type": "object",
    "required": ["number"],
    "properties": {"number": TEXT, "extension": TEXT, "kind": TEXT, "primary": {"type": "boolean"}},
}
ADDRESS = {
    "type": "object",
    "properties": dict.fromkeys(("street", "city", "region", "postcode", "country", "kind"), TEXT)
    | {"primary": {"type": "boolean"}},
}
ANSWERED = {
    "number": {"type": "number"},
    "bool": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "datetime": {"type": "string", "format": "date-time"},
    "money": MONEY,
    "link": NAMED,
    "user": NAMED,
    "option": NAMED,
    "emails": {"type": "array", "items": EMAIL},
    "phones": {"type": "array", "items": PHONE},
    "addresses": {"type": "array", "items": ADDRESS},
    "tags": {"type": "array", "items": NAMED},
    "users": {"type": "array", "items": NAMED},
    "many": {"type": "array", "items": TEXT},
    "external": {"type": "object", "additionalProperties": TEXT},
    "text": TEXT,
    "longtext": TEXT,
    "choice": TEXT,
    "time": TEXT,
    "repeat": TEXT,
}
PROBLEM = {
    "type": "object",
    "required": ["status", "title", "errors"],
    "properties": {
        "type": TEXT,
        "status": {"type": "integer"},
        "title": TEXT,
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "message"],
                "properties": {"pointer": TEXT, "message": TEXT},
            },
        },
    },
}


def schemas(types):
    """Return the components: for each type what is answered and what is sent, and the problem document."""
    found = {"Problem": PROBLEM, "Money": MONEY}
    for type in types:
        found[answered_name(type)] = _answered(type)
        found[sent_name(type)] = _sent(type)
    return found


def answered_name(type):
    return type.noun.title().replace("_", "")


def sent_name(type):
    return f"{answered_name(type)}Values"


def _answered(type):
    shown = [field for field in type.fields if field.kind != "computed"]
    properties = {"id": {"type": "integer"}, "version": {"type": "integer"}}
    properties |= {field.code: _answer_of(field) for field in shown if not field.custom}
    properties["custom"] = {
        "type": "object",
        "properties": {field.code: _answer_of(field) for field in shown if field.custom},
    }
    return {"type": "object", "required": ["id", "version"], "properties": properties}


def _sent(type):
    """What may be sent is read with forgiveness (texts for numbers, names for links), so only names are fixed here."""
    writable = type.writable()
    properties = {field.code: {"description": str(field.label)} for field in writable if not field.custom}
    properties["custom"] = {
        "type": "object",
        "properties": {f.code: {"description": str(f.label)} for f in writable if f.custom},
    }
    return {"type": "object", "properties": properties}


def _answer_of(field):
    shape = ANSWERED.get(field.kind)
    if shape is None:
        return {"description": str(field.label)}
    return {"anyOf": [shape, NULL], "description": str(field.label)}
