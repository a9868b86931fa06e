"""Texts as they are compared: found in any case and script, sorted in one merged alphabet.

The databases fold and sort Cyrillic differently (SQLite hardly at all), so keys are made here.
"""

import re
import unicodedata
from functools import lru_cache

from perennial.core.names import Name, initials, name_parts

__all__ = ["Name", "fold", "initials", "name_parts", "other_layout", "search_key", "sort_key", "words"]

SORT_KEY_LENGTH = 120


def search_key(text: str) -> str:
    """Strip what people leave out or vary: case, marks (й=и, ё=е, ї=і, ł=l), apostrophes, spaces."""
    if text.isascii():
        plain = text.lower().replace("'", "").replace("`", "")
    else:
        plain = unicodedata.normalize("NFKD", text.replace("№", " ")).casefold().translate(_STRIPPED)
        plain = unicodedata.normalize("NFKD", plain).translate(_STRIPPED)
    return " ".join(plain.split())


def words(text: str) -> list[str]:
    """Give the words of a text as runs of letters or of digits, normalised by `search_key`."""
    return _WORDS.findall(search_key(text))


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Spell a normalised word so that «Ковальчук», «kovalchuk» and «Kovaľčuk» meet.

    A beginning of a word folds to a beginning of its folded form, so that it can be typed letter by letter.
    """
    folded = word.translate(_LATIN).replace("ii", "i")
    return folded[1:] if folded.startswith("ie") else folded


def sort_key(text: str) -> str:
    """Make an ASCII key whose binary order is alphabetical: digits by value, Latin, Ukrainian and Russian."""
    composed = unicodedata.normalize("NFC", text[:200]).casefold()
    key = _NUMBER.sub(_number_key, composed.translate(_WEIGHTS)).replace("\0", " ")
    return " ".join(key.split())[:SORT_KEY_LENGTH]


def other_layout(text: str) -> list[str]:
    """Give what was meant if the keyboard was in another language: «ghbdtn» for «привет»."""
    lowered = text.lower()
    if any(char in _RU + _UK and char.isalpha() for char in lowered):
        found = [lowered.translate(str.maketrans(keys, _EN)) for keys in (_RU, _UK)]
        return [item for item in dict.fromkeys(found) if item.isascii()]
    if not any("a" <= char <= "z" for char in lowered):
        return []
    return list(dict.fromkeys(lowered.translate(str.maketrans(_EN, keys)) for keys in (_UK, _RU)))


_WORDS = re.compile(r"[^\W\d_]+|\d+")
_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RU = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_UK = "'йцукенгшщзхїфівапролджєячсмитьбю"


_REMEMBERED = 0x3000  # the tables below grow no further, whatever is typed


class _Stripped(dict):
    """Map a character to what a search sees of it; combining marks and apostrophes to nothing."""

    def __missing__(self, code: int):
        drop = unicodedata.combining(chr(code)) or unicodedata.category(chr(code)) in ("Mn", "Cf")
        found = None if drop else code
        if code < _REMEMBERED:
            self[code] = found
        return found


_STRIPPED = _Stripped(
    {ord(char): None for char in "'’‘ʼ`´′ʹʻʽ＇"}
    | {ord(a): b for a, b in zip("łøđħıґŋŧƶæœþð", ["l", "o", "d", "h", "i", "г", "n", "t", "z", "ae", "oe", "th", "d"],
                                 strict=True)}
)  # fmt: skip

_SOUNDS = "a b v h h d e ie zh z i i k l m n o p r s t u f kh ts ch sh shch _ i _ e iu ia"
# One letter of Latin stays one letter, otherwise a half-typed word would not be found.
_LATIN = str.maketrans(
    dict(zip("yjwqxg", ["i", "i", "v", "k", "ks", "h"], strict=True))
    | dict(zip("абвгґдеєжзиіклмнопрстуфхцчшщъыьэюя", _SOUNDS.replace("_", "").split(" "), strict=True))
)

_ALPHABET = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя"
_FIRST_LATIN, _FIRST_CYRILLIC, _OTHER = ord(";"), ord(";") + 26, "~"


class _Weights(dict):
    """Map a character to its place: space, 0-9, a-z, а-я, anything else behind."""

    def __missing__(self, code: int) -> str:
        found = self._weigh(chr(code))
        if code < _REMEMBERED:
            self[code] = found
        return found

    def _weigh(self, char: str) -> str:
        if "0" <= char <= "9":
            return char
        if "a" <= char <= "z":
            return chr(_FIRST_LATIN + ord(char) - ord("a"))
        if char in _ALPHABET:
            return chr(_FIRST_CYRILLIC + _ALPHABET.index(char))
        plain = _STRIPPED[ord(char)]
        if isinstance(plain, str):
            return "".join(self[ord(part)] for part in plain)
        bare = " " if char == "№" else unicodedata.normalize("NFKD", char)
        if bare != char:
            return "".join(self[ord(part)] for part in bare.casefold())
        if unicodedata.combining(char) or char in "'’ʼ`´":
            return ""
        return f"{_OTHER}{ord(char):06x}" if char.isalnum() else "\0"


_WEIGHTS = _Weights()
# Hexadecimal digits behind «~» are no number of the text.
_NUMBER = re.compile(r"~[0-9a-f]{6}|[0-9]+")


def _number_key(match: re.Match) -> str:
    """Put the count of digits before the digits, so that 10 comes after 9."""
    if match[0][0] == _OTHER:
        return match[0]
    figures = match[0].lstrip("0") or "0"
    size = str(len(figures)) if len(figures) < 10 else f":{len(figures):03d}"
    return size + figures
