"""Rules by which new requests find their salesperson."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from perennial.accounts.models import Team
from perennial.sales.models.pipelines import Shared

WAYS = [
    ("turn", _("In turn")), ("least", _("To the least loaded")), ("territory", _("By territory")), ("source", _("By source")),
]  # fmt: skip


class AssignmentRule(Shared):
    """Under a condition, give a request to one of `users` (or of the team's members).

    By territory and by source, `targets` says who takes which: [{"match": region or id of the source, "user": id}].
    """

    TYPE = "assignment_rules"

    name = models.CharField(_("name"), max_length=80)
    place = models.PositiveIntegerField(default=0)
    filter = models.JSONField(null=True, blank=True)  # of leads; none holds always
    way = models.CharField(_("way"), max_length=10, choices=WAYS, default="turn")
    users = models.JSONField(default=list, blank=True)
    team = models.ForeignKey(Team, models.SET_NULL, null=True, blank=True, related_name="+")
    targets = models.JSONField(default=list, blank=True)
    last_user_id = models.BigIntegerField(null=True, editable=False)  # who had the last turn
    active = models.BooleanField(default=True)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self):
        return self.name
