"""Imports: each one a batch that can be taken back, and the mappings people keep."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class ImportBatch(models.Model):
    """One run of an import; its `key` is the batch of all its events."""

    key = models.CharField(max_length=32, unique=True)
    type = models.CharField(max_length=40)
    file_name = models.CharField(max_length=255)
    stored_as = models.CharField(max_length=80, default="")  # the file, below the imports folder
    options = models.JSONField(default=dict)  # sheet, mapping, match, on_match, missing, extra, source
    state = models.CharField(max_length=10, default="draft")  # draft, waiting, running, done, stopped, failed, undone
    total = models.BigIntegerField(default=0)
    read = models.BigIntegerField(default=0)
    created = models.BigIntegerField(default=0)
    updated = models.BigIntegerField(default=0)
    skipped = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    errors = models.JSONField(default=list)  # the first hundred: {row, column, value, message}
    made = models.JSONField(default=dict)  # beside records: {"users", "tags", "options": ids}; taken back: {"gone", "stays"}
    rejects_as = models.CharField(max_length=80, default="")
    message = models.TextField(default="")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    seconds = models.FloatField(default=0)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.file_name


class ImportMapping(models.Model):
    """A mapping that somebody kept for the next file of the same heads."""

    type = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    columns = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")

    def __str__(self):
        return self.name
