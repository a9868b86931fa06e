"""Dates as people and programs write them, in numbers or in words of three languages."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid

ORDERS = ("DMY", "MDY", "YMD")
_EXCEL_START = datetime(1899, 12, 30)
_MONTH_STEMS = (
    ("jan", "січ", "янв"), ("feb", "лют", "фев"), ("mar", "бер", "мар"), ("apr", "кві", "апр"),
    ("may", "тра", "май", "мая"), ("jun", "чер", "июн"), ("jul", "лип", "июл"), ("aug", "сер", "авг"),
    ("sep", "вер", "сен"), ("oct", "жов", "окт"), ("nov", "лис", "ноя"), ("dec", "гру", "дек"),
)  # fmt: skip
_MONTHS = {stem: number for number, stems in enumerate(_MONTH_STEMS, 1) for stem in stems}
MONTH_WORD = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\b\.?"
    r"|січ(?:ень|ня)?|лют(?:ий|ого)?|берез(?:ень|ня)|квіт(?:ень|ня)|трав(?:ень|ня)|черв(?:ень|ня)|лип(?:ень|ня)"
    r"|серп(?:ень|ня)|верес(?:ень|ня)|жовт(?:ень|ня)|листопада?|груд(?:ень|ня)"
    r"|январ[ья]|феврал[ья]|марта?|апрел[ья]|ма[йя]|июн[ья]|июл[ья]|августа?|сентябр[ья]|октябр[ья]|ноябр[ья]"
    r"|декабр[ья]|(?:янв|фев|мар|апр|авг|сент?|окт|ноя|дек|бер|кві|тра|чер|лип|сер|вер|жов|лис|гру)\b\.?)"
)


def parse_date(value: Any, order: str = "DMY") -> date:
    """Read a date written in any usual way; `order` settles «03/04/2026» and yields where it cannot be."""
    return _read(value, order)[0]


def parse_moment(value: Any, zone: ZoneInfo, order: str = "DMY") -> datetime:
    """Read a date with or without a time as a moment in UTC; `zone` holds where none is written."""
    day, clock, offset = _read(value, order)
    try:
        return datetime.combine(day, clock or time(), offset or zone).astimezone(UTC)
    except OverflowError:
        raise _unreadable(value) from None


def guess_date_order(samples: Iterable[str], default: str = "DMY") -> str:
    """Decide from a whole column whether it is written DMY, MDY or YMD."""
    votes = dict.fromkeys(ORDERS, 0)
    dotted = False
    for sample in samples:
        if _YEAR_FIRST.match(str(sample).strip()):
            votes["YMD"] += 1
        elif match := _NUMERIC.match(str(sample).strip()):
            first, second = int(match["a"]), int(match["b"])
            votes["DMY"] += first > 12 >= second
            votes["MDY"] += second > 12 >= first
            dotted = dotted or match["mark"] == "."
    best = max(votes, key=lambda name: votes[name])
    if votes[best]:
        return best
    return "DMY" if dotted else default


_CLOCK = (
    r"(?:[T\s,]+(?:(?:at|о|об|в)\s+)?(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?\s*(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_END = _CLOCK + r"\s*$"
_YEAR_FIRST = re.compile(
    r"(?P<y>\d{4})(?P<mark>[-/.])(?P<a>\d{1,2})(?P=mark)(?P<b>\d{1,2})(?!\d)" + _END, re.IGNORECASE
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<a>\d{2})(?P<b>\d{2})" + _END, re.IGNORECASE)
_NUMERIC = re.compile(
    r"(?P<a>\d{1,2})(?P<mark>[-/. ])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4}|\d{2})(?:\s*[рг]\.?)?" + _END, re.IGNORECASE
)
_WEEKDAY = r"(?:[^\W\d]{2,12}\.?,?\s+)?"
_YEAR = r"(?P<y>\d{4}|\d{2})(?:\s*(?:року|рік|года|год|[рг])\b\.?)?"
_DAY_MONTH = re.compile(
    _WEEKDAY + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s.\-/]*(?:of\s+)?(?P<m>" + MONTH_WORD + r")[\s.,\-/]*" + _YEAR + _END,
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    _WEEKDAY + r"(?P<m>" + MONTH_WORD + r")[\s.\-]*(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s,]+" + _YEAR + _END, re.IGNORECASE
)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")


def month_number(word: str) -> int:
    """Tell the month from its name or beginning in English, Ukrainian or Russian."""
    return _MONTHS[word.lower()[:3]]


def _read(value: Any, order: str) -> tuple[date, time | None, Any]:
    if isinstance(value, datetime):
        return value.date(), value.time(), value.tzinfo
    if isinstance(value, date):
        return value, None, None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _serial(value)
    text = " ".join(str(value).split())[:80]
    if _SERIAL.fullmatch(text):
        return _serial(float(text.replace(",", ".")))
    try:
        for pattern in (_YEAR_FIRST, _COMPACT, _NUMERIC, _DAY_MONTH, _MONTH_DAY):
            if match := pattern.match(text):
                return _day(match, order), _time(match), _offset(match)
    except ValueError:
        pass
    raise _unreadable(value)


def _serial(number: float) -> tuple[date, time | None, Any]:
    """Read a spreadsheet's count of days since 1899-12-30, whose fraction is the time of day."""
    if not 1 <= number < 2_958_466:
        raise _unreadable(number)
    moment = _EXCEL_START + timedelta(seconds=round(number * 86400))
    return moment.date(), moment.time() if number % 1 else None, None


def _day(match: re.Match, order: str) -> date:
    found = match.groupdict()
    year = int(found["y"]) if len(found["y"]) == 4 else full_year(int(found["y"]))
    if "m" in found:
        return date(year, month_number(found["m"]), int(found["d"]))
    a, b = int(found["a"]), int(found["b"])
    if match.re is _NUMERIC:
        day, month = (b, a) if order == "MDY" else (a, b)
        if found["mark"] == "." and order != "MDY":
            return date(year, month, day)
        return date(year, day, month) if month > 12 >= day else date(year, month, day)
    return date(year, b, a) if a > 12 >= b else date(year, a, b)


def full_year(short: int) -> int:
    """Give a two-digit year its century: at most twenty years ahead, otherwise the last one."""
    this_year = datetime.now(UTC).year
    year = this_year - this_year % 100 + short
    return year if year <= this_year + 20 else year - 100


def _time(match: re.Match) -> time | None:
    if not match["hour"]:
        return None
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError
        hour = hour % 12 + 12 * (match["half"][0] in "pP")
    return time(hour, int(match["minute"]), int(match["second"] or 0))


def _offset(match: re.Match):
    text = match["offset"]
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=hours, minutes=minutes))


def _unreadable(value: Any) -> Invalid:
    return Invalid(
        format_lazy(_("“{text}” is not a date. Write it as 2026-11-24 or 24.11.2026."), text=str(value)[:40])
    )
