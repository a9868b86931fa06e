"""Parents and branches of companies."""

from django.utils.translation import gettext_lazy as _

from perennial.core.actor import Actor
from perennial.core.prepared import Prepared, tested
from perennial.people.models import Company
from perennial.records.registry import record_type

DEEPEST = 50  # levels of parents that are followed
LEVELS, MOST = 2, 30  # levels of branches drawn below a company, and companies in all
CIRCLE = _("That company is itself a branch of this one: they would go round in a circle.")


def _companies(actor):
    return tested(record_type("companies").visible(actor))


_BRANCHES = Prepared(
    lambda actor, ids: _companies(actor).filter(parent_id__among=ids).order_by("sort_key", "pk")[:MOST], Actor, list
)
_PARENTS = Prepared(lambda actor, pk: _companies(actor).filter(pk=pk).select_related("parent__parent"), Actor, int)
_SEEN = Prepared(
    lambda actor, ids: _companies(actor).filter(pk__among=ids).order_by().values_list("pk", flat=True), Actor, list
)


def goes_round(company):
    """Tell whether a company would stand among its own parents."""
    if not company.pk or not company.parent_id:
        return False
    seen, above = set(), company.parent_id
    while above and above not in seen and len(seen) < DEEPEST:
        if above == company.pk:
            return True
        seen.add(above)
        above = Company._base_manager.filter(pk=above).values_list("parent_id", flat=True).first()
    return False


def tree(company, actor):
    """Return [(level, company)] of a company's parents, itself and its branches, as far as the actor sees them.

    Four queries at most.
    """
    above = _above(company, actor)
    rows = [(level, parent) for level, parent in enumerate(above)] + [(len(above), company)]
    children, ids = {}, [company.pk]
    for _level in range(LEVELS):
        found = _BRANCHES(actor, ids) if ids else []
        for branch in found:
            children.setdefault(branch.parent_id, []).append(branch)
        ids = [branch.pk for branch in found]
    return rows + _below(company.pk, len(above) + 1, children)


def _above(company, actor):
    """Return the nearest parents, the topmost first; it ends where the reader sees no further."""
    if not company.parent_id:
        return []
    parent = _PARENTS.first(actor, company.parent_id)
    chain = [parent, parent.parent, parent.parent.parent if parent.parent else None] if parent else []
    chain = [one for one in chain if one is not None]
    seen = set(_SEEN(actor, [one.pk for one in chain])) if len(chain) > 1 else {one.pk for one in chain}
    shown = []
    for one in chain:
        if one.pk not in seen or one.trashed_at:
            break
        shown.append(one)
    return shown[::-1]


def _below(pk, level, children):
    rows = []
    for branch in children.pop(pk, []):
        rows += [(level, branch), *_below(branch.pk, level + 1, children)]
    return rows
