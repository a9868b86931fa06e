"""Answers that were given, so that a repeated call is answered and not done again."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class GivenAnswer(models.Model):
    """The answer to one Idempotency-Key of one user; kept for a day."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)  # of address and body
    status = models.PositiveSmallIntegerField()
    body = models.TextField()
    location = models.CharField(max_length=200, default="")
    etag = models.CharField(max_length=40, default="")
    created_at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="given_answer_once")]

    def __str__(self):
        return self.key
