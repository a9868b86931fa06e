"""A person's name is split as a secretary would split it."""

import pytest

from perennial.core.text import Name, initials, name_parts


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("Kovalchuk Olena Ivanivna", ("Kovalchuk", "Olena", "Ivanivna")),
        ("Olena Ivanivna Kovalchuk", ("Kovalchuk", "Olena", "Ivanivna")),
        ("Olena Kovalchuk", ("Kovalchuk", "Olena", "")),
        ("Kovalchuk Olena", ("Kovalchuk", "Olena", "")),
        ("Kovalchuk, Olena", ("Kovalchuk", "Olena", "")),
        ("Ковальчук Олена Іванівна", ("Ковальчук", "Олена", "Іванівна")),
        ("Ковальчук Олена", ("Ковальчук", "Олена", "")),
        ("Олена Ковальчук", ("Ковальчук", "Олена", "")),
        ("Іваненко І. П.", ("Іваненко", "І.", "П.")),
        ("Іваненко І.П.", ("Іваненко", "І.", "П.")),
        ("І. П. Іваненко", ("Іваненко", "І.", "П.")),
        ("І.П. Іваненко", ("Іваненко", "І.", "П.")),
        ("Петров Сергей Ильич", ("Петров", "Сергей", "Ильич")),
        ("Роман Аркадьевич Абрамович", ("Абрамович", "Роман", "Аркадьевич")),
        ("Абрамович Роман Аркадьевич", ("Абрамович", "Роман", "Аркадьевич")),
        ("Ludwig van Beethoven", ("van Beethoven", "Ludwig", "")),
        ("John F. Kennedy", ("Kennedy", "John", "F.")),
        ("Maria Clara Lopez", ("Lopez", "Maria", "Clara")),
        ("Ірина Марченко", ("Марченко", "Ірина", "")),
        ("Марина Ірина", ("Ірина", "Марина", "")),
        ("Олена", ("", "Олена", "")),
        ("Шевченко", ("Шевченко", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_split_in_any_usual_order(written, parts):
    assert name_parts(written) == Name(*parts)


def test_initials_put_the_first_name_first():
    assert initials("Ковальчук Олена Іванівна") == "ОК"
    assert initials("olena") == "O"
    assert initials("") == ""
