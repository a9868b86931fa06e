"""What a field is: one object that knows how a value is stored, read, checked, shown, filtered and sorted."""

import operator
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

from django.db.models import F, Q
from django.db.models.lookups import Exact, GreaterThan, GreaterThanOrEqual, In, IsNull, LessThan, LessThanOrEqual
from django.utils.translation import gettext_lazy as _

from perennial.core.actor import SYSTEM, Actor
from perennial.core.errors import Invalid
from perennial.records.fields.json_value import CustomValue

OPERATORS = {
    "is": _("is"),
    "is_not": _("is not"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "contains": _("contains"),
    "not_contains": _("does not contain"),
    "starts": _("starts with"),
    "lt": _("less than"),
    "lte": _("at most"),
    "gt": _("more than"),
    "gte": _("at least"),
    "between": _("between"),
    "before": _("before"),
    "after": _("after"),
    "within": _("within"),
    "not_within": _("not within"),
    "empty": _("is empty"),
    "not_empty": _("is filled"),
}


@dataclass
class Context:
    """Who reads or writes values, and in which habit."""

    actor: Actor = SYSTEM
    language: str = "en"
    region: str = "UA"  # for phones without a country code
    currency: str = "EUR"
    zone: str = "UTC"
    missing: str = "reject"  # what to do with records named that are not there: create, blank, reject
    date_order: str = ""  # DMY, MDY, YMD, when a whole column has told
    made: list = field(default_factory=list)  # what was made because a value named it: records, colleagues, tags, entries of lists
    memo: dict = field(default_factory=dict)  # what one request or run has looked up already

    def remembered(self, key, find):
        """Return what `find()` gives, asked once; a refusal is remembered too. Raises Invalid."""
        if key not in self.memo:
            try:
                self.memo[key] = find()
            except Invalid as refusal:
                self.memo[key] = refusal
        found = self.memo[key]
        if isinstance(found, Invalid):
            raise Invalid(found.message)
        return found


class Field:
    """A field of a record type, built in or custom.

    `column` is the model's attribute; custom fields have none and live in the `custom` JSON.
    Values are plain Python; `json` is their API form and `text` their printed form.
    """

    kind = "text"
    operators = ("is", "is_not", "in", "not_in", "empty", "not_empty")
    sortable = True
    empty: Any = None  # what is stored for nothing
    attached = False  # stored in rows of its own after the record, by `attach(record, value, by)`
    of = ""  # code of the record type it belongs to, set when the type takes it

    def __init__(
        self, code, label, *, column=None, custom=False, required=False, unique=False, default=None, help="",
        readonly=False, filterable=True, hidden=False, group="", aliases=(), width="", shown_if=None, pk=None,
    ):
        self.code, self.label, self.custom = code, label, custom
        self.column = None if custom else (column or code)
        self.required, self.unique, self.default, self.help = required, unique, default, help
        self.readonly, self.filterable, self.hidden, self.group = readonly, filterable, hidden, group
        self.aliases, self.width = tuple(aliases), width
        self.shown_if = shown_if  # a filter: the field is asked only where it holds
        self.pk = pk  # of the CustomField

    def __repr__(self):
        return f"<{type(self).__name__} {self.code}>"

    # --- storage

    @property
    def attribute(self):
        """The name under which `core.verbs.values` knows the field."""
        return f"custom.{self.code}" if self.custom else self.column

    @property
    def paths(self):
        """The columns a list must select to show the field."""
        return ["custom"] if self.custom else [self.column]

    def get(self, record):
        """Return the field's value of a record."""
        if self.custom:
            return self.load(record.custom.get(self.code))
        return getattr(record, self.column)

    def put(self, record, value):
        """Set the field's value on a record (not stored yet)."""
        if not self.custom:
            setattr(record, self.column, self.empty if value is None else value)
        elif value in (None, "", []):
            record.custom.pop(self.code, None)
        else:
            record.custom[self.code] = self.dump(value)

    def from_row(self, row):
        """Return the value from a row of `values()` that selected `paths`."""
        return self.load(row["custom"].get(self.code)) if self.custom else row[self.column]

    def from_rows(self, rows):
        """Return the values from many rows; a column that is taken as it stands costs no call for each."""
        if self.custom or type(self).from_row is not Field.from_row:
            return [self.from_row(row) for row in rows]
        column = self.column
        return [row[column] for row in rows]

    def dump(self, value):
        """Return the JSON form in which a custom value is stored."""
        return value

    def load(self, stored):
        """Return the Python value of a stored custom value."""
        return stored

    # --- arriving and leaving

    def parse(self, raw, context):
        """Return the value of what arrived (a form, a file's cell, JSON), None for nothing. Raises Invalid."""
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        return self.convert(raw, context)

    def convert(self, raw, context):
        """Return the value of something that is there. Raises Invalid."""
        return str(raw).strip()

    def json(self, value):
        """Return the API form."""
        return value

    def json_many(self, values):
        """Return the API forms of many values; kinds that look names up do so once for all."""
        return values if type(self).json is Field.json else [self.json(value) for value in values]

    def text(self, value, context=None):
        """Return the printed form, also written to files."""
        return "" if value is None else str(value)

    # --- asking

    def expression(self):
        """Return the database expression to filter and sort by."""
        return CustomValue(self.code, self.sql_type) if self.custom else F(self.column)

    sql_type = "text"

    def operand(self, raw, context):
        """Return what a filter's value is compared as. Raises Invalid."""
        value = self.parse(raw, context)
        if value is None:
            raise Invalid(_("Give a value to compare with."))
        return self.dump(value) if self.custom else value

    def where(self, op, raw, context):
        """Return the condition for one operator and its value. Raises Invalid."""
        if op not in self.operators:
            raise Invalid(_("This field cannot be asked like that."))
        if op in ("empty", "not_empty"):
            return self.is_empty() if op == "empty" else ~self.is_empty()
        if op in ("is_not", "not_in", "not_contains", "not_within"):
            positive = {"is_not": "is", "not_in": "in", "not_contains": "contains", "not_within": "within"}[op]
            return ~self.where(positive, raw, context) | self.is_null()
        return self.compare(op, raw, context)

    def compare(self, op, raw, context):
        """Return the condition for a positive operator."""
        expression = self.expression()
        if op == "in":
            if not isinstance(raw, list | tuple) or not raw:
                raise Invalid(_("Give a list of values."))
            return Q(In(expression, [self.operand(item, context) for item in raw]))
        if op == "between":
            if not isinstance(raw, list | tuple) or len(raw) != 2:
                raise Invalid(_("Give two values: from and to."))
            low, high = (self.operand(item, context) for item in raw)
            return Q(GreaterThanOrEqual(expression, low)) & Q(LessThanOrEqual(expression, high))
        lookup = {
            "is": Exact, "lt": LessThan, "lte": LessThanOrEqual, "gt": GreaterThan, "gte": GreaterThanOrEqual,
            "before": LessThan, "after": GreaterThan,
        }[op]
        return Q(lookup(expression, self.operand(raw, context)))

    def is_null(self):
        """Return the condition that nothing is stored (a negation must not lose such rows)."""
        return Q(IsNull(self.expression(), True))

    def is_empty(self):
        """Return the condition that the field counts as empty."""
        return self.is_null()

    def keys(self, value):
        """Return the look-up keys of a value: what matching, uniqueness and many-valued filters find it by."""
        return [str(value).strip().casefold()[:120]] if self.unique and value not in (None, "") else []


def any_of(conditions):
    """Return the conditions joined by or (false when there are none)."""
    return reduce(operator.or_, conditions, Q(pk__in=[])) if conditions else Q(pk__in=[])
