"""Parents and branches of companies."""

from django.utils.translation import gettext_lazy as _

from perennial.people.models import Company

DEEPEST = 50  # levels of parents that are followed
LEVELS, MOST = 2, 30  # levels of branches drawn below a company, and companies in all
CIRCLE = _("That company is itself a branch of this one: they would go round in a circle.")


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


def tree(company, visible):
    """Return [(level, company)] of a company's parents, itself and its branches, as far as the reader sees them.

    `visible` is the queryset of the companies that may be seen. Three queries at most, besides the company.
    """
    above = _above(company, visible)
    rows = [(level, parent) for level, parent in enumerate(above)] + [(len(above), company)]
    children, ids = {}, [company.pk]
    for _level in range(LEVELS):
        found = list(visible.filter(parent_id__in=ids).order_by("sort_key", "pk")[:MOST]) if ids else []
        for branch in found:
            children.setdefault(branch.parent_id, []).append(branch)
        ids = [branch.pk for branch in found]
    return rows + _below(company.pk, len(above) + 1, children)


def _above(company, visible):
    """Return the nearest parents, the topmost first; it ends where the reader sees no further."""
    if not company.parent_id:
        return []
    parent = visible.filter(pk=company.parent_id).select_related("parent__parent").first()
    chain = [parent, parent.parent, parent.parent.parent if parent.parent else None] if parent else []
    chain = [one for one in chain if one is not None]
    seen = set(visible.filter(pk__in=[one.pk for one in chain]).values_list("pk", flat=True)) if len(chain) > 1 else {one.pk for one in chain}
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
