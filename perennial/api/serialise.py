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
    made = [{"id": row["id"], "version": row["version"]} for row in rows]
    custom = [field for field in fields if field.custom]
    for field in fields:
        values = [row[field.code] for row in rows]
        for item, value in zip(made, field.json_many(values), strict=True):
            if field.custom:
                item.setdefault("custom", {})[field.code] = value
            else:
                item[field.code] = value
    if not custom and any(field.code == "tags" for field in fields):
        for item in made:
            item["custom"] = {}
    return made


def one(type, pk, actor, context):
    """Return one record the actor may see as an API object, or None."""
    fields = fields_of(type)
    query = Query(type, actor, columns=tuple(field.code for field in fields), context=context)
    rows = _ONE((type.model, *query._paths()), actor, pk)
    if not rows:
        return None
    return items(type, query.present(rows), fields)[0] | {"url": type.url(pk)}
