"""Records as JSON: the same shape from a list's rows and from a loaded record."""

from perennial.core.actor import Actor
from perennial.core.prepared import Prepared
from perennial.records.query import Query

NEVER = ("computed",)
_ONE = Prepared(
    lambda asked, actor, pk: actor.visible(asked[0]._default_manager.filter(pk=pk).order_by()).values(*asked[1:]),
    object, Actor, int,
)  # fmt: skip


def fields_of(type, wanted=None):
    """Return the Fields of an answer: those wanted, or all that are not worked out."""
    if wanted:
        return [type.field(code) for code in wanted]
    return [field for field in type.fields if field.kind not in NEVER or field.attached]


def items(type, rows, fields):
    """Return rows of a Query as API objects; names behind ids are looked up once for all rows."""
    columns = {name: [row[name] for row in rows] for name in ("id", "version")}
    written = {field: field.json_many([row[field.code] for row in rows]) for field in fields}
    columns |= {field.code: values for field, values in written.items() if not field.custom}
    made = [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
    custom = {field.code: values for field, values in written.items() if field.custom}
    if custom or "tags" in columns:
        for place, item in enumerate(made):
            item["custom"] = {code: values[place] for code, values in custom.items()}
    return made


def one(type, pk, actor, context):
    """Return one record the actor may see as an API object, or None."""
    fields = fields_of(type)
    query = Query(type, actor, columns=tuple(field.code for field in fields), context=context)
    rows = _ONE((type.model, *query._paths()), actor, pk)
    if not rows:
        return None
    return items(type, query.present(rows), fields)[0] | {"url": type.url(pk)}
