"""Saved views, and the runs of bulk changes."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class View(models.Model):
    """A saved query with its own address: private to its owner, or shared with everybody."""

    TYPE, version = "views", 0  # as events know it

    type = models.CharField(max_length=40)
    name = models.CharField(_("name"), max_length=80)
    query = models.JSONField(default=dict)  # filter, sort, columns, layout
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    shared = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    place = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["type", "place", "id"]

    def __str__(self):
        return self.name

    def links(self):
        return []

    @property
    def label(self):
        """The name as the reader reads it: ready views, which nobody owns, speak every language."""
        return gettext(self.name) if self.name and self.owner_id is None else self.name


class BulkRun(models.Model):
    """One change of many records: progress, result, and the batch to take it back by."""

    key = models.CharField(max_length=32, unique=True)
    type = models.CharField(max_length=40)
    action = models.CharField(max_length=20)  # edit, assign, tag, delete, undo, export, hand_over
    data = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default="waiting")  # waiting, running, done, stopped, failed, undone
    total = models.BigIntegerField(default=0)
    done = models.BigIntegerField(default=0)
    failed = models.BigIntegerField(default=0)
    errors = models.JSONField(default=list)  # the first hundred: {id, message}
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return f"{self.action} {self.type}"
