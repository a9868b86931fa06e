"""Fields that only people and companies have: a name in the reader's order, a birthday, a number named by country."""

import datetime

from django.db.models import F, Q
from django.db.models.functions import ExtractDay, ExtractMonth
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from perennial.core import when
from perennial.core.models import installation
from perennial.records import fields as f
from perennial.ui import formats

LAST_NAME_FIRST = ("uk", "ru")
PARTS = ("last_name", "first_name", "middle_name")


class Called(str):
    """A name as the reader's language orders it; `stored` is how programs get it, the same for everybody."""

    __slots__ = ("stored",)


class FullName(f.Text):
    """The whole name, made of its parts: «Ковальчук Олена» for Ukrainian and Russian eyes, «Olena Kovalchuk» for others."""

    @property
    def paths(self):
        return ["name", *PARTS]

    def get(self, record):
        return _called(record.name, record.last_name, record.first_name)

    def from_row(self, row):
        return _called(row["name"], row["last_name"], row["first_name"])

    def json(self, value):
        return getattr(value, "stored", value)


class Birthday(f.Date):
    """The day of birth. Asked for a span of time («this month»), it answers with anniversaries."""

    def compare(self, op, raw, context):
        if op != "within":
            return super().compare(op, raw, context)
        start, end = when.range_days(str(raw), datetime.datetime.now(when.zone(context.zone)).date())
        if (end - start).days >= 365:
            return Q(birthday__isnull=False)
        day = ExtractMonth(F(self.column)) * 100 + ExtractDay(F(self.column))
        low, high = Q(GreaterThanOrEqual(day, _in_year(start))), Q(LessThan(day, _in_year(end)))
        return low & high if _in_year(start) < _in_year(end) else low | high

    def words(self, value):
        """Return the day in words, with the age."""
        years = age(value)
        if years < 0:
            return formats.date(value)
        return ngettext("%(day)s, %(n)d year old", "%(day)s, %(n)d years old", years) % {"day": formats.date(value), "n": years}


def age(born, today=None):
    """Return somebody's age in whole years."""
    today = today or timezone.localdate()
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def called(person):
    """Return a person's whole name, in the order of the reader's language."""
    if get_language() in LAST_NAME_FIRST and person.last_name:
        return " ".join(getattr(person, part) for part in PARTS if getattr(person, part))
    return str(person)


def _called(stored, last, first):
    turned = get_language() in LAST_NAME_FIRST and last and first
    made = Called(f"{last} {first}" if turned else stored)
    made.stored = stored
    return made


def _in_year(day):
    return day.month * 100 + day.day


def _number_name():
    """Return what the number of a company is called in the country of the installation."""
    country = installation().country
    names = {"UA": _("EDRPOU"), "RU": _("INN"), "BY": _("UNP"), "KZ": _("BIN"), "PL": "KRS", "DE": "HRB", "GB": _("Company number")}
    return str(names.get(country) or _("Registration number"))


number_name = lazy(_number_name, str)
