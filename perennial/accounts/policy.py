"""The one place where rights are asked.

Rights are role x record type x action x scope. `visible` narrows any queryset to
what a user may reach; `may` answers for one record; both look only at the role's
`rights` and the model's `owned_by`, so no page, export, count or API answer has rules of its own.
"""

from functools import cache, partial

import orjson
from django.db import models

from perennial.accounts.models import ACTIONS, Team, User
from perennial.core.actor import Actor
from perennial.core.prepared import Prepared

_TEAMS = Prepared(lambda: Team.objects.order_by().values_list("pk", "parent_id"))
_MEMBERS = Prepared(
    lambda teams, pk: User.objects.filter(models.Q(team__among=teams) | models.Q(pk=pk))
    .order_by("pk")
    .values_list("pk", flat=True),
    list, int,
)  # fmt: skip


def scope(user, type, action):
    """Return "none", "own", "team" or "all" for an action on records of a type."""
    if not user or not user.is_active or not user.role_id:
        return "none"
    rights = user.role.rights
    return rights.get(type, rights.get("*", {})).get(action, "none")


def capable(user, capability):
    """Tell whether the user's role holds a capability (settings, users, audit, import, …)."""
    if not user or not user.is_active or not user.role_id:
        return False
    return capability in user.role.capabilities or "*" in user.role.capabilities


def visible(user, queryset, action="see"):
    """Narrow a queryset to the records the user may `action`; an empty one when there are none."""
    reach = scope(user, queryset.model.TYPE, action)
    if reach == "all":
        return queryset
    if reach == "none":
        return queryset.none()
    return queryset.filter(condition(user, queryset.model, reach, action))


def condition(user, model, reach, action="see"):
    """Return the condition that `reach` ("own" or "team") puts on a model.

    What hangs on other records is seen, but not changed, by whoever sees those.
    """
    ids = [user.pk] if reach == "own" else team_ids(user)
    owned = model.owned_by(ids)
    shared = getattr(model, "reached_through", None) if action == "see" else None
    return owned | shared(user) if shared else owned


def may(user, action, subject):
    """Tell whether the user may do `action` with a record, a model class, or hold a capability."""
    if action not in ACTIONS:
        return capable(user, action)
    model = subject if isinstance(subject, type) else type(subject)
    power = getattr(model, "CAPABILITY", "")  # what the whole company works by is changed with a capability
    if power and action != "see":
        return capable(user, power)
    reach = scope(user, model.TYPE, action)
    if reach in ("none", "all") or isinstance(subject, type):
        return reach != "none"
    if subject.pk is None or subject._state.adding:
        return True
    return model._base_manager.filter(pk=subject.pk).filter(condition(user, model, reach, action)).exists()


def team_ids(user):
    """Return the ids of the users in the user's team and its branches (at least the user's own)."""
    if not user.team_id:
        return [user.pk]
    cached = getattr(user, "_team_ids", None)
    if cached is None:
        cached = user._team_ids = _MEMBERS(_subtree(user.team_id), user.pk)
    return cached


def reach(user):
    """Return all that `visible` looks at for a user, as one hashable value: who has the same sees the same."""
    if not user or not user.is_active or not user.role_id:
        return "none"
    rights = orjson.dumps(user.role.rights)
    if b'"team"' in rights:
        return rights, user.pk, tuple(team_ids(user))
    return (rights, user.pk) if b'"own"' in rights else rights


def actor_for(user, *, via="web", ip="", read_only=False):
    """Return the Actor that stands for a user; `read_only` takes away everything but seeing."""

    def allowed(action, subject):
        return (not read_only or action in ("see", "export")) and may(user, action, subject)

    return Actor(
        user_id=user.pk,
        name=str(user),
        via=via,
        ip=ip,
        may=allowed,
        visible=partial(visible, user),
        reach=cache(partial(reach, user)),
        user=user,
    )


def _subtree(team_id):
    children = {}
    for pk, parent in _TEAMS():
        children.setdefault(parent, []).append(pk)
    found, todo = [], [team_id]
    while todo:
        found.append(todo.pop())
        todo += children.get(found[-1], [])
    return found
