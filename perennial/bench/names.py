"""Names of people and companies who do not exist, in Latin and Cyrillic, some of them far more frequent than others."""

from dataclasses import dataclass
from functools import cache

from perennial.core.text import fold, search_key


def _listed(words):
    return words.split()


MEN = _listed("Jan Paul Marco Peter Thomas Lukas Anders Pierre Daniel Mateo Luca Oscar David Simon Erik Hugo Felix Martin")
WOMEN = _listed("Anna Maria Sofia Julia Emma Laura Clara Eva Nina Marta Ida Lena Sara Elisa Alice Nora Vera Ingrid")
MEN_EAST = _listed("Олександр Андрій Сергій Дмитро Іван Микола Тарас Богдан Олег Юрій Павел Алексей Михаил Роман Максим Ігор")
WOMEN_EAST = _listed("Олена Ірина Наталія Оксана Тетяна Юлія Марія Галина Соломія Надія Екатерина Светлана Ольга Людмила Віра Дарина")
FATHERS = [("Іванович", "Іванівна"), ("Петрович", "Петрівна"), ("Миколайович", "Миколаївна"), ("Сергеевич", "Сергеевна"),
           ("Андрійович", "Андріївна"), ("Васильевич", "Васильевна"), ("Юрійович", "Юріївна"), ("Олегович", "Олегівна")]  # fmt: skip
ENDS = ["", "n", "s", "sen", "mann", "ini", "ez", "son"]
ENDS_EAST = [("енко", "енко"), ("чук", "чук"), ("ський", "ська"), ("юк", "юк"), ("ов", "ова"), ("ко", "ко"), ("ин", "ина"), ("ць", "ць")]
FORMS = ["GmbH", "Ltd", "SA", "BV", "AG", "s.r.o."]
FORMS_EAST = ["ТОВ «{}»", "ПП «{}»", "ООО «{}»", "{} Груп"]
SOUNDS, SOUNDS_EAST = ("bcdfghklmnprstvz", "aeiou"), ("бвгдзклмнпрстхчш", "аеиоу")
STEMS, STEMS_EAST = 2500, 2500


@dataclass(frozen=True)
class Named:
    """A person's name, and how it stands in an e-mail address."""

    first: str
    middle: str
    last: str
    address: str

    @property
    def eastern(self):
        """Tell whether it is written in Cyrillic."""
        return self.last[-1] > "z"


class Namer:
    """Gives names out; the same ones for the same stream of random numbers."""

    def __init__(self, random):
        self.random = random
        self.stems = [self._word(SOUNDS, 2 + place % 2) for place in range(STEMS)]
        self.stems_east = [self._word(SOUNDS_EAST, 2) for _place in range(STEMS_EAST)]

    def person(self, eastern):
        """Return the Named of a new person."""
        draw, woman = self.random.random, self.random.random() < 0.5
        if not eastern:
            first = _often(WOMEN if woman else MEN, draw())
            last = _often(self.stems, draw()) + ENDS[int(draw() * 8)]
            return Named(first, "", last, f"{_plain(first)}.{_plain(last)}")
        first = _often(WOMEN_EAST if woman else MEN_EAST, draw())
        last = _often(self.stems_east, draw()) + ENDS_EAST[int(draw() * 8)][woman]
        middle = FATHERS[int(draw() * 8)][woman] if draw() < 0.4 else ""
        return Named(first, middle, last, f"{_plain(first)}.{_plain(last)}")

    def company(self, eastern):
        """Return (name, domain) of a new company."""
        draw = self.random.random
        if eastern:
            word = f"{_often(self.stems_east, draw())}{self._word(SOUNDS_EAST, 2).lower()}"
            return FORMS_EAST[int(draw() * 4)].format(word), f"{_plain(word)}.example"
        words = f"{_often(self.stems, draw())} {self._word(SOUNDS, 3)}"
        return f"{words} {FORMS[int(draw() * 6)]}", f"{_plain(words).replace(' ', '-')}.example"

    def _word(self, sounds, syllables):
        choice, (hard, soft) = self.random.choice, sounds
        return "".join(choice(hard) + choice(soft) for _ in range(syllables)).capitalize()


def _often(words, chance):
    """Return one of the words, the first ones far more often than the last."""
    return words[int(len(words) * chance * chance)]


@cache
def _plain(text):
    return " ".join(fold(word) for word in search_key(text).split())
