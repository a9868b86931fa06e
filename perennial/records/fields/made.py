"""The fields that the company made, built from CustomField rows and remembered until the schema changes."""

from perennial.core.models import Installation
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


def custom_fields(type_code):
    """Return the company's own fields of a record type, in their order."""
    version = Installation.objects.values_list("schema_version", flat=True).first()
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
        options["choices"] = [tuple(choice) for choice in row.choices]
    if row.kind == "link":
        options["target"] = row.target
    field = KINDS[row.kind](row.code, row.label, **options)
    field.of = row.type
    return field
