"""Telling users: rows that keep a code and its values, so that each reader reads them in his own language."""

from django.db import transaction
from django.db.models import Func
from django.utils import timezone

from perennial.accounts import channels
from perennial.accounts.models import Notification, User
from perennial.core.prepared import Prepared

_UNREAD = Prepared(
    lambda user: (
        Notification.objects.filter(user=user, read_at=None)
        .order_by()
        .values_list(Func("pk", function="COUNT"), flat=True)
    ),
    int,
)
_ABOUT = Prepared(
    lambda user, type, pk: Notification.objects.filter(user=user, read_at=None, type=type, record_id=pk)
    .order_by()
    .values_list("pk", flat=True),
    int, str, int,
)  # fmt: skip


@transaction.atomic
def notify(users, code, *, record=None, data=None, by=None):
    """Put a line into the bells of users (or their ids), and send it the other ways they chose. Return the rows.

    Whoever did it himself is not told.
    """
    ids = {getattr(user, "pk", user) for user in users} - {by and by.user_id, None}
    chosen = dict(User.objects.filter(pk__in=ids, is_active=True).values_list("pk", "notices"))
    shared = {
        "code": code,
        "data": {"who": by.name if by else "", **({"title": str(record)[:200]} if record else {}), **(data or {})},
        "type": record.TYPE if record else "",
        "record_id": record.pk if record else None,
        "actor_id": by.user_id if by else None,
    }
    rows = Notification.objects.bulk_create(Notification(user_id=pk, **shared) for pk in sorted(chosen))
    channels.carry(rows, chosen)
    return rows


def unread(user):
    """Return how many lines a user (or an id) has not read."""
    return _UNREAD.first(getattr(user, "pk", user))


def read(user, ids=None):
    """Mark the user's lines as read, all of them unless `ids` names some."""
    rows = Notification.objects.filter(user=user, read_at=None)
    (rows if ids is None else rows.filter(pk__in=ids)).update(read_at=timezone.now())


def read_about(user, record):
    """Mark what the bell says about a record as read, since its user looks at the record now."""
    lines = _ABOUT(user.pk, record.TYPE, record.pk)
    if lines:  # looking costs no lock, writing does
        read(user, lines)
