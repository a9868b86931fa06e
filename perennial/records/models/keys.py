"""Look-up keys: what many-valued fields are found, matched and kept unique by."""

from django.db import models
from django.db.models import Q


class Key(models.Model):
    """One key of one record: an e-mail, a phone's digits, a tag, an outside number, a choice of a many-of field.

    Derived: kept by `records.derive` in the transaction that changes the record.
    """

    type = models.CharField(max_length=40)
    record_id = models.BigIntegerField()
    kind = models.CharField(max_length=60)  # the field's attribute; "external" for source:number, "external_number" for the number alone
    key = models.CharField(max_length=120)

    class Meta:
        indexes = [
            models.Index(fields=["type", "kind", "key", "record_id"], name="key_lookup"),
            models.Index(fields=["type", "record_id"], name="key_record"),
        ]

    def __str__(self):
        return f"{self.kind} {self.key}"


def keyed(type, kind, keys=None, containing=""):
    """Return the condition that a record of `type` has one of these keys of a kind (any key when none are given)."""
    found = Key.objects.filter(type=type, kind=kind)
    if keys is not None:
        found = found.filter(key__in=keys)
    if containing:
        found = found.filter(key__contains=containing)
    return Q(pk__in=found.values("record_id"))
