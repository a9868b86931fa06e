"""Taking back the deed that was just done with a deal or a request, with all that followed from it."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.core.errors import Missing
from perennial.core.models import Event
from perennial.records.pages.record_answers import done
from perennial.records.registry import record_type
from perennial.records.verbs import put_back

EVENTS = ("changed", "requests", "timeline", "record", "facts", "deal", "lines")


@require_POST
def undo(request, code, pk, event):
    """Put a record back as it was before an event."""
    record = record_type(code).load(request.actor, pk, "edit")
    past = Event.objects.filter(type=code, record_id=pk, pk=event).first()
    if past is None:
        raise Missing(event)
    return done(request, lambda: put_back(record, past, by=request.actor), _("Put back as it was"), events=EVENTS)
