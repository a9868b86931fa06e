"""The lifecycle of a customer: attraction, retention, loyalty, lost. Each move is an event of its own."""

from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Refused
from perennial.core.models import Event
from perennial.core.prepared import Prepared
from perennial.core.verbs import change
from perennial.people.models import LIFECYCLE

VERB = "lifecycle_set"
_LOG = Prepared(
    lambda limit, type, pk: Event.objects.filter(type=type, record_id=pk, verb=VERB).order_by("-at", "-pk")[:limit],
    object, str, int,
)  # fmt: skip


def set_lifecycle(record, stage, *, by, **options):
    """Move a person or company to a stage ("" takes it out of the lifecycle); return it. Raises Refused, Forbidden."""
    if stage and stage not in dict(LIFECYCLE):
        raise Refused({"lifecycle": _("The lifecycle is one of: attraction, retention, loyalty, lost.")})
    if stage == record.lifecycle:
        return record
    with change(record, VERB, by=by, **options) as current:
        current.lifecycle = stage
    return record


def log(record, limit=6):
    """Return the events that moved a record through the lifecycle, newest first; its making counts if it set a stage."""
    return _LOG(limit, record.TYPE, record.pk)
