"""Requests (leads): what came in and waits to be accepted, declined or tied to a deal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from perennial.core.models import SortKeyField
from perennial.people.models import Company, Person
from perennial.records.models import Option, Owned
from perennial.sales.models.deals import Deal

STATES = [
    ("unsorted", _("Unsorted")),
    ("accepted", _("Accepted")),
    ("declined", _("Declined")),
    ("tied", _("Tied to a deal")),
]
CHANNELS = [
    ("manual", _("By hand")), ("form", _("Form on the site")), ("mail", _("E-mail")), ("phone", _("Phone")), ("chat", _("Chat")),
    ("api", _("Another program")), ("import", _("File")),
]  # fmt: skip
UNSORTED = models.Q(trashed_at=None, state="unsorted")


class Lead(Owned):
    """A request from outside. It waits since `created_at`; `first_touch_at` is when somebody first answered."""

    TYPE = "leads"

    title = models.CharField(max_length=200, default="", blank=True)
    sort_key = SortKeyField()
    text = models.TextField(default="", blank=True)
    first_name = models.CharField(max_length=100, default="", blank=True)
    middle_name = models.CharField(max_length=100, default="", blank=True)
    last_name = models.CharField(max_length=100, default="", blank=True)
    company_name = models.CharField(max_length=200, default="", blank=True)
    emails = models.JSONField(default=list, blank=True)
    phones = models.JSONField(default=list, blank=True)
    region = models.CharField(max_length=120, default="", blank=True)  # the territory it comes from
    channel = models.CharField(max_length=8, default="manual", blank=True)
    state = models.CharField(max_length=8, default="unsorted")
    decline_reason = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+")
    decline_comment = models.TextField(default="", blank=True)
    assigned_at = models.DateTimeField(null=True, editable=False)
    first_touch_at = models.DateTimeField(null=True, editable=False)
    sorted_at = models.DateTimeField(null=True, editable=False)  # accepted, declined or tied
    deal = models.ForeignKey(Deal, models.SET_NULL, null=True, blank=True, related_name="leads")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="leads")
    company = models.ForeignKey(Company, models.SET_NULL, null=True, blank=True, related_name="leads")

    class Meta:
        indexes = [
            models.Index(fields=["created_at", "id"], name="lead_waiting", condition=UNSORTED),
            models.Index(
                fields=["owner", "created_at", "id"], name="lead_by_owner", condition=models.Q(trashed_at=None)
            ),
            models.Index(fields=["-created_at", "-id"], name="lead_by_age", condition=models.Q(trashed_at=None)),
            models.Index(fields=["-trashed_at"], name="lead_trash", condition=models.Q(trashed_at__isnull=False)),
            models.Index(
                fields=["state", "-created_at", "-id"], name="lead_by_state", condition=models.Q(trashed_at=None)
            ),
        ]

    def __str__(self):
        return self.title or str(_("Request without words"))

    @property
    def person_name(self):
        """The name of whoever asks, as shown."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)

    def links(self):
        """Put the request's events into the timelines of what came of it."""
        found = [("deals", self.deal_id), ("people", self.person_id), ("companies", self.company_id)]
        return [link for link in found if link[1]]

    @classmethod
    def owned_by(cls, user_ids):
        """Return the condition: theirs, or nobody's yet, which anybody may take."""
        return models.Q(owner_id__in=user_ids) | models.Q(owner=None)
