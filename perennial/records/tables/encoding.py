"""Finding the encoding of a text file by itself, from its bytes alone."""

import codecs
import unicodedata
from collections import deque

from .refusal import Notice, Refused

CHUNK = 1 << 20
SAMPLE = 64 << 10  # bytes of lines with letters beyond ASCII that are looked at

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SINGLE = ("cp1251", "koi8-u", "koi8-r", "cp866", "cp1252")
WEIGHTS = {
    **dict.fromkeys("оаеинтсрвлк", 1.2),
    **dict.fromkeys("мудпяіьзбгыйч", 0.7),
    **dict.fromkeys("хжшюцщфэїєёґъ", 0),
}
CYRILLIC = range(0x400, 0x530)


def find_encoding(chunks):
    """Give (encoding, notices) for a text that comes as an iterator of bytes; all of it is read."""
    chunks = iter(chunks)
    decoder, good, bad, sample, first = codecs.getincrementaldecoder("utf-8")("replace"), 0, 0, bytearray(), True
    for chunk in chunks:
        if first:
            first = False
            if name := wide_encoding(chunk):
                deque(chunks, maxlen=0)
                return name, []
        if chunk.isascii():
            continue
        text = decoder.decode(chunk)
        wrong = text.count("\ufffd")
        bad += wrong
        good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        if len(sample) < SAMPLE:
            sample += _lines_beyond_ascii(chunk)
    if not bad:
        return "utf-8", []
    if good > 20 * bad:
        return "utf-8", [Notice("replaced")]
    return guess(bytes(sample[:SAMPLE])), []


def check_encoding(name):
    """Give Python's name of an encoding a person has chosen."""
    try:
        return codecs.lookup(name).name
    except LookupError as error:
        raise Refused("encoding", encoding=name) from error


def guess(sample):
    """Give the likeliest encoding of bytes that are not UTF-8."""
    scores = {name: _score(sample.decode(name, "replace")) for name in SINGLE}
    scores["cp1251"] += 0.05  # by far the commonest, should a line or two leave doubt
    scores["shift_jis"] = _score_japanese(sample)
    scores["gb18030"] = _score_chinese(sample, "gb18030", 0xB0, 0xD7)
    scores["big5"] = _score_chinese(sample, "big5", 0xA4, 0xC6)
    return max(scores, key=scores.get)


def wide_encoding(chunk):
    """Give the encoding of a beginning that has a mark, or zeros in every other byte; None for all others."""
    for mark, name in BOMS:
        if chunk.startswith(mark):
            return name
    head = chunk[: 4096 // 2 * 2]
    even, odd = head[0::2], head[1::2]
    if len(odd) >= 4 and b"\x00" in head:
        if _is_high_half(odd) and not _is_high_half(even):
            return "utf-16-le"
        if _is_high_half(even) and not _is_high_half(odd):
            return "utf-16-be"
    return None


def _is_high_half(half):
    return half.count(0) + half.count(4) > 0.9 * len(half)


def _lines_beyond_ascii(chunk):
    return b"\n".join(line for line in chunk.splitlines() if not line.isascii())[:SAMPLE] + b"\n"


def _score(text):
    """Weigh how much the letters beyond ASCII look like words: each letter by itself and its neighbours."""
    total = weight = 0
    for before, letter, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if letter < "\x80":
            continue
        total += 1
        weigh = _weigh_cyrillic if ord(letter) in CYRILLIC else _weigh_other
        weight += weigh(before, letter, after)
    return weight / total if total else 0


def _weigh_cyrillic(before, letter, after):
    if _is_latin(before) or _is_latin(after):
        return -1.5
    if letter.isupper() and before.islower():
        return -1.5
    return WEIGHTS.get(letter.lower(), -0.7) + (0 if letter.isupper() else 0.1)


def _weigh_other(before, letter, after):
    if not letter.isalpha():
        return 0.1 if unicodedata.category(letter) in PLAIN_SIGNS and letter in TYPED else -1
    if any(near > "\x7f" and near.isalpha() for near in (before, after)):
        return -0.6
    if letter.isupper() and before.islower():
        return -1
    return 1 if letter in WESTERN and (before < "\x80" and after < "\x80") else 0.2


def _score_japanese(sample):
    marks = [letter for letter in _decode(sample, "shift_jis") if letter > "\x7f"]
    if not marks:
        return -9
    kana = sum("\u3040" <= letter <= "\u30ff" for letter in marks)
    half = sum("\uff61" <= letter <= "\uff9f" for letter in marks)
    common = sum("\u4e00" <= letter <= "\u9fff" and letter.encode("shift_jis") < b"\x98\x73" for letter in marks)
    return (1.2 * kana + 0.9 * common - 0.8 * half - 0.5 * (len(marks) - kana - half - common)) / len(marks)


def _score_chinese(sample, encoding, first, last):
    """Weigh by the share of usual signs, whose first byte lies between `first` and `last`."""
    marks = [letter for letter in _decode(sample, encoding) if letter > "\x7f"]
    if not marks:
        return -9
    pairs = [letter.encode(encoding) for letter in marks]
    common = sum(len(pair) == 2 and first <= pair[0] <= last for pair in pairs)
    signs = sum(letter in "，。；：？！（）、“”《》·—" for letter in marks)
    return (0.75 * common + 0.7 * signs - 1.2 * (len(marks) - common - signs)) / len(marks)


def _decode(sample, encoding):
    try:
        return sample.decode(encoding)
    except UnicodeDecodeError as error:
        if error.start > len(sample) - 4 and error.start:
            return _decode(sample[: error.start], encoding)
        return ""


def _is_latin(letter):
    return "a" <= letter <= "z" or "A" <= letter <= "Z"


PLAIN_SIGNS = {"Pd", "Pi", "Pf", "Ps", "Po", "Sc", "So", "Zs", "No", "Sm", "Lo"}
TYPED = frozenset("«»„“”‘’—–…№€£₴°©®™§·•\u00a0±½¼²³ºª¿¡")
WESTERN = frozenset("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŒŠŽ")
