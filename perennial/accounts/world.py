"""Countries, currencies, languages and time zones to choose from, named in the reader's language."""

import zoneinfo
from functools import cache

from babel import Locale
from babel.numbers import get_territory_currencies
from django.conf import settings
from django.utils.translation import get_language

OWN_NAMES = {"en": "English", "uk": "Українська", "ru": "Русский"}
NEAR = ["UA", "PL", "CZ", "SK", "RO", "MD", "DE", "GB", "US", "KZ", "GE"]
NEAR_CURRENCIES = ["UAH", "EUR", "USD", "PLN", "GBP", "CZK", "RON", "MDL", "KZT", "GEL", "RUB"]


def languages():
    """Return (code, name in that language)."""
    return [(code, OWN_NAMES.get(code, str(name))) for code, name in settings.LANGUAGES]


def countries():
    """Return (two-letter code, name), neighbours first."""
    return list(_countries(get_language() or "en"))


def currencies():
    """Return (ISO code, "code, name") of the money in use today, the likeliest first."""
    return list(_currencies(get_language() or "en"))


def currency_of(country):
    """Return the currency of a country today."""
    found = get_territory_currencies(country) if country else []
    return found[0] if found else "EUR"


@cache
def zones():
    """Return (name, name) of the time zones with a city."""
    regions = {"Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
    names = sorted(name for name in zoneinfo.available_timezones() if name.split("/")[0] in regions)
    return [("UTC", "UTC"), *((name, name.replace("_", " ")) for name in names)]


@cache
def _countries(language):
    names = Locale(language).territories
    known = {
        code: name
        for code, name in names.items()
        if len(code) == 2 and code.isalpha() and get_territory_currencies(code)
    }
    rest = sorted((name, code) for code, name in known.items() if code not in NEAR)
    return tuple([(code, known[code]) for code in NEAR] + [(code, name) for name, code in rest])


@cache
def _currencies(language):
    names = Locale(language).currencies
    used = {money for code, _ in _countries("en") for money in get_territory_currencies(code)} - set(NEAR_CURRENCIES)
    return tuple((code, f"{code}, {names.get(code, code)}") for code in [*NEAR_CURRENCIES, *sorted(used)])
