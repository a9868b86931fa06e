"""How a user wants to be told of what concerns his activities."""

from django.conf import settings
from django.db import models


class Habit(models.Model):
    """One user's choice; who has no row is told by the bell alone."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    remind_by_mail = models.BooleanField(default=False)
    tell_by_mail = models.BooleanField(default=False)  # given, mentioned, done

    def __str__(self):
        return f"habits of {self.user_id}"
