"""The fields that the company made, built from CustomField rows and remembered until the schema changes."""

import threading
from contextlib import contextmanager

from perennial.core.models import installation
from perennial.records.fields.choices import Choice, Many
from perennial.records.fields.contact import Addresses, Emails, Phones
from perennial.records.fields.links import Link
from perennial.records.fields.plain import Amount, Bool, Date, DateTime, LongText, Number, Text, Time
from perennial.records.fields.shared import FileField
from perennial.records.models.custom import CustomField

KINDS = {
    "text": Text, "longtext": LongText, "number": Number, "money": Amount, "date": Date, "datetime": DateTime,
    "time": Time, "bool": Bool, "choice": Choice, "many": Many, "link": Link, "emails": Emails, "phones": Phones,
    "addresses": Addresses, "file": FileField,
}
_remembered = {"version": None, "fields": {}}
_asked = threading.local()  # within one request the version is asked once


@contextmanager
def asked_once():
    """Take the fields as they stand when they are first used, until leaving; a request works inside it."""
    _asked.once, _asked.done = True, False
    try:
        yield
    finally:
        _asked.once = False


def custom_fields(type_code):
    """Return the company's own fields of a record type, in their order."""
    once = getattr(_asked, "once", False)
    if once and _asked.done:
        return _remembered["fields"].get(type_code, [])
    _asked.done = True
    version = installation().schema_version
    if version != _remembered["version"]:
        made = {}
        for row in CustomField.objects.filter(archived=False):
            made.setdefault(row.type, []).append(build(row))
        _remembered.update(version=version, fields=made)
    return _remembered["fields"].get(type_code, [])


def build(row):
    """Return the Field that a CustomField row describes."""
    options = {
        "custom": True, "required": row.required, "unique": row.unique, "default": row.default, "help": row.help,
        "filterable": row.filterable, "shown_if": row.shown_if, "pk": row.pk,
    }
    if row.kind in ("choice", "many"):
        options["choices"] = [tuple(choice[:2]) for choice in row.choices if len(choice) == 2]
        options["kept"] = [tuple(choice[:2]) for choice in row.choices if len(choice) > 2]
    if row.kind == "link":
        options["target"] = row.target
    field = KINDS[row.kind](row.code, row.label, **options)
    field.of = row.type
    return field
