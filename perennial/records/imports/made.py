"""What an import makes beside its records: colleagues, tags, entries of lists. Noted as it goes, taken back with it."""

from django.db import transaction

from perennial.accounts.models import User
from perennial.core.models import Event
from perennial.records.hanging import pointing
from perennial.records.models import Key, Option, Tag, View, schema_changed
from perennial.records.registry import REGISTRY

KINDS = {"users": User, "tags": Tag, "options": Option}


def note(batch, context):
    """Add to the batch what has been made since the last call."""
    for code, model in KINDS.items():
        ids = [one.pk for one in context.made if isinstance(one, model)]
        if ids:
            batch.made[code] = [*batch.made.get(code, []), *ids]
    context.made.clear()


def take_back(batch):
    """Take back what nothing but the trashed records of the import uses; return {"gone": how many, "stays": [names]}.

    Entries of lists are put away, so that records brought back from the trash keep them.
    """
    ways = {"users": _colleague_gone, "tags": _tag_gone, "options": _option_gone}
    gone, stays = 0, []
    for code, model in KINDS.items():
        for one in model.objects.filter(pk__in=batch.made.get(code, [])):
            with transaction.atomic():
                taken = ways[code](one, batch)
            gone += taken
            stays += [] if taken else [str(one)]
    if batch.made.get("options"):
        schema_changed()
    return {"gone": gone, "stays": stays}


def _tag_gone(tag, batch):
    if _keyed("tags", tag.pk, batch) or any(_names(view.query.get("filter"), tag) for view in View.objects.all()):
        return False
    tag.delete()
    return True


def _option_gone(option, batch):
    if any(_others(model, attribute, option.pk, batch).exists() for model, attribute in pointing(Option)):
        return False
    Option.objects.filter(pk=option.pk).update(archived=True)
    return True


def _colleague_gone(user, batch):
    """Remove a colleague who was never let in; the trashed records of the import lose their owner."""
    known = user.is_active or user.role_id or user.team_id or user.last_login
    if known or _keyed("users", user.pk, batch):
        return False
    places = pointing(User)
    if any(_others(model, attribute, user.pk, batch).exists() for model, attribute in places):
        return False
    for model, attribute in places:
        model._base_manager.filter(**{attribute: user.pk}).update(**{attribute: None})
    user.delete()
    return True


def _keyed(kind, pk, batch):
    """Tell whether a record other than those of the import has a key of that kind."""
    keys = Key.objects.filter(kind=kind, key=str(pk))
    return any(
        _but_own(type.model._base_manager.filter(pk__in=keys.filter(type=code).values("record_id")), batch).exists()
        for code, type in REGISTRY.items()
    )


def _others(model, attribute, pk, batch):
    """Return the rows that point at something, without the import's own."""
    return _but_own(model._base_manager.filter(**{attribute: pk}), batch)


def _but_own(rows, batch):
    type = getattr(rows.model, "TYPE", "")
    if type not in REGISTRY:
        return rows
    own = Event.objects.filter(batch=batch.key, verb="created", type=type).values("record_id")
    return rows.exclude(trashed_at__isnull=False, pk__in=own)


def _names(node, tag):
    """Tell whether a filter asks for a tag, by its id or its name."""
    if not isinstance(node, dict):
        return False
    if str(node.get("field", "")).rsplit(".")[-1] == "tags":
        asked = node.get("value")
        return any(str(one) in (str(tag.pk), tag.name) for one in (asked if isinstance(asked, list) else [asked]))
    parts = [*(node.get("all") or []), *(node.get("any") or [])]
    return any(_names(part, tag) for part in parts)
