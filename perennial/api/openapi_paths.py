"""The operations of the API, the same for every collection."""

from perennial.api.openapi_schemas import answered_name, sent_name

PK = {"name": "pk", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 2**63 - 1}}

FORM = "multipart/form-data"
FILE = {"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}}


def paths(types):
    """Return the paths of the document for these record types."""
    found = {
        "/api/v1/openapi.json": {"get": _operation("This description", [], {"type": "object"})},
        "/api/v1/search": {
            "get": _operation("Search everything", [_text("q"), _whole("limit", 50), _text("types")], _any("items"))
        },
        "/api/v1/batch": {
            "post": _operation("Do many calls", [], _any("results"), body={"type": "object"}, writes=True)
        },
    }
    for type in types:
        found |= _of_type(type)
    return found


def _of_type(type):
    at, item, sent = (
        f"/api/v1/{type.code}",
        {"$ref": f"#/components/schemas/{answered_name(type)}"},
        {"$ref": f"#/components/schemas/{sent_name(type)}"},
    )
    page = {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": item},
            "next": {"type": ["string", "null"]},
            "total": {"type": "integer"},
        },
    }
    narrowing = [_text("filter"), _text("q")]
    listing = [*narrowing, _text("sort"), _text("fields"), _whole("limit", 200), _text("cursor"), _text("count")]
    if_match = {"name": "If-Match", "in": "header", "required": True, "schema": {"type": "string"}}
    found = {
        at: {
            "get": _operation(f"List {type.code}", listing, page),
            "post": _operation(f"Make a {type.noun}", [], item, body=sent, status="201", writes=True),
        },
        f"{at}/{{pk}}": {
            "get": _operation(f"Read a {type.noun}", [PK], item),
            "patch": _operation(f"Change a {type.noun}", [PK, if_match], item, body=sent, writes=True),
            "delete": _operation(f"Move a {type.noun} to the trash", [PK], {"type": "object"}, writes=True),
        },
        f"{at}/{{pk}}/restore": {"post": _operation(f"Restore a {type.noun}", [PK], item, writes=True)},
        f"{at}/{{pk}}/merge": {
            "post": _operation("Take another record into this one", [PK], item, body={"type": "object"}, writes=True)
        },
        f"{at}/{{pk}}/unmerge": {"post": _operation("Take the latest merge apart", [PK], item, writes=True)},
        f"{at}/{{pk}}/timeline": {
            "get": _operation("Everything that happened", [PK, _whole("limit", 200), _text("before")], _any("items"))
        },
        f"{at}/{{pk}}/history": {
            "get": _operation("Every change", [PK, _whole("limit", 200), _whole("before", 10**9)], _any("items"))
        },
        f"{at}/{{pk}}/files": {
            "get": _operation("Its files", [PK], _any("items")),
            "post": _operation("Add a file", [PK], {"type": "object"}, body=FILE, status="201", writes=True, sent_as=FORM),
        },
        f"{at}/report": {
            "get": _operation("Count and add up", [*narrowing, _text("group"), _text("sum")], _any("rows"))
        },
        f"{at}/bulk": {"post": _operation("Change many", [], _any("results"), body={"type": "object"}, writes=True)},
    }
    if type.board_by:
        found[f"{at}/board"] = {
            "get": _operation("The board", [*narrowing, _text("pipeline"), _whole("per_stage", 100)], _any("columns"))
        }
    for verb in type.verbs.values():
        if verb.run:
            answer = _operation(str(verb.label), [PK], {"type": "object"}, body={"type": "object"}, writes=True)
            found[f"{at}/{{pk}}/{verb.code}"] = {"post": answer}
    return found


def _operation(summary, parameters, schema, body=None, status="200", writes=False, sent_as="application/json"):
    problems = {
        "401": "Who are you",
        "403": "Not allowed",
        "404": "Not there",
        "422": "Refused",
        "405": "Unknown method",
    }
    if writes:
        problems["412"] = "Changed in the meantime"
    answers = {status: {"description": "Done", "content": {"application/json": {"schema": schema}}}}
    for code, words in problems.items():
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers[code] = {"description": words, "content": content}
    made = {"summary": summary, "parameters": parameters, "responses": answers}
    if body is not None:
        made["requestBody"] = {"content": {sent_as: {"schema": body}}}
    return made


def _text(name):
    return {"name": name, "in": "query", "schema": {"type": "string"}}


def _whole(name, most):
    return {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": most}}


def _any(name):
    return {"type": "object", "required": [name], "properties": {name: {"type": "array", "items": {"type": "object"}}}}
