"""Taking the demo company away: its records with all that hangs on them, its lists, and its people."""

from django.db import transaction
from django.db.models import ProtectedError, Q, RestrictedError
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from perennial.accounts.changes import need
from perennial.accounts.models import Notification, Opening, User
from perennial.accounts.verbs import end_sessions
from perennial.activities import next_step
from perennial.activities.models import Activity, ActivityLink
from perennial.core import events, verbs
from perennial.core.errors import Refused
from perennial.core.models import Event, EventLink, Installation, installation
from perennial.demo.models import Story
from perennial.demo.telling import BROUGHT
from perennial.records import files, search
from perennial.records.models import CustomField, File, Key, schema_changed
from perennial.records.registry import REGISTRY
from perennial.sales import totals

# What goes first holds on to what goes later.
ORDER = ("tasks", "meetings", "calls", "notes", "leads", "deals", "people", "companies", "stages", "pipelines")
# Rows that name a record by its type and id.
NAMING = (Key, Event, EventLink, Opening, Notification)


def told():
    """Return the Story that stands here, or None."""
    return Story.objects.first()


def remove(*, by):
    """Take everything away that the story has brought; return {record type: how many}. Raises Refused, Forbidden.

    What others have made stays, and so does whoever of the cast has something of his own.
    """
    need(by, "settings")
    with transaction.atomic():
        story = Story.objects.select_for_update().first()
        if story is None:
            raise Refused(_("There is no demo company here."))
        made = _made(story)
        events.write(story, "removed", by=by, data={"company": story.company})
        _let_go(made, by)
        counts = {type: _erase(type, made.get(type, [])) for type in ORDER}
        _erase_brought(story)
        totals.rebuild()
        if story.named_house and not User.objects.exists():
            Installation.objects.update(company="")
        story.delete()
    schema_changed()
    installation(fresh=True)
    return {type: count for type, count in counts.items() if count}


def _made(story):
    """Return {record type: ids} of the story's records, and of those that a repeating one of them gave birth to."""
    made = {}
    for type, pk in Event.objects.filter(batch=story.batch, verb="created").values_list("type", "record_id"):
        made.setdefault(type, set()).add(pk)
    steps = {pk for type in ORDER[:4] for pk in made.get(type, ())}
    fresh = steps
    while fresh:
        born = Activity.objects.filter(previous__in=fresh).exclude(pk__in=steps)
        fresh = set()
        for pk, kind in born.values_list("pk", "kind"):
            made.setdefault(f"{kind}s", set()).add(pk)
            fresh.add(pk)
        steps = steps | fresh
    return {type: sorted(ids) for type, ids in made.items()}


def _let_go(made, by):
    """Take what others have done off the records that go; what was about nothing else goes with them."""
    gone = {(type, pk) for type, ids in made.items() for pk in ids}
    own = {pk for type in ORDER[:4] for pk in made.get(type, ())}
    named = Q(pk__in=[])
    for type, ids in made.items():
        named |= Q(type=type, record_id__in=ids)
    touched = ActivityLink.objects.filter(named).exclude(activity__in=own).values_list("activity", flat=True)
    for activity in Activity.objects.filter(pk__in=set(touched)):
        left = [link for link in activity.about if tuple(link) not in gone]
        if left:
            with verbs.change(activity.as_kind(), by=by) as current:
                current.about = left
        else:
            made.setdefault(f"{activity.kind}s", []).append(activity.pk)


def _erase(type, ids):
    """Delete records of a type for good, and every row that names them; keep what somebody else's record needs."""
    kept = []
    model = REGISTRY[type].model
    beside = set(ActivityLink.objects.filter(activity__in=ids).values_list("type", "record_id")) if type in ORDER[:4] else ()
    for record in model._base_manager.filter(pk__in=ids):
        try:
            with transaction.atomic():
                record.delete()
        except (ProtectedError, RestrictedError):
            kept.append(record.pk)
    gone = [pk for pk in ids if pk not in kept]
    search.remove(type, gone)
    _forget_files(type, gone)
    _unqueue(type, gone)
    for rows in NAMING:
        rows._base_manager.filter(type=type, record_id__in=gone).delete()
    for other, pk in beside:
        next_step.refresh(other, [pk])
    return len(gone)


def _forget_files(type, ids):
    for file in File.objects.filter(type=type, record_id__in=ids):
        files.path(file).unlink(missing_ok=True)
        file.delete()


def _unqueue(type, ids):
    """Take back the work that still waits for events which go."""
    going = set(Event.objects.filter(type=type, record_id__in=ids).values_list("pk", flat=True))
    waiting = DBTaskResult.objects.ready().values_list("pk", "args_kwargs")
    DBTaskResult.objects.filter(pk__in=[pk for pk, said in waiting if going & set(map(_whole, said.get("args", [])))]).delete()


def _whole(value):
    return value if isinstance(value, int) else 0


def _erase_brought(story):
    """Delete lists, fields, views, teams and users of the story, as far as nobody needs them."""
    for model in BROUGHT:  # users before their teams; a database may keep the story's own order or not
        ids = story.brought.get(model._meta.label, [])
        for row in model._base_manager.filter(pk__in=ids).order_by("-pk"):  # branches before what they grow from
            if not _needed(row):
                _erase_row(row)


def _needed(row):
    if isinstance(row, CustomField):
        model = REGISTRY[row.type].model
        return model._base_manager.filter(custom__has_key=row.code).exists()
    if row._meta.label == "records.Tag":
        return Key.objects.filter(kind="tags", key=str(row.pk)).exists()
    return row._meta.label == "accounts.Team" and row.members.exists()


def _erase_row(row):
    pk, type = row.pk, getattr(row, "TYPE", "options" if row._meta.label == "records.Option" else "")
    try:
        with transaction.atomic():
            if isinstance(row, User):
                end_sessions(row)
            row.delete()
    except (ProtectedError, RestrictedError):
        return  # somebody's own record still needs it
    if type:
        Event.objects.filter(type=type, record_id=pk).delete()
