"""The date inside a quickly typed task: «подзвонити завтра о 10», «call Petrenko on Friday 14:30»."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from perennial.core.dates import MONTH_WORD, full_year, month_number

DEFAULT_TIME = time(9)


def parse_task(text: str, user_zone: ZoneInfo, now: datetime | None = None) -> tuple[str, datetime | None]:
    """Part a task's text from its date; give the text without it and the moment in UTC, or None."""
    now = (now or datetime.now(UTC)).astimezone(user_zone)
    text = " ".join(text.split())
    if match := _AFTER.search(text):
        moment = _after(match, now)
        if moment:
            return _without(text, match), moment.astimezone(UTC)
    day, rest = _find_day(text, now.date())
    clock, rest = _find_time(rest)
    if day is None and clock is None:
        return text, None
    if day is None:
        day = now.date() if clock and clock > now.time() else now.date() + timedelta(days=1)
    moment = datetime.combine(day, clock or DEFAULT_TIME, user_zone)
    return _tidy(rest) or text, moment.astimezone(UTC)


_GAP = "\0"  # where the day stood, so that «о 10 завтра» is still an hour
_WORD_DAYS = {
    0: r"today|tonight|сьогодні|сегодня",
    1: r"tomorrow|завтра",
    2: r"day after tomorrow|післязавтра|послезавтра",
}
_WEEKDAYS = (
    r"monday|mon|понеділ(?:ок|ка)|понедельник[а]?|пн",
    r"tuesday|tue|вівтор(?:ок|ка)|вторник[а]?|вт",
    r"wednesday|wed|серед[ау]|сред[ау]|ср",
    r"thursday|thu|четвер(?:га)?|четверг[а]?|чт",
    r"friday|fri|п['’ʼ]?ятниц[яюі]|пятниц[ауы]|пт",
    r"saturday|sat|субот[ауи]|суббот[ауы]|сб",
    r"sunday|sun|неділ[яюі]|воскресень[ея]|нд|вс",
)
_PREPOSITION = r"(?:(?<!\w)(?:on|by|for|в|во|у|на|до|к|ко|this|цю|цей|цього|эту|этот)\s+)?"
_NEXT = r"(?P<next>(?:next|наступн(?:ого|ої|ий|у)|следующ(?:ий|ую|его|ей))\s+)?"
_AFTER = re.compile(
    r"\b(?:in|через|за)\s+(?:(?P<count>\d{1,3}|an?)\s+)?(?P<unit>minutes?|min|hours?|days?|weeks?|months?"
    r"|хвилин[ауи]?|хв|годин[ауи]?|год|день|дн[іів]+|дні|тиж(?:день|ні|нів)|місяц[іьів]+"
    r"|минут[ауы]?|мин|час(?:а|ов)?|дн(?:я|ей)|недел[юиь]|месяц(?:а|ев)?)\b",
    re.IGNORECASE,
)
_NEXT_WEEK = re.compile(
    r"\b(?:next week|(?:на\s+)?наступного тижня|наступний тиждень|на следующей неделе)\b", re.IGNORECASE
)
_NUMERIC = re.compile(
    _PREPOSITION + r"(?<![\d.:/-])(?:(?P<iso>\d{4})-(?P<im>\d{2})-(?P<id>\d{2})"
    r"|(?P<d>\d{1,2})[./](?P<m>\d{1,2})(?:[./](?P<y>\d{4}|\d{2}))?)(?![\d:/])(?!\.\d)",
    re.IGNORECASE,
)
_WORDED = re.compile(
    _PREPOSITION + r"\b(?:(?P<d>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m>" + MONTH_WORD + r")"
    r"|(?P<m2>" + MONTH_WORD + r")\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?!:|\d))\b(?:,?\s+(?P<y>\d{4}))?",
    re.IGNORECASE,
)
_WORD_DAY_PATTERNS = [
    (step, re.compile(r"\b" + _PREPOSITION + rf"(?:the\s+)?(?:{words})\b", re.IGNORECASE))
    for step, words in sorted(_WORD_DAYS.items(), reverse=True)
]
_WEEKDAY_PATTERNS = [
    (number, re.compile(r"\b" + _PREPOSITION + _NEXT + rf"(?:{words})\b\.?", re.IGNORECASE))
    for number, words in enumerate(_WEEKDAYS)
]


def _find_day(text: str, today: date) -> tuple[date | None, str]:
    for step, pattern in _WORD_DAY_PATTERNS:
        if match := pattern.search(text):
            return today + timedelta(days=step), _without(text, match, _GAP)
    if match := _NEXT_WEEK.search(text):
        return today + timedelta(days=7 - today.weekday()), _without(text, match, _GAP)
    for pattern in (_WORDED, _NUMERIC):
        for match in pattern.finditer(text):
            if day := _written(match, today):
                return day, _without(text, match, _GAP)
    for number, pattern in _WEEKDAY_PATTERNS:
        if match := pattern.search(text):
            ahead = (number - today.weekday()) % 7 or 7
            if match["next"] and ahead <= 6 - today.weekday():
                ahead += 7
            return today + timedelta(days=ahead), _without(text, match, _GAP)
    return None, text


def _written(match: re.Match, today: date) -> date | None:
    """Read a written day; without a year it is the next such day to come."""
    found = match.groupdict()
    try:
        if found.get("iso"):
            return date(int(found["iso"]), int(found["im"]), int(found["id"]))
        day = int(found["d"] or found["d2"])
        month = found["m"] or found["m2"]
        month = int(month) if month.isdecimal() else month_number(month)
        if found["y"]:
            year = int(found["y"])
            return date(year if year > 99 else full_year(year), month, day)
        this_year = date(today.year, month, day)
        return this_year if this_year >= today else date(today.year + 1, month, day)
    except ValueError:
        return None


_AT = r"(?:(?<!\w)(?:at|о|об|в|во|на|у)\s+)?"
_PARTS_OF_DAY = (
    (time(9), r"in the morning|вранці|зранку|утром"),
    (time(12), r"at noon|опівдні|в полдень"),
    (time(14), r"in the afternoon|вдень|днём|днем"),
    (time(18), r"in the evening|ввечері|увечері|вечером"),
)
_TIMES = (
    re.compile(
        _AT + r"(?<![\d:.])(?P<h>\d{1,2})[:](?P<m>\d{2})(?:\s*(?P<half>[ap])\.?m\b\.?)?(?![\d:])", re.IGNORECASE
    ),
    re.compile(_AT + r"(?<![\d:.])(?P<h>\d{1,2})\s*(?P<half>[ap])\.?m\b\.?(?P<m>)", re.IGNORECASE),
    re.compile(
        r"(?<!\w)(?:at|о|об|в|во)\s+(?P<h>\d{1,2})(?:\s*(?:o'clock|год(?:ин[аиі])?|час(?:а|ов)?|ч)\b\.?)?"
        rf"(?P<m>)(?P<half>)(?=\s*[.,;!]?\s*(?:{_GAP}|$))",
        re.IGNORECASE,
    ),
)
_PART_PATTERNS = [(clock, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for clock, words in _PARTS_OF_DAY]


def _find_time(text: str) -> tuple[time | None, str]:
    for pattern in _TIMES:
        for match in pattern.finditer(text):
            hour, minute = int(match["h"]), int(match["m"] or 0)
            if match["half"]:
                hour = hour % 12 + 12 * (match["half"].lower() == "p") if 1 <= hour <= 12 else 99
            if hour < 24 and minute < 60:
                return time(hour, minute), _without(text, match)
    for clock, pattern in _PART_PATTERNS:
        if match := pattern.search(text):
            return clock, _without(text, match)
    return None, text


_UNITS = (
    ("minutes", ("min", "хв", "мин")),
    ("hours", ("hour", "год", "час")),
    ("weeks", ("week", "тиж", "нед")),
    ("months", ("month", "міс", "мес")),
    ("days", ("day", "д")),
)


def _after(match: re.Match, now: datetime) -> datetime | None:
    count = int(match["count"]) if (match["count"] or "").isdecimal() else 1
    unit = next(name for name, stems in _UNITS if match["unit"].lower().startswith(stems))
    if unit in ("minutes", "hours"):
        return now.astimezone(UTC) + timedelta(**{unit: count})
    day = now.date() + timedelta(days=count * {"days": 1, "weeks": 7, "months": 30}[unit])
    clock, _rest = _find_time(match.string)
    return datetime.combine(day, clock or DEFAULT_TIME, now.tzinfo)


def _without(text: str, match: re.Match, gap: str = " ") -> str:
    rest = f"{text[: match.start()]} {gap} {text[match.end() :]}"
    return rest if gap == _GAP else _tidy(rest) if _GAP not in rest else rest


def _tidy(text: str) -> str:
    return re.sub(r"\s+([,.;!?])", r"\1", " ".join(text.replace(_GAP, " ").split())).strip(" ,;-")
