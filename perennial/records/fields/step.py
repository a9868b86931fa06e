"""The next step: one value made of the three columns that activities keep on a record."""

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from perennial.core import when
from perennial.core.errors import Invalid
from perennial.records.fields.plain import DateTime
from perennial.ui import formats

# How a next step stands, in the order in which it should worry.
STATES = [
    ("late", pgettext_lazy("next step", "Late")),
    ("today", pgettext_lazy("next step", "Today")),
    ("none", pgettext_lazy("next step", "Nothing planned")),
    ("planned", pgettext_lazy("next step", "Planned")),
]


class NextStep(DateTime):
    """The nearest open activity of a record: {"at", "title", "kind"}, or None when nothing is planned.

    Filtered by its date, or by how it stands: late, today, planned, none.
    """

    kind = "step"
    operators = ("is", "is_not", "in", "before", "after", "between", "within", "empty", "not_empty")
    choices = STATES

    def __init__(self, code="next_step", label="", *, column="next_step", **options):
        super().__init__(code, label or _("Next step"), column=f"{column}_at", readonly=True, **options)
        self.parts = {"at": f"{column}_at", "title": f"{column}_title", "kind": f"{column}_kind"}

    @property
    def paths(self):
        return list(self.parts.values())

    def get(self, record):
        return self._value(lambda name: getattr(record, name))

    def from_row(self, row):
        return self._value(row.__getitem__)

    def _value(self, read):
        return {part: read(name) for part, name in self.parts.items()} if read(self.column) else None

    def json(self, value):
        return value and {**value, "at": value["at"].isoformat()}

    def text(self, value, context=None):
        return ", ".join(filter(None, [value["title"], formats.datetime(value["at"])])) if value else ""

    def compare(self, op, raw, context):
        if op == "is" and raw in dict(STATES):
            return self.standing(raw, when.zone(context.zone))
        if op == "in" and isinstance(raw, list):
            found = Q(pk__in=[])
            for state in raw:
                if state not in dict(STATES):
                    raise Invalid(_("A next step is late, today, planned or none."))
                found |= self.standing(state, when.zone(context.zone))
            return found
        return super().compare(op, raw, context)

    def standing(self, state, zone):
        """Return the condition that the next step stands so on a user's day."""
        return dict(zip(dict(STATES), self.standings(*when.day_bounds(zone)), strict=True))[state]

    def standings(self, start, end):
        """Return the conditions of all STATES, in their order, on the day between two moments."""
        column = self.column
        return (
            Q(**{f"{column}__lt": start}), Q(**{f"{column}__gte": start, f"{column}__lt": end}),
            Q(**{f"{column}__isnull": True}), Q(**{f"{column}__gte": end}),
        )  # fmt: skip

    def sort_expression(self):
        return F(self.column)


def standing(value, zone=None):
    """Return how a next step stands now, on the day of the reader's zone: late, today, planned or none."""
    if not value:
        return "none"
    zone = zone or timezone.get_current_timezone()
    day, today = value["at"].astimezone(zone).date(), timezone.now().astimezone(zone).date()
    return "late" if day < today else "today" if day == today else "planned"
