"""Telling by its looks what a value is: an e-mail, a phone, a date, a number."""

import re
from datetime import date

EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
SITE = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
DATE = re.compile(
    r"(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](\d{4}|\d{2}))([T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\S*)?"
)
NUMBER = re.compile(r"[-+]?(\d{1,3}([ \u00a0\u202f,.']\d{3})+|\d+)([.,]\d+)?%?")
MONEY = re.compile(
    r"([$€£₴₽¥]|грн\.?|руб\.?|UAH|USD|EUR|RUB|GBP|PLN)\s*[-+]?\d[\d \u00a0\u202f.,']*"
    r"|[-+]?\d[\d \u00a0\u202f.,']*\s*([$€£₴₽¥]|грн\.?|руб\.?|UAH|USD|EUR|RUB|GBP|PLN)",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"(?=(?:\D*\d){7,15}\D*$)(\+\s*\d|\(\d|\d)[\d\s().\-/]{5,}\d(\s*(x|ext\.?|доб\.?|вн\.?)\s*\d+)?", re.IGNORECASE
)
# What stands before or after the name of a firm or an institution, in the languages of our users and their neighbours.
FIRM = re.compile(
    r"(?:^|[\s,])(тов|фоп|пп|пат|прат|ат|зат|ват|кп|дп|осбб|го|сфг|ооо|ип|ао|зао|оао|пао|чп|школа|ліцей|лицей|лікарня|больница|клініка"
    r"|клиника|садок|llc|l\.l\.c\.|ltd|limited|inc|corp|plc|gmbh|ag|kg|s\.?a\.?|s\.?r\.?l\.?|sp\. z o\. ?o\.|oy|ab|bv|school|clinic|hospital"
    r"|hotel|готель|гостиница)\.?(?=$|[\s,.№\"«“])|[\"«“].+[\"»”]",
    re.IGNORECASE,
)
LONGEST = 254  # nothing with a shape of its own is longer


def kind_of(value):
    """Name what one value looks like: email, site, date, money, phone, number, text; None when empty."""
    if value is None or value == "" or isinstance(value, list):
        return None
    if isinstance(value, date):
        return "date"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    text = str(value).strip()
    if len(text) > LONGEST:
        return "text"
    for kind, pattern in SHAPES:
        if pattern.fullmatch(text):
            return kind
    return "text" if text else None


def is_firm(value):
    """Say whether a text bears what firms and institutions bear: a legal form, a name in quotes."""
    return isinstance(value, str) and len(value) <= LONGEST and bool(FIRM.search(value))


def looks_like_data(text):
    """Say whether a text can hardly be the name of a column: an e-mail, a site, a date, a phone with its plus."""
    if len(text) > LONGEST:
        return False
    shapes = (EMAIL, SITE, DATE, PHONE) if text.startswith("+") else (EMAIL, SITE, DATE)
    return any(shape.fullmatch(text) for shape in shapes)


def is_number(text):
    """Say whether a text is a plain number in any usual spelling."""
    return len(text) <= LONGEST and bool(NUMBER.fullmatch(text))


SHAPES = (("email", EMAIL), ("site", SITE), ("date", DATE), ("money", MONEY), ("number", NUMBER), ("phone", PHONE))
