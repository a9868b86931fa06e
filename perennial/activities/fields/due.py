"""When something is due: a day or a moment, and whether it is late."""

import datetime

from django.utils import timezone
from markupsafe import Markup

from perennial.core import when
from perennial.records.fields import DateTime
from perennial.ui import formats


class Moment(datetime.datetime):
    """A moment that knows whether it means the whole day, and whether what was due then is done."""

    all_day = done = False

    @classmethod
    def of(cls, at, all_day, done_at):
        made = cls.fromtimestamp(at.timestamp(), datetime.UTC)
        made.all_day, made.done = bool(all_day), done_at is not None
        return made


class Due(DateTime):
    """The moment at which something is due or begins; lists select with it what tells whether it is late."""

    @property
    def paths(self):
        return [self.column, "all_day", "done_at"]

    def from_row(self, row):
        at = row[self.column]
        return at and Moment.of(at, row["all_day"], row["done_at"])

    def get(self, record):
        at = super().get(record)
        return at and Moment.of(at, record.all_day, record.done_at)

    def json(self, value):
        return value and datetime.datetime.fromtimestamp(value.timestamp(), datetime.UTC)

    def text(self, value, context=None):
        if getattr(value, "all_day", False):
            zone = when.zone(context.zone) if context else timezone.get_current_timezone()
            return formats.date(value.astimezone(zone).date())
        return super().text(value, context)

    def html(self, value, context):
        """Return the day (and hour) as people say it, marked late, today, planned or done."""
        all_day, day = getattr(value, "all_day", False), timezone.localtime(value).date()
        words = formats.day(value) if all_day else f"{formats.day(value)}, {formats.time(value)}"
        today = timezone.localdate()
        state = "late" if day < today else "today" if day == today else "planned"
        state = "done" if getattr(value, "done", False) else state
        mark = '<span class="step" data-step="{}" title="{}"><span class="num">{}</span></span>'
        return Markup(mark).format(state, formats.date(value) if all_day else formats.datetime(value), words)
