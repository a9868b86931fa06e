"""The next step of each record: the nearest open activity about it, kept on the record's own row."""

import datetime

from django.db.models import F, Max

from perennial.activities.models import STEPS, Activity, ActivityLink
from perennial.core.prepared import Prepared
from perennial.records.registry import REGISTRY

REMIND = {"starts_at", "remind_before", "done_at", "trashed_at"}  # what the moment of reminding follows from

_OPEN = Prepared(
    lambda type, ids: Activity.objects.filter(
        linked__type=type, linked__record_id__among=ids, kind__in=STEPS, done_at=None, trashed_at=None
    )
    .order_by(F("starts_at").asc(nulls_last=True), "pk")
    .values("pk", "linked__record_id", "starts_at", "title", "kind"),
    str, list,
)  # fmt: skip
_CONTACTS = Prepared(
    lambda type, ids: Activity.objects.filter(
        linked__type=type, linked__record_id__among=ids, kind__in=("call", "meeting"), done_at__isnull=False, trashed_at=None
    )
    .order_by()
    .values_list("linked__record_id")
    .annotate(Max("done_at")),
    str, list,
)  # fmt: skip


def derive(model, activities, changes):
    """Keep links, reminders, next steps and last contacts true when activities change."""
    if not issubclass(model, Activity):
        return
    if changes is None or changes.keys() & REMIND:
        _remind(activities)
    touched = set()
    if changes is None:
        _link(activities)
    elif "about" in changes:
        touched |= {tuple(link) for link in changes["about"][0] or []}
        for activity in activities:
            _relink(activity)
    touched |= {link for activity in activities for link in activity.links()}
    by_type = {}
    for type, pk in touched:
        by_type.setdefault(type, []).append(pk)
    for type, ids in by_type.items():
        refresh(type, ids)


def _link(activities):
    rows = [
        ActivityLink(activity_id=activity.pk, type=type, record_id=pk)
        for activity in activities
        for type, pk in dict.fromkeys(activity.links())
    ]
    ActivityLink.objects.bulk_create(rows, batch_size=500)


def _relink(activity):
    """Bring the rows in line with `about`, leaving those that stay: a merge remembers them by id."""
    wanted = set(activity.links())
    for row in activity.linked.all():
        if (row.type, row.record_id) not in wanted:
            row.delete()
        wanted.discard((row.type, row.record_id))
    activity.linked.bulk_create([ActivityLink(activity_id=activity.pk, type=type, record_id=pk) for type, pk in wanted])


def _remind(activities):
    """Set anew when each is to be reminded of."""
    for activity in activities:
        at = None
        if (
            activity.remind_before is not None
            and activity.starts_at
            and not activity.done_at
            and not activity.trashed_at
        ):
            at = activity.starts_at - datetime.timedelta(minutes=activity.remind_before)
        if at != activity.remind_at:
            activity.remind_at = at
            Activity.objects.filter(pk=activity.pk).update(remind_at=at)


def refresh(type, ids):
    """Set next step and last contact of records anew."""
    model = REGISTRY[type].model if type in REGISTRY else None
    if model is None or not hasattr(model, "next_step_at"):
        return
    for pk, values in steps_of(type, ids).items():
        model._base_manager.filter(pk=pk).update(**values)


def steps_of(type, ids):
    """Return {id: {attribute: value}} of what records must hold of their next step and their last contact."""
    nearest = {}
    for step in _OPEN(type, list(ids)):
        nearest.setdefault(step["linked__record_id"], step)
    contacts = dict(_CONTACTS(type, list(ids)))
    return {pk: _values(nearest.get(pk), contacts.get(pk)) for pk in ids}


def _values(step, contact):
    values = {
        "next_step_at": step and step["starts_at"],
        "next_step_title": (step["title"] if step else "")[:200],
        "next_step_kind": step["kind"] if step else "",
        "next_step_id": step and step["pk"],
    }
    return {**values, "last_contact_at": contact} if contact else values
