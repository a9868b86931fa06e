"""The mark of the demo company: what it has brought, so that it can be taken away in one go."""

from django.db import models
from django.utils import timezone

from perennial.accounts.models import Audited


class Story(Audited, models.Model):
    """The demo company as it was told. Its `batch` signs every event; `brought` names rows that have no records' events."""

    TYPE = "demo"

    batch = models.CharField(max_length=32, unique=True)
    language = models.CharField(max_length=5, default="en")
    company = models.CharField(max_length=120, default="")
    named_house = models.BooleanField(default=False)  # the installation was nobody's before and bears its name
    brought = models.JSONField(default=dict)  # {model label: [ids]}
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self):
        return self.company
