"""What search boxes offer: records one may see, colleagues, tags, entries of lists, as JSON."""

from django.http import Http404, JsonResponse
from django.views.decorators.http import require_GET

from perennial.accounts.models import User
from perennial.records.context import context_for
from perennial.records.models import Option, Tag
from perennial.records.pages.record_values import plain
from perennial.records.query import Query
from perennial.records.registry import REGISTRY

OFFERED = 20


@require_GET
def options(request, code):
    """Answer [{"value", "label", "sub"}] for `?q=`: a record type's code, users, tags, or list.<name>."""
    words = request.GET.get("q", "").strip()[:100]
    if code == "users":
        rows = _colleagues(words)
    elif code == "tags":
        rows = _matching(Tag.objects.values_list("pk", "name"), words)
    elif code.startswith("list."):
        rows = _matching(Option.of(code.removeprefix("list.")).values_list("pk", "label"), words)
    elif code in REGISTRY:
        rows = _records(REGISTRY[code], words, request.actor)
    else:
        raise Http404
    return JsonResponse(rows, safe=False)


def _records(type, words, actor):
    context = context_for(actor)
    beside = [column for column in type.columns if column != type.title_field][:1]
    query = Query.of(type, {"search": words, "columns": [type.title_field, *beside]}, actor=actor, context=context)
    fields = {field.code: field for field in query.fields()}
    return [
        {
            "value": row["id"],
            "label": str(row[type.title_field] or row["id"]),
            "sub": "".join(plain(fields[code], row[code], context) for code in beside),
        }
        for row in query.page(OFFERED).rows
    ]


def _colleagues(words):
    found = User.objects.filter(is_active=True).values_list("pk", "name", "email")
    wanted = words.casefold()
    rows = [
        {"value": pk, "label": name or email, "sub": email}
        for pk, name, email in found
        if wanted in f"{name} {email}".casefold()
    ]
    return rows[:OFFERED]


def _matching(pairs, words):
    """Lists are short and databases differ in what they call the same letter: compared here."""
    wanted = words.casefold()
    return [{"value": pk, "label": name} for pk, name in pairs if wanted in name.casefold()][:OFFERED]
