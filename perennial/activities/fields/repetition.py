"""How a task repeats and when one is reminded of it, chosen in words."""

from dateutil.rrule import rrulestr
from django.utils.translation import gettext_lazy as _

from perennial.activities.repeat import CHOICES, words
from perennial.core.errors import Invalid
from perennial.records.fields import Number, Text

BEFORE = [
    (0, _("when it begins")), (5, _("5 minutes before")), (15, _("15 minutes before")), (30, _("half an hour before")),
    (60, _("an hour before")), (120, _("two hours before")), (1440, _("a day before")), (2880, _("two days before")),
]  # fmt: skip


class Repeat(Text):
    """A repetition as RRULE (RFC 5545), e.g. FREQ=WEEKLY;BYDAY=MO."""

    kind = "repeat"
    operators = ("empty", "not_empty")

    def convert(self, raw, context):
        if isinstance(raw, dict):
            raw = raw.get("rule") or ""
        rule = str(raw).strip().upper().removeprefix("RRULE:")[:200]
        try:
            if "\n" in rule or not rule.startswith("FREQ=") or "SECONDLY" in rule or "MINUTELY" in rule:
                raise ValueError(rule)
            rrulestr(rule)
        except (ValueError, TypeError, KeyError, IndexError, AttributeError):
            raise Invalid(_("Say how often: daily, weekly, monthly or yearly.")) from None
        return rule

    def text(self, value, context=None):
        return words(value) if value else ""

    def draw(self, made, value, context):
        """Offer the usual repetitions in words; a rule of another kind stays as one more choice."""
        made.kind, made.value = "select", value or ""
        made.options = list(CHOICES)
        if value and value not in dict(CHOICES):
            made.options.append((value, words(value)))


class Remind(Number):
    """How long before to remind, in minutes."""

    kind = "remind"

    def text(self, value, context=None):
        return "" if value is None else str(dict(BEFORE).get(value) or super().text(value, context))

    def draw(self, made, value, context):
        """Offer the usual times in words; another number of minutes stays as one more choice."""
        known = {str(minutes) for minutes, _words in BEFORE}
        made.kind, made.value = "select", "" if value is None else str(value)
        made.options = [("", _("no reminder")), *BEFORE]
        if made.value and made.value not in known:
            made.options.append((made.value, _("%(n)s minutes before") % {"n": made.value}))
