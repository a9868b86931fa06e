"""Likely duplicates that were found, and what people decided of them."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class DuplicatePair(models.Model):
    """Two records of a type that are probably one; the smaller id comes first."""

    type = models.CharField(max_length=40)
    first_id = models.BigIntegerField()
    second_id = models.BigIntegerField()
    score = models.PositiveSmallIntegerField()  # 0 to 100
    reasons = models.JSONField(default=list)  # codes, see records.duplicates.evidence
    state = models.CharField(max_length=14, default="open")  # open, merged, not_duplicate
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["type", "first_id", "second_id"], name="duplicate_pair_once")]
        indexes = [
            models.Index(fields=["type", "state", "-score", "id"], name="duplicate_open"),
            models.Index(fields=["type", "second_id"], name="duplicate_second"),
        ]

    def __str__(self):
        return f"{self.type} {self.first_id} = {self.second_id}?"


class DuplicateScan(models.Model):
    """When a type's records were last compared, and which words of their names are common."""

    type = models.CharField(max_length=40, primary_key=True)
    scanned_at = models.DateTimeField()
    whole_at = models.DateTimeField()  # the last look over the whole base
    total = models.PositiveIntegerField(default=0)  # records compared
    common = models.JSONField(default=dict)  # {word: in how many names}

    def __str__(self):
        return self.type
