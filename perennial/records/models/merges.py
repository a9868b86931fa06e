"""Merges, kept whole so that they can be taken apart again."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Merge(models.Model):
    """One record taken into another: both as they were, and everything that was moved."""

    type = models.CharField(max_length=40)
    kept_id = models.BigIntegerField()
    gone_id = models.BigIntegerField()
    kept_before = models.JSONField(default=dict)  # changes of the kept record, {attribute: [before, after]}
    moved = models.JSONField(default=list)  # [[model label, attribute, id], …]
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["type", "kept_id"], name="merge_kept")]

    def __str__(self):
        return f"{self.type} {self.gone_id} into {self.kept_id}"
