"""Short lists that the company edits itself: sources, reasons for refusal, industries; and tags."""

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from perennial.core.models import Installation, installation


class Option(models.Model):
    """One entry of a list. Archived entries stay on old records and are no longer offered."""

    list = models.CharField(max_length=40)
    label = models.CharField(_("name"), max_length=120)
    place = models.PositiveIntegerField(default=0)
    archived = models.BooleanField(default=False)

    class Meta:
        ordering = ["list", "place", "id"]
        constraints = [models.UniqueConstraint(fields=["list", "label"], name="option_once")]

    def __str__(self):
        return self.label

    @classmethod
    def of(cls, name):
        """Return the entries of a list that are offered now."""
        return cls.objects.filter(list=name, archived=False)

    @classmethod
    def add(cls, name, label):
        """Return the entry of that label, made at the list's end when it is not there, offered again when it was put away."""
        with transaction.atomic():
            place = cls.objects.filter(list=name).count()
            option, _made = cls.objects.get_or_create(list=name, label=label[:120], defaults={"place": place})
            if option.archived:
                cls.objects.filter(pk=option.pk).update(archived=False)
        return option


class Tag(models.Model):
    """A word on records of any type."""

    name = models.CharField(_("name"), max_length=60, unique=True)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


def schema_changed():
    """Tell every process that custom fields, options or pipelines are no longer what it remembers."""
    installation()
    Installation.objects.update(schema_version=models.F("schema_version") + 1)
    installation(fresh=True)
