"""The board of a pipeline: what stands in each stage, what it is worth, and whose next step is missing."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from perennial.core.models import installation
from perennial.records.pages.boards import Column, render_board
from perennial.records.registry import record_type
from perennial.sales import totals
from perennial.sales.pipelines import pipelines, stages_of
from perennial.ui.addresses import reverse


@require_GET
def index(request, pipeline=None):
    """Show a pipeline as a board, the first one unless another is asked for."""
    shown, known = chosen(request, pipeline)
    stages = stages_of(shown.pk)
    heads = totals.heads(shown.pk, totals.owners(request.actor))
    return render_board(
        request, record_type("deals"), by="stage", columns=[_column(stage, shown) for stage in stages],
        card="sales/deal_card.html", template="sales/deal_board.html", move="sales:stage",
        fields=("title", "company", "person", "amount", "next_step", "owner", "stage_since"), sort=("place",),
        here=reverse("sales:pipeline_board", args=[shown.pk]), where=totals.open_in(shown.pk),
        totals=lambda: {stage: (count, amount) for stage, (count, amount, _likely) in heads.items()},
        context={
            "pipeline": shown, "pipelines": [(one, reverse("sales:pipeline_board", args=[one.pk])) for one in known],
            "stale": _Stale(stages), "likely": sum(head[2] for head in heads.values()), "currency": installation().currency,
            "ends": ends(), "at": _Addresses(), "editable": request.actor.may("pipelines", None),
        },
    )  # fmt: skip


def chosen(request, pk=None):
    """Return a pipeline, the one looked at last unless another is asked for, and all that are offered. Raises Http404."""
    known = pipelines()
    shown = next((one for one in known if one.pk == (pk or _last(request, known))), None)
    if shown is None:
        raise Http404
    if request.session.get("pipeline") != shown.pk:  # a session that is set is written, even to the same
        request.session["pipeline"] = shown.pk
    return shown, known


def ends():
    """Return (key, icon, label, what happens) of the three ends of a deal."""
    return [
        ("lost", "ban", _("Lost"), _("a reason will be asked")), ("on_hold", "pause", _("On hold"), _("until a date")),
        ("won", "cup", _("Won"), _("closes the deal")),
    ]  # fmt: skip


class _Addresses:
    """Addresses of a card, resolved once a page and not once a card."""

    def __init__(self):
        names = {"record": "deals:record", "win": "sales:win", "lose": "sales:lose"}
        self.parts = {key: reverse(name, args=[0]).split("0", 1) for key, name in names.items()}

    def __call__(self, name, pk):
        before, after = self.parts[name]
        return f"{before}{pk}{after}"


class _Stale:
    """Tells for how many days a card is longer in its stage than the stage allows."""

    def __init__(self, stages):
        self.allowed = {stage.pk: stage.stale_after_days for stage in stages}
        self.now = timezone.now()

    def days(self, row):
        """Return whole days in the stage when that is too long, otherwise 0."""
        stage = row["stage"]
        allowed = self.allowed.get(stage["id"] if isinstance(stage, dict) else stage)
        days = (self.now - row["stage_since"]).days
        return days if allowed and days > allowed else 0


def _last(request, known):
    kept = request.session.get("pipeline")
    return kept if kept in [one.pk for one in known] else known[0].pk


def _column(stage, pipeline):
    add = f"{reverse('deals:new')}?pipeline={pipeline.pk}&stage={stage.pk}"
    return Column(stage.pk, stage.name, add, stage.guidance)
