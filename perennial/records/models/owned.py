"""The base of records that somebody answers for."""

from django.conf import settings
from django.db import models

from perennial.core.models import Record
from perennial.records.models.options import Option


class Owned(Record):
    """A record with a responsible user, a source and a next step.

    The next step is kept here by the activities that hang on the record, so that
    lists and boards show, filter and sort it without a join.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+")
    next_step_at = models.DateTimeField(null=True, editable=False)
    next_step_title = models.CharField(max_length=200, default="", editable=False)
    next_step_kind = models.CharField(max_length=12, default="", editable=False)
    next_step_id = models.BigIntegerField(null=True, editable=False)
    last_contact_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
