"""The names of what activities are about, asked for a whole page at once and only where the reader may see them."""

from dataclasses import dataclass

from django.urls import NoReverseMatch

from perennial.core.actor import SYSTEM, Actor
from perennial.core.prepared import Prepared, tested
from perennial.records.registry import REGISTRY

_REACHED = Prepared(
    lambda type, actor, ids: tested(actor.visible(type.model._base_manager.all())).filter(pk__among=ids).order_by().only(type.title_field),
    object, Actor, list,
)


@dataclass(frozen=True)
class Named:
    """A record that an activity is about, as the reader may know it."""

    type: str
    id: int
    name: str

    @property
    def href(self):
        """The address of its page, "" while the type has none."""
        try:
            return REGISTRY[self.type].url(self.id)
        except (KeyError, NoReverseMatch):
            return ""


def names_of(about, actor=None):
    """Return {(type, id): Named} of pairs, one query a type; without an actor of everything that is there.

    The actor of a request remembers, since several parts of a page name the same records.
    """
    known = actor.memo.setdefault("names", {}) if actor else {}
    pairs = {(type, pk) for type, pk in about or [] if type in REGISTRY}
    found, wanted = {}, {}
    for type, pk in pairs - known.keys():
        wanted.setdefault(type, set()).add(pk)
    for type, ids in wanted.items():
        for record in _REACHED(REGISTRY[type], actor or SYSTEM, list(ids)):
            found[type, record.pk] = Named(type, record.pk, REGISTRY[type].title(record))
    known.update({pair: found.get(pair) for pair in pairs - known.keys()})
    return {pair: known[pair] for pair in pairs if known[pair]}


def names_for(about, context):
    """Return the same for a reading context, which remembers what it has asked once."""
    known = context.memo.setdefault("about", {})
    missing = [tuple(pair) for pair in about or [] if tuple(pair) not in known]
    if missing:
        found = names_of(missing, context.actor)
        known.update({pair: found.get(pair) for pair in missing})
    return {tuple(pair): known[tuple(pair)] for pair in about or [] if known[tuple(pair)]}


def named(activities, actor):
    """Return {activity id: [Named, …]} for a page of activities."""
    names = names_of([link for activity in activities for link in activity.links()], actor)
    return {
        activity.pk: [names[link] for link in dict.fromkeys(activity.links()) if link in names]
        for activity in activities
    }
