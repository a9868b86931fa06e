"""Text, numbers, money, yes/no, dates: fields that hold one plain value."""

import datetime
from decimal import Decimal, InvalidOperation

from django.db.models import BooleanField, F, Func, Q, TextField, Value
from django.db.models.lookups import Exact, GreaterThanOrEqual, In, LessThan
from django.utils.translation import gettext_lazy as _

from perennial.core import money, when
from perennial.core.errors import Invalid
from perennial.records.fields.field import Field, any_of
from perennial.records.fields.json_value import CustomValue, Ordered
from perennial.ui import formats

LONGEST = 500


class Fold(Func):
    """The search form of a text: no case, no accents. On SQLite a function of ours, on PostgreSQL lower()."""

    function = "LOWER"
    output_field = TextField()

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="perennial_fold", **extra)


class Text(Field):
    """One line of text; `order_by` names the sort-key column when there is one."""

    operators = ("is", "is_not", "in", "not_in", "contains", "not_contains", "starts", "empty", "not_empty")
    empty = ""

    def __init__(self, *args, order_by=None, longest=LONGEST, **options):
        super().__init__(*args, **options)
        self.order_by, self.longest = order_by, longest

    def convert(self, raw, context):
        if isinstance(raw, dict | list):
            raise Invalid(_("Write a text here."))
        if isinstance(raw, float) and raw.is_integer():
            raw = int(raw)
        text = str(raw).replace("\x00", "").strip()
        if len(text) > self.longest:
            raise Invalid(_("This is longer than %(count)d characters: shorten it.") % {"count": self.longest})
        return text

    def sort_expression(self):
        return F(self.order_by) if self.order_by else self.folded() if self.custom else self.expression()

    def folded(self):
        """Return the expression of the text without regard to letter case; of a custom one, as its index has it."""
        return CustomValue(self.code, "ordered") if self.custom else Fold(self.expression())

    def compare(self, op, raw, context):
        form = Ordered if self.custom else Fold
        if op == "is" and (self.custom or not self.unique):
            return Q(Exact(self.folded(), form(Value(self.operand(raw, context)))))
        if op == "in" and self.custom and isinstance(raw, list | tuple) and raw:
            return any_of([self.compare("is", item, context) for item in raw])
        if op not in ("contains", "starts"):
            return super().compare(op, raw, context)
        needle = self.operand(raw, context)
        escaped = needle.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
        return Q(_Like(self.folded(), form(Value(f"%{escaped}%" if op == "contains" else f"{escaped}%"))))

    def is_empty(self):
        return self.is_null() | Q(Exact(self.expression(), Value("")))


class _Like(Func):
    template = "%(expressions)s ESCAPE '\\'"
    arg_joiner = " LIKE "
    output_field = BooleanField()


class LongText(Text):
    """Text of many lines."""

    kind = "longtext"
    sortable = False

    def __init__(self, *args, longest=100_000, **options):
        super().__init__(*args, longest=longest, **options)


class Number(Field):
    """A whole or fractional number, kept as such."""

    kind = "number"
    sql_type = "number"
    operators = ("is", "is_not", "lt", "lte", "gt", "gte", "between", "empty", "not_empty")

    def __init__(self, *args, whole=False, least=None, most=None, **options):
        super().__init__(*args, **options)
        self.whole, self.least, self.most = whole, least, most

    def convert(self, raw, context):
        number = self._number(raw)
        if self.whole and number != number.to_integral_value():
            raise Invalid(_("Write a whole number."))
        if self.least is not None and number < self.least:
            raise Invalid(_("Write %(number)s or more.") % {"number": self.least})
        if self.most is not None and number > self.most:
            raise Invalid(_("Write %(number)s or less.") % {"number": self.most})
        if abs(number) >= 10**15:
            raise Invalid(_("This number is too large."))
        return int(number) if number == number.to_integral_value() else float(number)

    def _number(self, raw):
        if isinstance(raw, bool | dict | list):
            raise Invalid(_("Write a number."))
        text = str(raw).strip().replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("'", "")
        if "," in text and "." not in text and text.count(",") == 1:
            text = text.replace(",", ".")
        try:
            number = Decimal(text.replace(",", ""))
        except InvalidOperation:
            raise Invalid(_("Write a number.")) from None
        if not number.is_finite():
            raise Invalid(_("Write a number."))
        return number

    def text(self, value, context=None):
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


class Bool(Field):
    """Yes or no."""

    kind = "bool"
    sql_type = "bool"
    empty = False  # of a built-in column; a field of one's own may know neither yes nor no
    operators = ("is", "is_not", "empty", "not_empty")
    YES = {"1", "true", "yes", "y", "on", "так", "да", "т", "д", "+", "x", "✓"}
    NO = {"0", "false", "no", "n", "off", "ні", "нет", "н", "-"}

    def convert(self, raw, context):
        word = str(raw).strip().casefold()
        if word in self.YES:
            return True
        if word in self.NO:
            return False
        raise Invalid(_("Answer yes or no."))

    def compare(self, op, raw, context):
        # Said as a comparison: a bare condition would find no index on SQLite.
        return Q(In(self.expression(), [self.operand(raw, context)]))

    def text(self, value, context=None):
        return "" if value is None else str(_("yes") if value else _("no"))


class Date(Field):
    """A day."""

    kind = "date"
    sql_type = "date"
    operators = ("is", "is_not", "before", "after", "between", "within", "not_within", "empty", "not_empty")

    def convert(self, raw, context):
        if isinstance(raw, datetime.datetime):
            return raw.date()
        if isinstance(raw, datetime.date):
            return raw
        return when.parse_date(raw, order=context.date_order or "DMY")

    def dump(self, value):
        return value.isoformat()

    def load(self, stored):
        return datetime.date.fromisoformat(stored) if isinstance(stored, str) else stored

    def json(self, value):
        return value.isoformat() if value else None

    def text(self, value, context=None):
        return "" if value is None else formats.date(value)

    def compare(self, op, raw, context):
        if op != "within":
            return super().compare(op, raw, context)
        today = datetime.datetime.now(when.zone(context.zone)).date()
        return self._between(*when.range_days(str(raw), today))

    def _between(self, start, end):
        low, high = (self.dump(start), self.dump(end)) if self.custom else (start, end)
        return Q(GreaterThanOrEqual(self.expression(), low)) & Q(LessThan(self.expression(), high))


class DateTime(Date):
    """A moment; stored in UTC, written and shown in the user's zone."""

    kind = "datetime"
    sql_type = "datetime"

    def convert(self, raw, context):
        return when.parse_moment(raw, when.zone(context.zone), order=context.date_order or "DMY")

    def dump(self, value):
        return value.astimezone(datetime.UTC).isoformat()

    def load(self, stored):
        return datetime.datetime.fromisoformat(stored) if isinstance(stored, str) else stored

    def text(self, value, context=None):
        return "" if value is None else formats.datetime(value)

    def compare(self, op, raw, context):
        if op in ("is", "after", "before") and not str(raw).strip()[10:]:
            day = when.parse_date(raw, order="YMD")
            start, end = when.day_bounds(when.zone(context.zone), day)
            return {
                "is": self._between(start, end),
                "before": Q(LessThan(self.expression(), self._stored(start))),
                "after": Q(GreaterThanOrEqual(self.expression(), self._stored(end))),
            }[op]
        if op == "within":
            return self._between(*when.range_bounds(str(raw), when.zone(context.zone)))
        return super().compare(op, raw, context)

    def _stored(self, moment):
        return self.dump(moment) if self.custom else moment


class Time(Field):
    """A time of day."""

    kind = "time"
    operators = ("is", "is_not", "before", "after", "between", "empty", "not_empty")

    def convert(self, raw, context):
        if isinstance(raw, datetime.time):
            return raw
        try:
            return datetime.time.fromisoformat(str(raw).strip().zfill(5))
        except ValueError:
            raise Invalid(_("Write a time like 14:30.")) from None

    def dump(self, value):
        return value.isoformat("minutes")

    def load(self, stored):
        return datetime.time.fromisoformat(stored) if isinstance(stored, str) else stored

    def json(self, value):
        return value.isoformat("minutes") if value else None

    def text(self, value, context=None):
        return value.isoformat("minutes") if value else ""


class Amount(Field):
    """Money: minor units and a currency. Built in, two columns `<column>` and `<column>_currency`.

    Custom, {"minor": 123, "currency": "EUR"}; compared by minor units.
    """

    kind = "money"
    sql_type = "number"
    operators = Number.operators

    @property
    def currency_column(self):
        return f"{self.column}_currency"

    @property
    def paths(self):
        return ["custom"] if self.custom else [self.column, self.currency_column]

    def get(self, record):
        if self.custom:
            return self.load(record.custom.get(self.code))
        minor = getattr(record, self.column)
        return None if minor is None else money.Money(minor, getattr(record, self.currency_column))

    def put(self, record, value):
        if self.custom:
            return super().put(record, value)
        setattr(record, self.column, None if value is None else value.minor)
        if value is not None:
            setattr(record, self.currency_column, value.currency)

    def from_row(self, row):
        if self.custom:
            return self.load(row["custom"].get(self.code))
        minor = row[self.column]
        return None if minor is None else money.Money(minor, row[self.currency_column])

    def dump(self, value):
        return {"minor": value.minor, "currency": value.currency}

    def load(self, stored):
        return money.Money(stored["minor"], stored["currency"]) if stored else None

    def convert(self, raw, context):
        if isinstance(raw, money.Money):
            return raw
        if isinstance(raw, dict):
            return money.from_api({"currency": context.currency, **raw})
        return money.parse(str(raw), context.currency)

    def operand(self, raw, context):
        return self.convert(raw, context).minor

    def expression(self):
        return CustomValue(self.code, "number", part="minor") if self.custom else F(self.column)

    def json(self, value):
        return None if value is None else value.to_api()

    def text(self, value, context=None):
        return "" if value is None else str(value.to_api()["amount"])
