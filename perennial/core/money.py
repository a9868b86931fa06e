"""Money: a whole number of minor units and an ISO 4217 code, never a float."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation, localcontext
from fractions import Fraction
from typing import Any

from babel.numbers import format_currency
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from perennial.core.errors import Invalid

_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
    SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI
    UYU UYW UZS VED VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG"""
CURRENCIES = frozenset(_CODES.split())
# ISO 4217, not CLDR: the two differ (AFN, IRR, IDR…), and banks follow ISO.
_NO_DIGITS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DIGITS = "BHD IQD JOD KWD LYD OMR TND"
_DIGITS = dict.fromkeys(_NO_DIGITS.split(), 0) | dict.fromkeys(_THREE_DIGITS.split(), 3) | {"CLF": 4, "UYW": 4}
_SIGNS = {
    "₴": "UAH", "грн": "UAH", "гривня": "UAH", "гривні": "UAH", "гривень": "UAH", "гривна": "UAH",
    "гривны": "UAH", "гривен": "UAH", "₽": "RUB", "р": "RUB", "руб": "RUB", "рубль": "RUB",
    "рубля": "RUB", "рублей": "RUB", "$": "USD", "us$": "USD", "дол": "USD", "долл": "USD",
    "€": "EUR", "евро": "EUR", "євро": "EUR", "euro": "EUR", "£": "GBP", "zł": "PLN", "zl": "PLN",
    "¥": "JPY", "₸": "KZT", "тг": "KZT", "₺": "TRY", "₾": "GEL", "₪": "ILS", "₹": "INR", "₩": "KRW",
    "kč": "CZK", "ft": "HUF", "fr": "CHF",
}  # fmt: skip
LIMIT = 10**15  # minor units; a sum of nine thousand such amounts still fits the database's integers


@dataclass(frozen=True, slots=True)
class Money:
    """Hold an exact amount: `minor` units (cents) of `currency` (ISO 4217 code)."""

    minor: int
    currency: str

    @property
    def decimal(self) -> Decimal:
        """Give the amount in major units, with exactly the currency's digits."""
        return Decimal(self.minor).scaleb(-digits(self.currency))

    def __bool__(self) -> bool:
        return self.minor != 0

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, factor: int | Decimal | Fraction) -> "Money":
        """Multiply by a quantity or a share; a half cent goes to the even one."""
        return Money(round(self.minor * Fraction(factor)), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor <= self._same(other)

    def __str__(self) -> str:
        return f"{self.decimal:f} {self.currency}"

    def _same(self, other: "Money") -> int:
        if not isinstance(other, Money) or other.currency != self.currency:
            raise TypeError(f"{self.currency} does not go together with {other!r} without a rate")
        return other.minor

    def allocate(self, weights: Sequence[int | Decimal]) -> list["Money"]:
        """Share out by weights so that the parts add up exactly; spare cents go to the largest remainders."""
        shares = [Fraction(w) for w in weights]
        total = sum(shares)
        if not total or min(shares) < 0:
            raise ValueError("weights must be zero or more and not all zero")
        exact = [self.minor * share / total for share in shares]
        parts = [part.__floor__() for part in exact]
        spare = self.minor - sum(parts)
        for place in sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))[:spare]:
            parts[place] += 1
        return [Money(part, self.currency) for part in parts]

    def convert(self, rate: Decimal | Fraction | int, currency: str) -> "Money":
        """Change into another currency; `rate` is how much of it one whole unit of this one costs."""
        shift = Fraction(10) ** (digits(currency) - digits(self.currency))
        return Money(round(self.minor * Fraction(rate) * shift), currency)

    def show(self, language: str, *, cents: bool = True) -> str:
        """Write the amount as people of `language` do: «1 234,50 ₴»."""
        places = digits(self.currency) if cents else 0
        pattern = "#,##0" + ("." + "0" * places if places else "")
        pattern = "¤" + pattern if language.startswith("en") else pattern + "\u00a0¤"
        locale = language.replace("-", "_")
        return format_currency(self.decimal, self.currency, pattern, locale=locale, currency_digits=False)

    def to_api(self) -> dict[str, str]:
        """Give the API's form: {"amount": "1234.50", "currency": "EUR"}."""
        return {"amount": f"{self.decimal:f}", "currency": self.currency}


def digits(currency: str) -> int:
    """Say how many decimal digits the currency's minor unit has."""
    return _DIGITS.get(currency, 2)


def currency_code(text: str) -> str:
    """Read a currency written as a code, a sign or a short word; refuse what is none."""
    word = text.strip().strip(".").strip()
    code = word.upper() if word.upper() in CURRENCIES else _SIGNS.get(word.casefold())
    if not code:
        raise Invalid(format_lazy(_("“{text}” is not a currency. Write a code such as EUR or UAH."), text=text.strip()))
    return code


def from_decimal(amount: Decimal | int | float, currency: str) -> Money:
    """Make money from a number in major units; what is finer than a cent is rounded half to even."""
    try:
        exact = Decimal(repr(amount)) if isinstance(amount, float) else Decimal(amount)
        with localcontext(prec=60):
            minor = int(exact.scaleb(digits(currency)).to_integral_value(ROUND_HALF_EVEN))
    except (InvalidOperation, ValueError, OverflowError):
        raise Invalid(_("This is not an amount.")) from None
    return _within(minor, currency)


def from_api(data: Any) -> Money:
    """Read the API's form; the amount is a string or a whole number, and never finer than a cent."""
    if not isinstance(data, dict) or set(data) != {"amount", "currency"}:
        raise Invalid(_("Money is an object with “amount” and “currency”."))
    amount, currency = data["amount"], data["currency"]
    if not isinstance(currency, str) or currency not in CURRENCIES:
        raise Invalid(format_lazy(_("“{text}” is not a currency. Write a code such as EUR or UAH."), text=currency))
    if isinstance(amount, bool) or not isinstance(amount, (str, int)):
        raise Invalid(_("The amount is a string such as '1234.50'."))
    if not re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,6})?", str(amount)):
        raise Invalid(_("The amount is a string such as '1234.50'."))
    whole, _dot, fraction = str(amount).lstrip("-").partition(".")
    return _exact(str(amount).startswith("-"), whole, fraction, currency)


def parse(text: str, currency: str, *, decimal: str = "") -> Money:
    """Read an amount as people type it, in `currency` unless the text names another.

    `decimal` ("." or ",") settles what «1.234» means where a whole column tells; without it a single
    mark before exactly three digits separates thousands.
    """
    body = unicodedata.normalize("NFKC", text).translate(_SAME).strip()
    negative = body.startswith("(") and body.endswith(")")
    body = body[1:-1] if negative else body
    match = _SHAPE.fullmatch(body)
    if not match or (match["before"].strip() and match["after"].strip()):
        raise _unreadable(text)
    minus = [bool(match[name]) for name in ("minus", "inner", "trailing")]
    if negative + sum(minus) > 1:
        raise _unreadable(text)
    sign = (match["before"] + match["after"]).strip()
    if sign.casefold() in _THOUSANDS:
        raise Invalid(format_lazy(_("Write “{text}” as a whole number, with all its zeros."), text=text.strip()))
    currency = currency_code(sign) if sign else currency
    whole, fraction = _split(match["number"], decimal, digits(currency), text)
    return _exact(negative or any(minus), whole, fraction, currency)


def total(amounts: Iterable[Money], currency: str) -> Money:
    """Add up amounts of one currency; nothing adds up to zero of it."""
    return sum(amounts, Money(0, currency))


_SAME = str.maketrans("−–‒—’ʼ`´", "----''''", "\u200b\u200e\u200f\u2060\ufeff")
_THOUSANDS = frozenset(
    {"k", "m", "mln", "bn", "thousand", "к", "тис", "тис.", "тыс", "тыс.", "млн", "млн.", "млрд", "т", "т."}
)
_SHAPE = re.compile(
    r"(?P<minus>-?)\s*(?P<before>(?:[^\d\s\-+.,'()][^\d\-+.,'()]*?\.?)?)\s*(?P<inner>-?)\+?"
    r"(?P<number>\d[\d\s.,']*?|[.,]\d+)\s*(?P<trailing>-?)(?P<after>\s*[^\d\-+,'()]*)"
)


def _split(number: str, decimal: str, places: int, text: str) -> tuple[str, str]:
    """Part the number's digits into whole and fraction, checking that groups are groups."""
    mark = _decimal_mark(number, decimal, places)
    whole, _found, fraction = number.rpartition(mark) if mark else (number, "", "")
    groups = re.split(r"[\s.,']", whole) if whole else ["0"]
    fits = [len(group) == 3 for group in groups[1:]]
    if "," in whole and len(groups) > 2:  # Indian lakhs: 1,23,456
        fits = [len(group) in (2, 3) for group in groups[1:-1]] + fits[-1:]
    separators = set(re.findall(r"[\s.,']", whole))
    if not all(fits) or len(separators) > 1 or (len(groups) > 1 and not 1 <= len(groups[0]) <= 3):
        raise _unreadable(text)
    if not re.fullmatch(r"\d*", fraction) or not re.fullmatch(r"\d+", "".join(groups)):
        raise _unreadable(text)
    return "".join(groups), fraction


def _decimal_mark(number: str, decimal: str, places: int) -> str:
    """Decide which of . and , begins the fraction, or none."""
    marks = [char for char in number if char in ".,"]
    if not marks:
        return ""
    last = marks[-1]
    if marks.count(last) > 1:
        return ""
    if len(set(marks)) > 1 or re.search(r"[\s']", number):
        return last
    before, _mark, after = number.partition(last)
    looks_grouped = len(after) == 3 and 1 <= len(before) <= 3 and before.lstrip("0") != ""
    if not looks_grouped or decimal == last:
        return last
    return last if places == 3 and last == "." and not decimal else ""


def _exact(negative: bool, whole: str, fraction: str, currency: str) -> Money:
    places = digits(currency)
    if fraction[places:].strip("0"):
        if places == 0:
            raise Invalid(format_lazy(_("{currency} has no decimals. Write a whole number."), currency=currency))
        raise Invalid(format_lazy(_("{currency} has {places} decimals at most."), currency=currency, places=places))
    if len(whole) > 20:
        raise Invalid(_("The amount is too large."))
    minor = int(whole + fraction[:places].ljust(places, "0"))
    return _within(-minor if negative else minor, currency)


def _within(minor: int, currency: str) -> Money:
    if abs(minor) > LIMIT:
        raise Invalid(_("The amount is too large."))
    return Money(minor, currency)


def _unreadable(text: str) -> Invalid:
    return Invalid(format_lazy(_("“{text}” is not an amount. Write it as 1234.50."), text=text.strip()[:40]))
