"""What is derived from a deal's way: its outcomes, its time in stages, and the sums of boards."""

import datetime

from django.db import models
from django.utils import timezone

from perennial.accounts.models import User
from perennial.records.models import Option
from perennial.sales.models.deals import Deal
from perennial.sales.models.pipelines import Pipeline, Stage


class Outcome(models.Model):
    """A deal was won, lost, put on hold or opened again."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="outcomes")
    kind = models.CharField(max_length=8)  # won, lost, held, reopened
    reason = models.ForeignKey(Option, models.PROTECT, null=True, related_name="+")
    comment = models.TextField(default="")
    until = models.DateField(null=True)  # of what is held
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["deal", "at"], name="outcome_of_deal"),
            models.Index(fields=["kind", "at"], name="outcome_by_kind"),
        ]

    def __str__(self):
        return f"{self.deal_id} {self.kind}"


class StageStay(models.Model):
    """A deal's stay in a stage, under the name that the stage had then."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="stays")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="+")
    stage_name = models.CharField(max_length=80)
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)  # null while it is there, open
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # who moved it in

    class Meta:
        indexes = [
            models.Index(fields=["deal", "entered_at"], name="stay_of_deal"),
            models.Index(fields=["stage", "entered_at"], name="stay_in_stage"),
        ]

    def __str__(self):
        return f"{self.deal_id} in {self.stage_name}"


NO_MONTH = datetime.date(1, 1, 1)  # of deals that are expected on no day: a unique row needs a value


class StageTotal(models.Model):
    """How many deals of one owner stand in a stage with an outcome, expected in a month, and what they are worth.

    Kept inside the transaction of each change, so that neither a board nor a report ever adds up its deals.
    """

    pipeline = models.ForeignKey(Pipeline, models.CASCADE, related_name="+")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="+")
    owner_ref = models.BigIntegerField(default=0)  # id of the user, 0 for nobody
    outcome = models.CharField(max_length=8, default="")
    month = models.DateField(default=NO_MONTH)  # its first day
    count = models.BigIntegerField(default=0)
    amount = models.BigIntegerField(default=0)  # minor units of the company's currency
    likely = models.BigIntegerField(default=0)  # amount times probability, in hundredths of minor units

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "outcome", "stage", "owner_ref", "month"], name="stage_total_once")
        ]

    def __str__(self):
        return f"{self.stage_id}/{self.owner_ref}{self.outcome and '/' + self.outcome}: {self.count}"
