"""What an activity can be tied to from the page of a record: the deals and other matters that hang on it."""

from perennial.activities.about_names import Named
from perennial.activities.models import linkable
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared

OFFERED = 20
_NEAR = Prepared(
    lambda asked, actor, pk: asked[0].visible(actor).filter(**{asked[1]: pk}).order_by("-pk")[:OFFERED], object, Actor, int
)


def ties(record, actor):
    """Return the Named records that link to this one (a company's deals), newest first, as far as the actor may see."""
    found = []
    for type in linkable():
        if type.code == record.TYPE or not actor.may("see", type.model):
            continue
        links = [
            field for field in type.fields if field.kind == "link" and not field.custom and field.target == record.TYPE
        ]
        for field in links[:1]:
            found += [Named(type.code, one.pk, type.title(one)) for one in _NEAR((type, field.column), actor, record.pk)]
    return found


def tied(text, offered):
    """Return those of the offered records that a text names after a #."""
    small = (text or "").casefold()
    return [one for one in offered if f"#{one.name.casefold()}" in small]
