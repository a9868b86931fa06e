"""Telling colleagues what concerns them: a task given, a mention, a meeting together, a watched task done."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import task

from perennial.accounts import kinds, notifications
from perennial.accounts.models import User
from perennial.accounts.policy import actor_for
from perennial.activities.models import Activity, HandOver
from perennial.core.actor import SYSTEM
from perennial.core.jobs import called, whole
from perennial.core.models import Event
from perennial.ui import formats


def words_of_reminder(data):
    """Say of what is reminded, and when it begins, on the clock of whoever is told."""
    with timezone.override(ZoneInfo(data["zone"])):
        at = datetime.fromisoformat(data["at"])
        when = formats.day(at) if data["all_day"] else f"{formats.day(at)}, {formats.time(at)}"
    return _("Reminder: %(title)s – %(when)s") % {"title": data["title"], "when": when}


kinds.kind("reminder", gettext_lazy("Reminders"), urgent=True, reminder=words_of_reminder)
kinds.kind(
    "task_given", gettext_lazy("A task is given to me"), task_given=lambda data: _("%(who)s gave you: %(title)s") % data
)
kinds.kind(
    "mentioned",
    gettext_lazy("Somebody mentions me"),
    mentioned=lambda data: _("%(who)s mentioned you: %(title)s") % data,
)
kinds.kind(
    "invited",
    gettext_lazy("A meeting or call with me"),
    invited=lambda data: _("%(who)s meets with you: %(title)s") % data,
)
kinds.kind(
    "task_done",
    gettext_lazy("A task that I watch is done"),
    task_done=lambda data: _("%(who)s finished: %(title)s") % data,
)
kinds.kind(
    "handed_over", gettext_lazy("Records are handed over to me"),
    handed_over=lambda data: _("%(who)s handed over to you what was %(leaver)s’s: %(count)s records") % data,
)  # fmt: skip
GIVEN, BIDDEN = ("tasks", "calls", "meetings"), ("meetings", "calls")


@task()
@whole
def tell(event_id):
    """Tell whoever an event of an activity concerns; once."""
    event = Event.objects.filter(pk=event_id).first()
    activity = Activity.objects.filter(pk=event.record_id, trashed_at=None).first() if event else None
    if activity is None or event.via == "import" or HandOver.objects.filter(key=event.batch).exclude(key="").exists():
        return  # what comes in bulk is told in bulk
    activity.as_kind()
    by = _who(event)
    for code, ids in _concerned(event, activity).items():
        notifications.notify(ids, code, record=activity, by=by)


called(tell, gettext_lazy("Telling colleagues"))


def _concerned(event, activity):
    """Return {code: ids of users} of whom an event concerns."""
    found, type = {}, activity.TYPE
    owner = event.changes.get("owner_id", [None, None])[1] if event.verb != "created" else activity.owner_id
    if type in GIVEN and owner and event.verb in ("created", "changed", "postponed"):
        found["task_given"] = {owner}
    named = _new_users(event, activity)
    if named and type != "tasks":
        found["invited" if type in BIDDEN and not activity.done_at else "mentioned"] = named
    if event.verb == "done" and type == "tasks":
        found["task_done"] = {*activity.users, activity.created_by_id, activity.owner_id}
    seen: set = set()
    for code, ids in found.items():
        found[code] = {pk for pk in ids - seen if pk}
        seen |= ids
    return found


def _new_users(event, activity):
    if event.verb == "created":
        return set(activity.users)
    before, after = event.changes.get("users", [[], []])
    return set(after or []) - set(before or [])


def _who(event):
    user = User.objects.filter(pk=event.user_id).first() if event.user_id else None
    return actor_for(user) if user else SYSTEM
