"""Fields that the company adds to a record type."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

KINDS = [
    ("text", _("Text")), ("longtext", _("Long text")), ("number", pgettext_lazy("kind of field", "Number")), ("money", _("Money")),
    ("date", _("Date")), ("datetime", _("Date and time")), ("time", _("Time")), ("bool", _("Yes or no")),
    ("choice", _("One of a list")), ("many", _("Several of a list")), ("link", _("Link to a record")),
    ("emails", _("E-mail")), ("phones", _("Phone")), ("addresses", _("Address")), ("file", _("File")),
]


class CustomField(models.Model):
    """A field added to a record type; its values live in the type's `custom` JSON under `code`."""

    TYPE, version = "fields", 0  # as events know it

    type = models.CharField(max_length=40)
    code = models.CharField(max_length=41)
    label = models.CharField(_("name"), max_length=80)
    kind = models.CharField(max_length=12, choices=KINDS)
    choices = models.JSONField(default=list, blank=True)  # [[code, label], …]; a third part, true: kept on records, not offered
    target = models.CharField(max_length=40, blank=True, default="")  # of a link
    required = models.BooleanField(default=False)
    unique = models.BooleanField(default=False)
    default = models.JSONField(null=True, blank=True)
    help = models.CharField(_("help"), max_length=300, blank=True, default="")
    filterable = models.BooleanField(default=True)  # has an expression index
    shown_if = models.JSONField(null=True, blank=True)  # a filter under which the field is asked
    place = models.PositiveIntegerField(default=0)
    archived = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["type", "place", "id"]
        constraints = [models.UniqueConstraint(fields=["type", "code"], name="custom_field_once")]

    def __str__(self):
        return self.label

    def links(self):
        """Return no further timelines."""
        return []
