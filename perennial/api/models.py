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


class Webhook(models.Model):
    """An address that is told of events, as far as the user who made it may see them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    url = models.URLField(max_length=500)
    events = models.JSONField(default=list)  # "deals.won", "people.*", "*"; empty means all
    secret = models.CharField(max_length=64)
    active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self):
        return self.url

    def wants(self, type, verb):
        """Tell whether events of this type and verb are to be sent."""
        return not self.events or any(word in ("*", f"{type}.*", f"{type}.{verb}") for word in self.events)


class Delivery(models.Model):
    """One event on its way to one webhook: what was sent, what came back, when it is tried again."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    event_id = models.BigIntegerField()
    state = models.CharField(max_length=8, default="waiting")  # waiting, done, failed
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)  # of the last answer
    answer = models.CharField(max_length=500, default="")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], name="delivery_due", condition=models.Q(state="waiting")),
            models.Index(fields=["webhook", "-id"], name="delivery_log"),
        ]

    def __str__(self):
        return f"{self.event_id} to {self.webhook_id}"
