"""Work of the room in the background: new requests find their owner, answers are timed, held deals open again."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from perennial.core.actor import SYSTEM
from perennial.core.jobs import called, periodic, whole
from perennial.core.models import Event
from perennial.records.context import context_for
from perennial.sales import totals
from perennial.sales.models import Deal, Lead
from perennial.sales.verbs import rules
from perennial.sales.verbs.deals import reopen
from perennial.sales.verbs.leads import assign, touch

ANSWERS = ("calls", "notes", "meetings", "messages")  # what counts as an answer to a request


@task()
@whole
def assign_new(event_id):
    """Give a new request that nobody answers for to whom the rules name."""
    event = Event.objects.get(pk=event_id)
    lead = Lead.objects.filter(pk=event.record_id, trashed_at=None, owner=None, state="unsorted").first()
    if lead and event.via != "import":
        assign(lead, by=SYSTEM.because(event))


called(assign_new, _("Giving out a new request"))


class NewRequests:
    """Hears of new requests. Those of a file are many at once: they wait to be given out from their page."""

    def enqueue_many(self, event_ids):
        """Store a job for a single new request, none for a heap of them."""
        if len(event_ids) == 1:
            assign_new.enqueue(event_ids[0])


new_requests = NewRequests()


@task()
@whole
def note_answer(event_id):
    """Note the first answer of a person to the requests that a call, note or message hangs on."""
    event = Event.objects.get(pk=event_id)
    leads = event.linked.filter(type="leads").values_list("record_id", flat=True)
    for lead in Lead.objects.filter(pk__in=leads, first_touch_at=None) if event.user_id else ():
        touch(lead, by=SYSTEM.because(event), at=event.at)


called(note_answer, _("Time of the first answer"))


@task()
@whole
def follow_hand_over(event_id):
    """Take a leaver out of the rules of assignment when his work was handed over."""
    event = Event.objects.get(pk=event_id)
    rules.replace(event.record_id, event.data.get("to", []), by=SYSTEM.because(event))


called(follow_hand_over, _("Rules of assignment after a hand-over"))


@periodic(every=900)
def wake_held():
    """Open the deals whose day has come."""
    held = Deal.objects.filter(outcome="on_hold", on_hold_until__lte=timezone.localdate(), trashed_at=None)
    for deal in held[:500]:
        reopen(deal, by=SYSTEM, context=context_for(SYSTEM))


@periodic(every=86_400)
def mend_totals():
    """Add the sums of boards up anew, should a repair by hand have gone past them."""
    totals.rebuild()
