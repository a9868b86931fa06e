"""Hand-overs: everything of one colleague given to others, kept as a list that can be read and taken back."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STATES = [
    ("waiting", _("Waiting")), ("running", _("Under way")), ("done", _("Done")), ("failed", _("Stopped half-way")),
    ("undoing", _("Being taken back")), ("undone", _("Taken back")),
]  # fmt: skip


class HandOver(models.Model):
    """One hand-over. Its `key` is the batch of all its events: the list of what moved, and the way back."""

    key = models.CharField(max_length=32, unique=True)
    leaver = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    shares = models.JSONField(default=dict)  # {record type: [ids of the users who take it over, in turn]}
    shut_out = models.BooleanField(default=False)  # the leaver can no longer sign in afterwards
    state = models.CharField(max_length=8, choices=STATES, default="waiting")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list)  # [{type, id, message}], the first hundred
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.leaver} → {self.created_at:%Y-%m-%d}"
