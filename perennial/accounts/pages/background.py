"""Background work: what failed and why, and another turn for it; what waits, and who is at work."""

from datetime import timedelta

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_tasks_db.models import DBTaskResult

from perennial.accounts.changes import need
from perennial.accounts.models import Audited
from perennial.accounts.pages import shelf
from perennial.core import events, jobs
from perennial.core.jobs import JOBS, NAMES, PeriodicJob, WorkerBeat
from perennial.ui import pages

SHOWN = 100
SEEN = timedelta(minutes=2)  # a worker that was seen since is at work


def index(request):
    """List what failed, the last first."""
    need(request.actor, "settings")
    failed = jobs.failed()
    values = {
        "failed": [(job, name_of(job), jobs.reason(job)) for job in failed[:SHOWN]],
        "count": failed.count(),
        "shown": SHOWN,
        "broken": PeriodicJob.objects.filter(name__in=JOBS).exclude(error=""),
        "waiting": DBTaskResult.objects.ready().count(),
        "workers": WorkerBeat.objects.filter(seen_at__gt=timezone.now() - SEEN).count(),
    }
    return shelf.render(request, "accounts/background.html", "background", values)


@require_POST
def again(request, pk):
    """Try one job again."""
    need(request.actor, "settings")
    job = jobs.failed().filter(pk=pk).first()
    if job is None:
        raise Http404
    return _tried(request, jobs.failed().filter(pk=pk), name_of(job))


@require_POST
def all_again(request):
    """Try everything again that failed."""
    need(request.actor, "settings")
    return _tried(request, jobs.failed().order_by(), _("Everything that failed"))


def name_of(job):
    """Return what people call a job; the path of its task when nobody has named it."""
    return NAMES.get(job.task_path, job.task_path)


class _Work(Audited):
    """Background work, as the audit names it."""

    TYPE, pk = "background", 0

    def __init__(self, name):
        self.name = str(name)

    def __str__(self):
        return self.name


def _tried(request, chosen, name):
    count = jobs.again(chosen)
    events.write(_Work(name), "tried_again", by=request.actor, data={"count": count})
    said = ngettext("%(n)s job is tried again.", "%(n)s jobs are tried again.", count) % {"n": count}
    return pages.toast(pages.moved(request, reverse("background")), said)
