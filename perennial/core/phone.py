"""Phone numbers: kept in E.164, shown in national form, recognised in any spelling."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import NamedTuple

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, PhoneNumberFormat

from perennial.core.errors import Invalid


class Phone(NamedTuple):
    """Hold a number: E.164 («+380442901760»), or bare digits as typed when no plan knows it."""

    number: str
    extension: str = ""

    @property
    def valid(self) -> bool:
        """Tell whether the number exists in its country's numbering plan."""
        return self.number.startswith("+")

    @property
    def digits(self) -> str:
        """Give the key by which the number is searched and matched."""
        return self.number.lstrip("+")


def parse(text: str, region: str) -> Phone:
    """Read one number as typed by somebody in `region` (ISO 3166); refuse fewer than four digits."""
    phone = _read(text, region.upper())
    if phone is None:
        raise Invalid(_("This is too short for a phone number."))
    return phone


def parse_many(text: str, region: str) -> list[Phone]:
    """Read every number of one cell, each once; refuse a cell that holds none."""
    found: list[Phone] = []
    for part in _SEPARATORS.split(text):
        phone = _read(part, region.upper())
        only_extension = _EXTENSION.fullmatch(part.strip())
        if only_extension and found:
            found[-1] = found[-1]._replace(extension=only_extension[1])
        elif phone and phone not in found:
            found.append(phone)
    if not found:
        raise Invalid(_("This is too short for a phone number."))
    return found


@lru_cache(maxsize=8192)
def show(number: str, region: str, extension: str = "") -> str:
    """Write a stored number in national form at home and in international form abroad."""
    text = number
    if number.startswith("+"):
        parsed = phonenumbers.parse(number)
        home = parsed.country_code == phonenumbers.country_code_for_region(region.upper())
        form = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
        text = phonenumbers.format_number(parsed, form)
    return f"{text} × {extension}" if extension else text


def country(number: str) -> str:
    """Tell the ISO 3166 country of a stored number, or an empty text."""
    if not number.startswith("+"):
        return ""
    return phonenumbers.region_code_for_number(phonenumbers.parse(number)) or ""


_DROP = {ord(char): None for char in " \u00a0\u202f\t()-–—‑.'"}
_SEPARATORS = re.compile(
    r"[,;|\r\n]+|\s/\s|/(?=\s*[+(]?\d(?:[\s().\-]*\d){6})|\s+(?=\+)|\s+(?:и|й|і|та|або|или|and|or)\s+"
)
_EXTENSION = re.compile(
    r"[\s,;]*(?:;ext=|(?<!\w)(?:ext|extension|доб|добавочный|дод|додатковий|вн|внутр|внутрішній|внутренний|[xх×])\.?|#)"
    r"\s*:?\s*(\d{1,8})\s*",
    re.IGNORECASE,
)


@lru_cache(maxsize=20_000)
def _read(text: str, region: str) -> Phone | None:
    bare = text.translate(_DROP)
    if bare.isascii():
        number = _international(bare[1:]) if bare[:1] == "+" else _national(bare, region)
        if number:
            return Phone(number)
    return _read_slowly(text[:200], region)


def _international(digits: str) -> str | None:
    """Recognise digits that begin with a country code, or say nothing."""
    if not digits.isdigit():
        return None
    for size in (3, 2, 1):
        if digits[:size] in _plans():
            plan = _plans()[digits[:size]]()
            national = plan.significant(digits[size:])
            return f"+{digits[:size]}{national}" if national else None
    return None


def _national(digits: str, region: str) -> str | None:
    """Recognise digits typed at home, with or without the trunk prefix or the country code."""
    metadata = _metadata(region)
    if not metadata or not digits.isdigit() or digits.startswith("00"):
        return None
    code = str(metadata.country_code)
    plan = _plans()[code]()
    national = None
    if digits.startswith(code) and not plan.general(digits):
        national = plan.significant(digits[len(code) :])
    national = national or plan.significant(digits)
    return f"+{code}{national}" if national else None


class _Plan:
    """Check national numbers of one calling code against the library's metadata, compiled once."""

    def __init__(self, regions: tuple[str, ...]):
        metadata = [_metadata(region) for region in regions]
        self.general = re.compile(metadata[0].general_desc.national_number_pattern).fullmatch
        self.regions = [
            (item.leading_digits and re.compile(item.leading_digits).match, _numbers(item)) for item in metadata
        ]
        trunk = metadata[0].national_prefix_for_parsing or ""
        self.trunk = trunk if trunk.isdigit() else ""
        self.odd_trunk = re.compile(trunk).match if trunk and not trunk.isdigit() else None

    def significant(self, digits: str) -> str | None:
        """Give the national significant number without trunk prefix, if it is a valid one."""
        if self.odd_trunk and self.odd_trunk(digits):
            return None
        if self.trunk and digits.startswith(self.trunk):
            rest = digits[len(self.trunk) :]
            if self.general(rest) or not self.general(digits):
                digits = rest
        for leads, exists in self.regions:
            if leads:
                if leads(digits):
                    return digits if exists(digits) else None
            elif exists(digits):
                return digits
        return None


def _numbers(metadata):
    """Compile one pattern for every kind of number that a region has."""
    kinds = ("fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager")
    kinds += ("uan", "voicemail")
    found = [getattr(metadata, kind) for kind in kinds]
    patterns = [kind.national_number_pattern for kind in found if kind and kind.national_number_pattern]
    every = "|".join(f"(?:{pattern})" for pattern in patterns)
    return re.compile(f"(?=(?:{metadata.general_desc.national_number_pattern})$)(?:{every})").fullmatch


@cache
def _plans():
    """Map each calling code of a country to the maker of its plan."""

    def maker(regions):
        return cache(lambda: _Plan(regions))

    codes = COUNTRY_CODE_TO_REGION_CODE.items()
    return {str(code): maker(regions) for code, regions in codes if regions != ("001",)}


@cache
def _metadata(region: str):
    return PhoneMetadata.metadata_for_region(region, None)


def _read_slowly(text: str, region: str) -> Phone | None:
    """Let the library read what the compiled plans did not know; keep bare digits at the worst."""
    text = unicodedata.normalize("NFKC", text)
    match = next((m for m in _EXTENSION.finditer(text) if m.end() == len(text) and m.start() > 3), None)
    extension = match[1] if match else ""
    main = text[: match.start()] if match else text
    digits = "".join(str(unicodedata.digit(char)) for char in main if char.isdecimal())
    if len(digits) < 4:
        return None
    for candidate in _spellings(main, digits, region):
        try:
            parsed = phonenumbers.parse(candidate, region if _metadata(region) else None)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            number = phonenumbers.format_number(parsed, PhoneNumberFormat.E164)
            return Phone(number, extension or (parsed.extension or "")[:8])
    return Phone(digits[:20], extension)


def _spellings(main: str, digits: str, region: str):
    yield main
    if region == "UA" and len(digits) == 11 and digits.startswith("80"):
        yield f"+3{digits}"  # 8-067-…, as long-distance calls were dialled before 2009
    if "+" not in main and len(digits) > 10:
        yield f"+{digits}"
