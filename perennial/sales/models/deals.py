"""Deals, and who at the customer's takes part in the decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from perennial.core.models import SortKeyField
from perennial.people.models import Company, Person
from perennial.records.models import Option, Owned
from perennial.sales.models.pipelines import Pipeline, Stage

OUTCOMES = [("won", _("Won")), ("lost", _("Lost")), ("on_hold", _("On hold"))]
ROLES = [
    ("decides", _("Decides")), ("influences", _("Influences")), ("pays", _("Pays")), ("uses", _("Uses")), ("blocks", _("Blocks")),
]  # fmt: skip
KEPT = models.Q(trashed_at=None)


class Deal(Owned):
    """A sale under way in one pipeline. `outcome` is "" as long as it is open."""

    TYPE = "deals"

    title = models.CharField(max_length=200)
    sort_key = SortKeyField()
    company = models.ForeignKey(Company, models.SET_NULL, null=True, blank=True, related_name="deals")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="deals")
    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="deals")
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="deals")
    stage_since = models.DateTimeField(editable=False)
    place = models.FloatField(default=0, editable=False)  # in the column, smallest on top
    amount = models.BigIntegerField(null=True, blank=True)  # minor units of amount_currency
    amount_currency = models.CharField(max_length=3, default="", blank=True)
    amount_base = models.BigIntegerField(null=True, editable=False)  # minor units of the company's currency
    probability = models.PositiveSmallIntegerField(default=0)  # per cent
    expected_close_on = models.DateField(null=True, blank=True)
    lines = models.JSONField(
        default=list, blank=True
    )  # [{name, quantity, price, currency}], price in minor units or null
    outcome = models.CharField(max_length=8, default="", blank=True)
    closed_on = models.DateField(null=True, blank=True)  # day of winning or losing
    on_hold_until = models.DateField(null=True, blank=True)
    loss_reason = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+")
    outcome_comment = models.TextField(default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["stage", "outcome", "place", "id"], name="deal_board", condition=KEPT),
            models.Index(fields=["pipeline", "outcome", "owner", "next_step_at", "trashed_at"], name="deal_steps", condition=KEPT),
            models.Index(fields=["outcome", "next_step_at", "id"], name="deal_by_step", condition=KEPT),
            models.Index(
                fields=["owner", "outcome", "next_step_at", "stage_since"], name="deal_of_owner", condition=KEPT
            ),
            # What was won by month too. An index that begins as deal_steps does would be taken instead of it.
            models.Index(
                fields=["outcome", "closed_on", "pipeline", "amount_base", "owner"], name="deal_closed", condition=KEPT
            ),
            # The month of one's own sums, answered by the index alone.
            models.Index(fields=["owner", "outcome", "closed_on", "amount_base"], name="deal_month", condition=KEPT),
            models.Index(
                fields=["owner", "outcome", "expected_close_on", "amount_base", "probability"],
                name="deal_likely", condition=KEPT,
            ),
            models.Index(fields=["sort_key", "id"], name="deal_by_title", condition=KEPT),
            models.Index(fields=["owner", "-created_at", "-id", "trashed_at"], name="deal_by_owner", condition=KEPT),
            models.Index(fields=["-created_at", "-id"], name="deal_by_age", condition=KEPT),
            models.Index(fields=["title"], name="deal_named"),
            models.Index(fields=["-trashed_at"], name="deal_trash", condition=models.Q(trashed_at__isnull=False)),
        ]

    def __str__(self):
        return self.title

    def links(self):
        """Put the deal's events into the timelines of its company and person."""
        found = [("companies", self.company_id), ("people", self.person_id)]
        return [link for link in found if link[1]]


class DealRole(models.Model):
    """What somebody at the customer's has to do with a deal."""

    deal = models.ForeignKey(Deal, models.CASCADE, related_name="roles")
    person = models.ForeignKey(Person, models.CASCADE, related_name="deal_roles")
    role = models.CharField(max_length=12, choices=ROLES)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "person"], name="deal_role_once")]

    def __str__(self):
        return f"{self.person} {self.role}"
