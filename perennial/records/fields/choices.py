"""One of, many of, tags: fields that hold codes from a list."""

import re

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid
from perennial.records.fields.field import Field
from perennial.records.models.keys import keyed


class Choice(Field):
    """One of a fixed list; `choices` is a list of (code, label), or a function that returns it.

    `kept` are entries that are no longer offered and still stand on records.
    """

    kind = "choice"
    empty = ""

    def __init__(self, *args, choices=(), kept=(), **options):
        super().__init__(*args, **options)
        self._choices, self.kept = choices, tuple(kept)

    @property
    def choices(self):
        return list(self._choices() if callable(self._choices) else self._choices)

    @property
    def known(self):
        """All entries that may stand on a record: those offered and those kept."""
        return [*self.choices, *self.kept]

    def convert(self, raw, context):
        wanted = str(raw).strip().casefold()
        for code, label in self.known:
            if wanted in (str(code).casefold(), str(label).casefold()):
                return code
        raise Invalid(
            _("“%(value)s” is not in the list. Choose one of: %(choices)s.")
            % {"value": str(raw)[:60], "choices": ", ".join(str(label) for _code, label in self.choices[:12])}
        )

    def label_of(self, code):
        """Return the label of a code (the code itself when the list has lost it)."""
        return next((label for known, label in self.known if known == code), code)

    def text(self, value, context=None):
        return "" if value in (None, "") else str(self.label_of(value))

    def is_empty(self):
        return self.is_null() | Q(**{self.column: ""}) if not self.custom else self.is_null()


class Many(Choice):
    """Several of a list; kept as a list of codes, found through look-up keys."""

    kind = "many"
    operators = ("is", "in", "not_in", "empty", "not_empty")
    sortable = False
    empty = []

    def parse(self, raw, context):
        if raw in (None, "", []):
            return None
        items = [part for item in (raw if isinstance(raw, list | tuple) else [raw]) for part in self._parts(item)]
        found = [self.convert(item, context) for item in items if str(item).strip()]
        return list(dict.fromkeys(found)) or None

    def _parts(self, item):
        """Take a text with commas apart, unless it is itself the name of an entry."""
        if not isinstance(item, str) or not re.search("[,;]", item):
            return [item]
        named = any(item.strip().casefold() == str(label).casefold() for _code, label in self.known)
        return [item] if named else re.split("[,;]", item)

    def put(self, record, value):
        super().put(record, list(value or []))

    def text(self, value, context=None):
        return ", ".join(str(self.label_of(code)) for code in value or [])

    def keys(self, value):
        return [str(code) for code in value or []]

    def compare(self, op, raw, context):
        items = raw if isinstance(raw, list | tuple) else [raw]
        return keyed(self.of, self.attribute, [str(self.convert(item, context)) for item in items])

    def is_null(self):
        return Q(pk__in=[])  # a negated condition on keys already keeps the rows without any

    def is_empty(self):
        return ~keyed(self.of, self.attribute)
