"""Addresses as they are compared: the house and the word of its street, without what everybody leaves out."""

from typing import NamedTuple

from rapidfuzz.distance import JaroWinkler

from perennial.core.text import fold, words

SAME_STREET = 0.88  # likeness of the street's first word, Jaro-Winkler
SAME_CITY = 0.85
BEGINNING = 4  # letters of the street that stand in the key


class Place(NamedTuple):
    """A house: its number, its street's first word, its city (each "" when not given)."""

    house: str
    street: str
    city: str

    @property
    def key(self):
        """What places of the same house are looked up by."""
        return f"{self.house} {self.street[:BEGINNING]}"


_LEFT_OUT = """
    вул вулиця ул улица просп проспект пр бул бульвар пров провулок пер переулок пл площа площадь шосе шоссе наб узвіз тупик
    буд будинок дом корп корпус кв квартира оф офіс офис поверх этаж під'їзд подъезд обл область район рн мкр масив україна украина
    st street ave avenue av rd road blvd boulevard dr drive pl place ln lane pkwy parkway ct court hwy sq square way
    north south east west ne nw se sw apt suite ste floor fl unit bldg room nd rd th
    strasse str weg platz allee rue via calle ulica ul al
"""
LEFT_OUT = frozenset(fold(word) for text in _LEFT_OUT.split() for word in words(text))
# As written, not folded: «с» before a name is a village, "S" is south.
_CITY_FOLLOWS = frozenset(words("м г місто город смт с село"))
_REGION_PRECEDES = frozenset(words("обл область район рн"))


def place_of(entry):
    """Return the Place of one address entry, or None when it names no house in a street."""
    written = words(entry.get("street") or "")
    listed = [fold(word) for at, word in enumerate(written) if not _of_a_city(written, at)]
    house = next((word for word in listed if word.isdigit()), "")
    telling = [word for word in listed if _tells(word) and word != house]
    city = " ".join(fold(word) for word in words(entry.get("city") or "") if word not in _CITY_FOLLOWS)
    return Place(house, telling[0], city) if house and telling else None


def same_house(one, other):
    """Tell whether two Places are the same house."""
    if one.house != other.house or JaroWinkler.similarity(one.street, other.street) <= SAME_STREET:
        return False
    return not (one.city and other.city) or JaroWinkler.similarity(one.city, other.city) > SAME_CITY


def _of_a_city(written, at):
    """Tell whether a word of a whole address in one line names the city or region: «м. Київ, Київська обл.»."""
    before, after = written[at - 1] if at else "", written[at + 1] if at + 1 < len(written) else ""
    return (before in _CITY_FOLLOWS and not written[at].isdigit()) or after in _REGION_PRECEDES


def _tells(word):
    return word not in LEFT_OUT and (len(word) > 1 or word.isdigit()) and not (word.isdigit() and len(word) > 4)
