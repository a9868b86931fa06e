"""Pipelines and their stages: objects of the company, edited while deals run through them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from perennial.core.models import Record


class Shared(Record):
    """What the whole company works by: everybody sees it, and a capability is needed to change it."""

    CAPABILITY = "pipelines"

    class Meta:
        abstract = True

    @classmethod
    def owned_by(cls, user_ids):
        """Return the condition that always holds: it belongs to everybody."""
        return models.Q()


class Pipeline(Shared):
    """A way of selling, from the first enquiry to the agreement."""

    TYPE = "pipelines"

    name = models.CharField(_("name"), max_length=80)
    place = models.PositiveIntegerField(default=0)
    currency = models.CharField(
        _("currency"), max_length=3, default="", blank=True
    )  # of new deals; "" is the company's
    archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self):
        return self.name


class Stage(Shared):
    """A step of a pipeline: how likely it ends well, what it asks for, when a deal in it is stale."""

    TYPE = "stages"

    pipeline = models.ForeignKey(Pipeline, models.PROTECT, related_name="stages")
    name = models.CharField(_("name"), max_length=80)
    place = models.PositiveIntegerField(default=0)
    probability = models.PositiveSmallIntegerField(_("probability"), default=0)  # per cent
    stale_after_days = models.PositiveSmallIntegerField(_("stale after days"), null=True, blank=True)
    required_fields = models.JSONField(default=list, blank=True)  # codes of deal fields, asked on entering
    guidance = models.TextField(_("guidance"), default="", blank=True)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["pipeline", "place", "id"]

    def __str__(self):
        return self.name
