"""The kinds of field that records have."""

from perennial.records.fields.choices import Choice, Many
from perennial.records.fields.contact import Addresses, Emails, Phones
from perennial.records.fields.field import OPERATORS, Context, Field
from perennial.records.fields.links import Link, OptionField, UserLink
from perennial.records.fields.plain import Amount, Bool, Date, DateTime, LongText, Number, Text, Time
from perennial.records.fields.shared import Computed, External, FileField, Tags
from perennial.records.fields.step import NextStep

__all__ = [
    "OPERATORS", "Addresses", "Amount", "Bool", "Choice", "Computed", "Context", "Date", "DateTime", "Emails",
    "External", "Field", "FileField", "Link", "LongText", "Many", "NextStep", "Number", "OptionField", "Phones", "Tags",
    "Text", "Time", "UserLink",
]
