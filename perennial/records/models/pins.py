"""Records that somebody keeps at hand."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Pin(models.Model):
    """A record pinned by a user; its title is as the user last saw it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    title = models.CharField(max_length=200, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["user", "type", "record_id"], name="pin_once")]

    def __str__(self):
        return self.title
