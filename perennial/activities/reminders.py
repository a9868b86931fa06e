"""Reminders: what is due to be reminded of is claimed and told by one of the workers, once."""

from django.db import transaction
from django.utils import timezone

from perennial.accounts import notifications
from perennial.accounts.models import User
from perennial.activities.models import Activity
from perennial.core.jobs import periodic

AT_ONCE = 500


@periodic(every=30)
def remind():
    """Tell of everything whose moment has come."""
    due = Activity.objects.filter(remind_at__lte=timezone.now(), done_at=None, trashed_at=None).order_by("remind_at")
    for pk, at in list(due.values_list("pk", "remind_at")[:AT_ONCE]):
        _claim(pk, at)


def _claim(pk, at):
    """Tell of one activity, unless another worker has taken it: only one can empty its moment."""
    with transaction.atomic():
        if Activity.objects.filter(pk=pk, remind_at=at).update(remind_at=None) != 1:
            return
        activity = Activity.objects.get(pk=pk).as_kind()
        people = {activity.owner_id, *(activity.users if activity.kind in ("meeting", "call") else ())}
        for user in User.objects.filter(pk__in=people - {None}, is_active=True):
            data = {"at": activity.starts_at.isoformat(), "all_day": activity.all_day, "zone": user.time_zone}
            notifications.notify([user], "reminder", record=activity, data=data)
