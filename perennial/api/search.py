"""Search over everything the caller may see."""

from perennial.api import answers
from perennial.api.door import api
from perennial.records.registry import REGISTRY
from perennial.records.search import matching_each


@api("GET")
def search(call):
    """Answer the best records of every type for `q`, in the order of their merit within the type."""
    text, limit = call.query.get("q", "")[:200].strip(), call.number("limit", 10, 50)
    wanted = call.query.get("types")
    types = [REGISTRY[code] for code in (wanted.split(",") if wanted else REGISTRY) if code in REGISTRY]
    types = [type for type in types if call.actor.may("see", type.model)] if text else []
    matches = matching_each([type.code for type in types], text)
    found = []
    for type in types:
        match = matches[type.code]
        found += [
            {"type": type.code, "id": record.pk, "title": type.title(record), "url": type.url(record.pk)}
            for record in (match.ranked(type.visible(call.actor), limit) if match.found else [])
        ]
    return answers.answer({"items": found})
