"""Texts are found in any case and script and sorted as an alphabet book does."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core.text import fold, other_layout, search_key, sort_key, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Йосип", "иосип"),
        ("Ёлка", "ЕЛКА"),
        ("Їжак", "іжак"),
        ("Straße", "STRASSE"),
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("Мар’яна", "Мар'яна"),
        ("Марʼяна", "маряна"),
        ("O'Brien", "OBRIEN"),
        ("Müller", "muller"),
        ("ﬁn", "FIN"),
        ("  a \t b ", "a b"),
        ("И\u0306", "й"),
        ("Ґанок", "ганок"),
        ("ＡＢＣ", "abc"),
        ("İstanbul", "istanbul"),
    ],
)
def test_what_people_vary_is_the_same_to_a_search(one, other):
    assert search_key(one) == search_key(other)


def test_words_are_runs_of_letters_or_digits():
    assert words("o.kovalchuk77@gmail.com, ТОВ «Дуб-3»") == ["o", "kovalchuk", "77", "gmail", "com", "тов", "дуб", "3"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ковальчук", "kovalchuk"),
        ("кав", "kav"),
        ("Юрій", "yuriy"),
        ("Юрій", "Iurii"),
        ("Андрій", "Andrii"),
        ("Ковальський", "Kovalskyi"),
        ("Ковальский", "kovalsky"),
        ("Євген", "Yevhen"),
        ("Наталія", "Natalia"),
        ("Ольга", "Olga"),
        ("Щербак", "shcherbak"),
        ("Цимбал", "tsymbal"),
        ("Яна", "Yana"),
        ("Жук", "zhuk"),
        ("Микола", "Mykola"),
        ("Хома", "Khoma"),
        ("Київ", "Kyiv"),
    ],
)
def test_both_scripts_meet(one, other):
    assert [fold(word) for word in words(one)] == [fold(word) for word in words(other)]


@settings(max_examples=100, deadline=None)
@given(st.text("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяabcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12), st.data())
def test_a_beginning_of_a_word_folds_to_a_beginning(word, data):
    whole = search_key(word)
    start = whole[: data.draw(st.integers(2, len(whole)))]
    assert fold(whole).startswith(fold(start)) or fold(start).startswith("i")


def test_a_wrong_keyboard_layout_is_understood():
    assert "привет" in other_layout("ghbdtn")
    assert "привіт" in other_layout("ghbdsn")
    assert "kovalchuk" in other_layout("лщмфдсргл")
    assert "об'єкт" in other_layout("j,`'rn")
    assert other_layout("12345") == []


UKRAINIAN = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
RUSSIAN = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize("alphabet", [UKRAINIAN, RUSSIAN, "abcdefghijklmnopqrstuvwxyz"])
def test_the_alphabet_is_in_order(alphabet):
    pairs = [letter + rest for letter in alphabet for rest in "ая"]
    assert sorted(pairs, key=sort_key) == pairs
    assert [sort_key(item) for item in pairs] == [sort_key(item.upper()) for item in pairs]


def test_digits_come_first_and_by_value_then_latin_then_cyrillic():
    right = [
        "",
        "№ 2",
        "3М",
        "9 дубів",
        "10 дубів",
        "10 дубів 007",
        "10 дубів 70",
        "1234567890123",
        "Дуб",
        "Дуб 9",
        "Дуб 10",
    ]
    latin = ["Abel", "Ärger", "Łódź", "Zoo"]
    mixed = right[::-1]
    assert sorted(mixed, key=sort_key) == right
    assert sorted(["Їжак", *reversed(latin), "10"], key=sort_key) == ["10", *latin, "Їжак"]


def test_punctuation_around_a_name_does_not_move_it():
    assert sort_key("«Дуб», ТОВ") == sort_key("Дуб ТОВ")
    assert sort_key("Мар'яна") == sort_key("Маряна")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80))
def test_every_key_is_short_plain_ascii_and_ignores_case(text):
    key = sort_key(text)
    assert key.isascii() and key.isprintable() and len(key) <= 120
    assert sort_key(text.casefold()) == key


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_numbers_sort_by_value(one, other):
    assert (sort_key(f"A-{one}") < sort_key(f"A-{other}")) == (one < other)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_a_search_key_is_its_own_key(text):
    assert search_key(search_key(text)) == search_key(text)
    assert words(search_key(text)) == words(text)
