"""Merge two records of a type into one, field by field, and take them apart again as they were."""

from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Refused
from perennial.core.models import Event, EventLink
from perennial.records.models import Merge

GATHERED = ("emails", "phones", "addresses", "tags", "many")


def proposed(type, kept, gone):
    """Return {field code: value} that a merge would give the kept record by default.

    Lists are gathered from both, empty fields are filled from the other, filled ones stay.
    """
    chosen = {}
    for field in type.writable():
        if field.attached:
            continue
        mine, other = field.get(kept), field.get(gone)
        if field.kind in GATHERED:
            chosen[field.code] = _gathered(field, mine, other)
        elif field.kind == "external":
            chosen[field.code] = {**(other or {}), **(mine or {})}
        else:
            chosen[field.code] = other if mine in (None, "", [], {}) else mine
    return chosen


def merge(type, kept, gone, *, by, context, values=None):
    """Take `gone` into `kept`; return the Merge. `values` ({field code: value}) override what is proposed.

    Everything that hangs on the one gone moves over. Raises Refused, Forbidden.
    """
    if kept.pk == gone.pk or kept.trashed_at or gone.trashed_at:
        raise Refused(_("Choose two different records that are not in the trash."))
    with transaction.atomic():
        done = Merge.objects.create(type=type.code, kept_id=kept.pk, gone_id=gone.pk, merged_by_id=by.user_id)
        with verbs.change(gone, "merged_away", by=by, action="delete", data={"into": kept.pk, "merge": done.pk}) as current:
            current.trashed_at = timezone.now()
        before = verbs.values(kept)
        with verbs.change(kept, "merged", by=by, data={"from": gone.pk, "title": str(gone), "merge": done.pk}) as current:
            for code, value in {**proposed(type, current, gone), **(values or {})}.items():
                type.field(code).put(current, value)
            type.prepare(current, context)
        done.kept_before = verbs.difference(before, verbs.values(kept))
        done.moved = _move_rows(type, gone.pk, kept.pk)
        done.save()
        _share_events(done)
    return done


def unmerge(merge, type, *, by):
    """Take a merge apart: both records as they were, with everything that hung on them; return the one that had gone.

    What was changed on the kept record since stays as it is now. Raises Refused, Forbidden.
    """
    if merge.undone_at:
        raise Refused(_("These two have been taken apart already."))
    kept = type.model._base_manager.get(pk=merge.kept_id)
    gone = type.model._base_manager.get(pk=merge.gone_id)
    with transaction.atomic():
        with verbs.change(kept, "unmerged", by=by, data={"from": gone.pk, "title": str(gone)}) as current:
            now = verbs.values(current)
            for name, (before, after) in merge.kept_before.items():
                if now.get(name) == after or str(now.get(name)) == str(after):
                    verbs.put(current, name, before)
        with verbs.change(gone, "restored", by=by, action="delete", data={"unmerged": merge.pk}) as current:
            current.trashed_at = None
        _move_back(merge)
        EventLink.objects.filter(merge_id=merge.pk).delete()
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
    return gone


def _gathered(field, mine, other):
    entries = list(mine or [])
    known = {_name(field, entry) for entry in entries}
    entries += [
        {**entry, "primary": False} if isinstance(entry, dict) else entry
        for entry in other or [] if _name(field, entry) not in known
    ]
    return entries


def _name(field, entry):
    if not isinstance(entry, dict):
        return entry
    part = getattr(field, "part", "")
    return str(entry[part]).casefold() if part in entry else str(sorted((k, v) for k, v in entry.items() if k != "primary"))


def _move_rows(type, old, new):
    """Point every row that hangs on `old` to `new`; return [[model, attribute, ids], …] of what moved."""
    moved = []
    for relation in type.model._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model, attribute = relation.related_model, relation.field.attname
            rows = model._base_manager.filter(**{attribute: old})
            if model is type.model:  # the two do not come to point at themselves
                rows = rows.exclude(pk__in=[old, new])
            moved.append([model._meta.label, attribute, _repoint(rows, attribute, new)])
    for model in _hanging():
        rows = model._base_manager.filter(type=type.code, record_id=old)
        moved.append([model._meta.label, "record_id", _repoint(rows, "record_id", new)])
        model.rows_moved(type.code, [old, new])
    return [entry for entry in moved if entry[2]]


def _hanging():
    """Return the models whose rows hang on records by `type` and `record_id`, without a foreign key."""
    return [model for model in apps.get_models() if hasattr(model, "rows_moved")]


def _repoint(rows, attribute, new):
    """Set an attribute on rows, leaving alone those that would collide with one that is there; return the ids moved."""
    ids = list(rows.values_list("pk", flat=True))
    manager = rows.model._base_manager
    try:
        with transaction.atomic():
            manager.filter(pk__in=ids).update(**{attribute: new})
        return ids
    except IntegrityError:
        return [pk for pk in ids if _alone(manager, pk, attribute, new)]


def _alone(manager, pk, attribute, new):
    try:
        with transaction.atomic():
            return bool(manager.filter(pk=pk).update(**{attribute: new}))
    except IntegrityError:
        return False


def _move_back(merge):
    for label, attribute, ids in merge.moved:
        model = apps.get_model(label)
        model._base_manager.filter(pk__in=ids, **{attribute: merge.kept_id}).update(**{attribute: merge.gone_id})
    for model in _hanging():
        model.rows_moved(merge.type, [merge.kept_id, merge.gone_id])


def _share_events(merge):
    """Show the gone record's history in the kept one's timeline."""
    there = EventLink.objects.filter(type=merge.type, record_id=merge.kept_id, event_id=OuterRef("pk"))
    own = Event.objects.filter(type=merge.type, record_id=merge.gone_id)
    linked = Event.objects.filter(linked__type=merge.type, linked__record_id=merge.gone_id)
    for found in (own, linked):
        rows = found.exclude(verb="merged_away").filter(~Exists(there)).values_list("pk", "at").distinct()
        EventLink.objects.bulk_create(
            [
                EventLink(event_id=pk, at=at, type=merge.type, record_id=merge.kept_id, merge_id=merge.pk)
                for pk, at in rows.iterator(chunk_size=1000)
            ],
            batch_size=500,
        )
