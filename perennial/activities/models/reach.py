"""Which activities of several kinds an actor may reach, in one condition."""

from functools import reduce
from operator import or_

from django.db import models

from perennial.accounts.policy import condition, scope
from perennial.activities.models.activity import MODELS, STEPS, Activity
from perennial.core.prepared import tested


def reach(actor, kinds=STEPS, action="see"):
    """Return the queryset of activities of several kinds that the actor may `action`.

    It only tests: what is asked of it besides must be narrow.
    """
    found = Activity.objects.filter(trashed_at=None, kind__in=kinds)
    if actor.user is None:
        return tested(found)
    return tested(found.filter(reduce(or_, (_of_kind(actor.user, MODELS[kind], action) for kind in kinds))))


def _of_kind(user, model, action):
    kind, extent = models.Q(kind=model.KIND), scope(user, model.TYPE, action)
    if extent in ("all", "none"):
        return kind if extent == "all" else models.Q(pk__in=[])
    return kind & condition(user, model, extent, action)
