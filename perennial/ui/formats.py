"""How amounts, dates and names are written in the reader's language and time zone."""

import datetime as dt
from decimal import Decimal
from functools import cache, lru_cache

import phonenumbers
from babel import Locale
from babel.dates import format_date
from babel.numbers import get_currency_precision
from babel.units import format_unit
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

NBSP = "\u00a0"
_SIGNS = {
    "UAH": "₴",
    "RUB": "₽",
    "USD": "$",
    "EUR": "€",
    "GBP": "£",
    "PLN": "zł",
    "KZT": "₸",
    "GEL": "₾",
    "CZK": "Kč",
    "TRY": "₺",
    "JPY": "¥",
}
# English here is European: the day comes before the month, the clock has 24 hours.
_LOCALES = {"en": "en_GB"}


def money(amount, currency):
    """Write minor units (cents) with the currency's sign; no decimals when the sum is whole."""
    if amount is None:
        return ""
    digits = get_currency_precision(currency)
    value = Decimal(int(amount)).scaleb(-digits)
    figure = number(abs(value), 0 if value == value.to_integral_value() else digits)
    sign, minus = _SIGNS.get(currency, currency), "-" if value < 0 else ""
    if _locale().language != "en":
        return f"{minus}{figure}{NBSP}{sign}"
    return f"{minus}{sign}{figure}" if len(sign) == 1 else f"{minus}{sign}{NBSP}{figure}"


def number(value, digits=None):
    """Write a number with the language's separators; `digits` fixes how many decimals."""
    if value is None or value == "":
        return ""
    group, point = _separators(_locale())
    if digits is None and not isinstance(value, int):
        value = Decimal(str(value)).normalize()
    text = f"{value:,f}" if digits is None and not isinstance(value, int) else f"{value:,.{digits or 0}f}"
    return text.replace(",", "\0").replace(".", point).replace("\0", group)


def date(value, pattern="d MMM y"):
    """Write a day as "24 Nov 2026" in the reader's zone, or after a CLDR pattern."""
    return _written(_local_day(value), pattern, _locale()) if value else ""


def time(value):
    """Write the hour of a moment in the reader's zone: 14:30."""
    if not value:
        return ""
    return (_local(value) if isinstance(value, dt.datetime) else value).strftime("%H:%M")


def datetime(value):
    """Write a moment as "24 Nov 2026, 14:30" in the reader's zone."""
    return f"{date(value)}, {time(value)}" if value else ""


def day(value):
    """Write a day as people say it: Today, Tomorrow, Thu 26, 2 Dec, 2 Dec 2027."""
    if not value:
        return ""
    when, today = _local_day(value), timezone.localdate()
    away = (when - today).days
    if away == 0:
        return pgettext("day", "Today")
    if abs(away) == 1:
        return pgettext("day", "Tomorrow") if away > 0 else pgettext("day", "Yesterday")
    if abs(away) < 7:
        return date(when, "ccc d")
    return date(when, "d MMM" if when.year == today.year else "d MMM y")


def ago(value):
    """Write how long ago (or in how long) a moment is: 38 min ago, 4 days ago, in 2 h."""
    if not value:
        return ""
    seconds = (timezone.now() - value).total_seconds()
    if abs(seconds) < 60:
        return _("just now")
    past, minutes = seconds > 0, int(abs(seconds) // 60)
    if minutes < 60:
        return (_("%(n)s min ago") if past else _("in %(n)s min")) % {"n": minutes}
    if minutes < 24 * 60:
        return (_("%(n)s h ago") if past else _("in %(n)s h")) % {"n": minutes // 60}
    return _days_ago(abs((timezone.localdate() - _local_day(value)).days) or 1, past) or date(value)


def initials(name):
    """Take the first letters of the first two words of a name."""
    words = [word for word in str(name or "").replace("«", " ").replace('"', " ").split() if word[0].isalnum()]
    return "".join(word[0] for word in words[:2]).upper() or "?"


def size(count):
    """Write a number of bytes in the unit a person would choose."""
    if count is None:
        return ""
    for unit in ("byte", "kilobyte", "megabyte", "gigabyte"):
        if count < 1000 or unit == "gigabyte":
            break
        count /= 1000
    shown = int(count) if unit == "byte" or count >= 10 else round(count, 1)
    return format_unit(shown, f"digital-{unit}", length="short", locale=_locale())


@lru_cache(maxsize=50_000)
def phone(value, region=""):
    """Write an E.164 number in groups, in national form within `region`; leave anything else as it is."""
    try:
        parsed = phonenumbers.parse(str(value or ""))
    except phonenumbers.NumberParseException:
        return value or ""
    home = region and phonenumbers.region_code_for_number(parsed) == region
    form = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(parsed, form).replace("-", " ")


@lru_cache(maxsize=10_000)
def _written(day, pattern, locale):
    return format_date(day, pattern, locale=locale)


def _days_ago(days, past):
    if days > 60:
        return ""
    if past:
        return ngettext("%(n)s day ago", "%(n)s days ago", days) % {"n": days}
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def _local_day(value):
    return _local(value).date() if isinstance(value, dt.datetime) else value


def _local(value):
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _locale():
    return _locale_of(get_language() or "en")


@cache
def _locale_of(language):
    return Locale.parse(_LOCALES.get(language, language), sep="-" if "-" in language else "_")


@cache
def _separators(locale):
    symbols = locale.number_symbols["latn"]
    return symbols["group"], symbols["decimal"]
