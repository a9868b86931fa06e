"""Merge two records of a type into one, field by field, and take them apart again as they were."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from perennial.core import verbs
from perennial.core.errors import Refused
from perennial.core.models import Event, EventLink
from perennial.records.hanging import move_back, move_rows
from perennial.records.models import DuplicatePair, Merge

GATHERED = ("emails", "phones", "addresses", "tags", "many")


def proposed(type, kept, gone):
    """Return {field code: value} that a merge would give the kept record by default.

    Lists are gathered from both, empty fields are filled from the other, filled ones stay.
    """
    chosen = {}
    for field in mergeable(type):
        mine, other = field.get(kept), field.get(gone)
        if field.kind in GATHERED:
            chosen[field.code] = gathered(field, mine, other)
        elif field.kind == "external":
            chosen[field.code] = {**(other or {}), **(mine or {})}
        else:
            chosen[field.code] = other if mine in (None, "", [], {}) else mine
    return _not_to_themselves(type, chosen, kept, gone)


def mergeable(type):
    """Return the fields that a merge decides about."""
    return [field for field in type.writable() if not field.attached]


def gathered(field, mine, other):
    """Return the entries of two lists as one, each once, the first list's order and primary kept."""
    entries = list(mine or [])
    known = {entry_name(field, entry) for entry in entries}
    entries += [
        {**entry, "primary": False} if isinstance(entry, dict) and known else entry
        for entry in other or [] if entry_name(field, entry) not in known
    ]
    return entries


def merge(type, kept, gone, *, by, context, values=None):
    """Take `gone` into `kept`; return the Merge. `values` ({field code: value}) override what is proposed.

    Everything that hangs on the one gone moves over. Raises Refused, Forbidden, Missing.
    """
    if kept.pk == gone.pk:
        raise Refused(_("Choose two different records."))
    with transaction.atomic():
        done = Merge.objects.create(type=type.code, kept_id=kept.pk, gone_id=gone.pk, merged_by_id=by.user_id)
        with verbs.change(gone, "merged_away", by=by, action="delete", data={"into": kept.pk, "merge": done.pk}) as current:
            _refuse_trashed(current)
            current.trashed_at = timezone.now()
        with verbs.change(kept, "merged", by=by, data={"from": gone.pk, "title": str(gone), "merge": done.pk}) as current:
            _refuse_trashed(current)
            before = verbs.values(current)
            chosen = {**proposed(type, current, gone), **(values or {})}
            for code, value in _not_to_themselves(type, chosen, current, gone).items():
                type.field(code).put(current, value)
            type.prepare(current, context)
            if errors := type.check(current, context):
                raise Refused(errors)
        done.kept_before = _stored(verbs.difference(before, verbs.values(kept)))
        done.moved = move_rows(type, gone.pk, kept.pk)
        done.save()
        _share_events(done)
        _settle(done, "merged", by)
    return done


def unmerge(merge, type, *, by):
    """Take a merge apart: both records as they were, with everything that hung on them; return the one that had gone.

    What was changed on the kept record since stays as it is now. Raises Refused, Forbidden.
    """
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        kept, gone = _both(merge, type)
        with verbs.change(kept, "unmerged", by=by, data={"from": gone.pk, "title": str(gone), "merge": merge.pk}) as current:
            _put_back(type, current, merge.kept_before)
        with verbs.change(gone, "restored", by=by, action="delete", data={"unmerged": merge.pk}) as current:
            current.trashed_at = None
        move_back(merge)
        EventLink.objects.filter(merge_id=merge.pk).delete()
        merge.undone_at = timezone.now()
        merge.save(update_fields=["undone_at"])
        _settle(merge, "open", by)
    return gone


def standing(type_code, pk):
    """Return the Merge that took a record into another and stands, or None."""
    return Merge.objects.filter(type=type_code, gone_id=pk, undone_at=None).order_by("pk").first()


def refuse_merged_away(record):
    """Raise Refused for a record that was merged into another: it comes back by taking the merge apart."""
    if merge := standing(record.TYPE, record.pk):
        kept = type(record)._base_manager.filter(pk=merge.kept_id).first()
        raise Refused(_("This was merged into “%(name)s”. Take the merge apart there.") % {"name": kept or merge.kept_id})


def _not_to_themselves(type, chosen, kept, gone):
    """Leave out links between the two: nobody is his own parent."""
    for code, value in chosen.items():
        field = type.field(code)
        if field.kind == "link" and field.target == type.code and value in (kept.pk, gone.pk):
            chosen[code] = None
    return chosen


def _refuse_trashed(record):
    if record.trashed_at:
        refuse_merged_away(record)
        raise Refused(_("“%(name)s” is in the trash. Take it out first.") % {"name": record})


def _both(merge, type):
    """Return the kept record and the gone one of a merge that can be taken apart. Raises Refused."""
    if merge.undone_at:
        raise Refused(_("These two have been taken apart already."))
    found = type.model._base_manager.in_bulk([merge.kept_id, merge.gone_id])
    if len(found) < 2:
        raise Refused(_("One of the two has been erased: they cannot be taken apart any more."))
    kept = found[merge.kept_id]
    _refuse_trashed(kept)  # a later merge is taken apart first
    return kept, found[merge.gone_id]


def _put_back(type, current, changes):
    """Give the kept record its values from before; of lists that were changed since, only what the merge did."""
    now = _stored(verbs.values(current))
    lists = {field.attribute: field for field in type.fields if field.kind in GATHERED}
    for name, (before, after) in changes.items():
        if now.get(name) == after:
            verbs.put(current, name, before)
        elif name in lists:
            verbs.put(current, name, _without(lists[name], now.get(name), before, after))


def _without(field, now, before, after):
    """Return a list as it is now, less what a merge added and with what it left out."""
    names = {side: {entry_name(field, entry) for entry in entries or []} for side, entries in (("before", before), ("after", after))}
    added = names["after"] - names["before"]
    stay = [entry for entry in now or [] if entry_name(field, entry) not in added]
    known = names["after"] | {entry_name(field, entry) for entry in stay}
    return stay + [entry for entry in before or [] if entry_name(field, entry) not in known]


def entry_name(field, entry):
    """Return what an entry of a list is known by: its address, its number, all of it but which is the first."""
    if not isinstance(entry, dict):
        return entry
    part = getattr(field, "part", "")
    return str(entry[part]).casefold() if part in entry else str(sorted((k, v) for k, v in entry.items() if k != "primary"))


def _stored(values):
    """Return values as they are kept: days and moments as text."""
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder))


def _settle(merge, state, by):
    """Note on the pair of likely duplicates what became of it."""
    first, second = sorted((merge.kept_id, merge.gone_id))
    decided = {"state": state, "decided_by_id": by.user_id, "decided_at": timezone.now()}
    DuplicatePair.objects.filter(type=merge.type, first_id=first, second_id=second).update(**decided)


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
