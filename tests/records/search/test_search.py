"""Anyone is found by half a name, in either script, with a slip of the finger, or by any part of a number."""

import pytest

from perennial.core.models import Installation
from perennial.records.search import Entry, find, index, matching, remove

pytestmark = pytest.mark.django_db

OLENA, PETRO, OLGA, JOHN, OAK = 1, 2, 3, 4, 5


@pytest.fixture
def cast():
    index(
        [
            Entry(
                "people",
                OLENA,
                "Ковальчук Олена Іванівна",
                "закупівлі",
                ["+380442901760"],
                ["o.kovalchuk77@dub.example"],
            ),
            Entry(
                "people",
                PETRO,
                "Петренко Петро",
                "директор Ковальчук",
                ["+380672241963", "+74951234567"],
                ["petro@dub.example"],
            ),
            Entry("people", OLGA, "Olga Müller", "", ["+4930901820"], ["olga.mueller@werk.example"]),
            Entry("people", JOHN, "John O'Brien", "", ["17605"], []),
            Entry("companies", OAK, "ТОВ «Дубовий дім»", "EDRPOU 37654321", ["+380442901761"], ["info@dub.example"]),
        ]
    )


def people(text):
    return [hit.record_id for hit in find(text, ["people"], 10)]


@pytest.mark.parametrize(
    "text",
    [
        "Олена",
        "олена",
        "ОЛЕНА",
        "Ковальчук Олена",
        "олена ковальчук",
        "kovalchuk olena",
        "Olena",
        "оле ков",
        "вальчук олен",
        "Ковалчук Олена",
        "kovalchuck olena",
        "Ковлаьчук Олена",
        "jktyf",
        "o.kovalchuk77@dub.example",
        "kovalchuk77",
        "valchuk77@",
        "іванівна",
        "Иванивна",
    ],
)
def test_a_person_is_found_however_the_name_is_typed(cast, text):
    assert people(text)[0] == OLENA


@pytest.mark.parametrize(
    "text",
    [
        "+380 44 290-17-60",
        "0442901760",
        "044 290 17 60",
        "(044) 290",
        "2901760",
        "1760",
        "290-17",
        "8 044 290 17 60",
        "00380442901760",
        "3804",
        "4429",
    ],
)
def test_a_phone_is_found_by_any_run_of_four_digits_in_any_format(cast, text):
    assert OLENA in people(text)


def test_a_run_of_digits_finds_only_numbers_that_have_it(cast):
    assert people("2241963") == [PETRO]
    assert people("8 495 123-45-67") == [PETRO]
    assert people("030 901820") == [OLGA]
    assert people("17605") == [JOHN]
    assert people("9999") == []


@pytest.mark.parametrize("text", ["dub.example", "@dub", "mueller@werk", "ueller", "petro@dub.example"])
def test_a_part_of_an_email_is_enough(cast, text):
    assert people(text)


def test_marks_and_apostrophes_do_not_matter(cast):
    assert people("muller") == people("MÜLLER") == [OLGA]
    assert people("obrien") == people("O’Brien") == [JOHN]


def test_better_answers_come_first(cast):
    assert people("ковальчук") == [OLENA, PETRO]  # a name before a word elsewhere
    assert people("петр") == [PETRO]
    index([Entry("people", 6, "Петр"), Entry("people", 7, "Анна", "Петр"), Entry("people", 8, "Інна Запетрова")])
    assert people("петр") == [6, PETRO, 7, 8]


def test_a_title_that_repeats_a_word_comes_first_for_its_own_text():
    index([Entry("people", pk, f"Lot 2-{pk}") for pk in range(1, 30)])
    assert people("Lot 2-2")[0] == 2


def test_a_typing_error_is_forgiven_only_when_nothing_fits(cast):
    index([Entry("people", 6, "Петренка Петро")])
    assert people("Петренко") == [PETRO]
    assert set(people("Петрeнкс Петро".replace("e", "е"))) == {PETRO, 6}


def test_several_types_are_searched_at_once(cast):
    found = find("дуб", ["people", "companies"], 10)
    assert found[0][:2] == ("companies", OAK)
    assert {hit.type for hit in find("dub", ["people", "companies"], 10)} == {"people", "companies"}
    assert len(find("dub", ["people", "companies"], 2)) == 2


def test_a_changed_record_is_found_by_its_new_words_only(cast):
    index([Entry("people", OLENA, "Шевченко Олена", "", ["+380501112233"])])
    assert people("шевченко") == [OLENA]
    assert people("ковальчук") == [PETRO]
    assert people("2901760") == []
    assert people("1112233") == [OLENA]


def test_a_removed_record_is_not_found(cast):
    remove("people", [OLENA])
    assert people("олена") == []
    assert people("ковальчук") == [PETRO]
    remove("people", [])
    remove("people", [999])


def test_the_same_entry_again_changes_nothing(cast):
    index([Entry("people", JOHN, "John O'Brien", "", ["17605"], [])] * 2)
    assert people("brien") == [JOHN]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "'",
        '"',
        "* OR *",
        "NEAR(",
        "a AND",
        "%",
        "\\",
        "\0",
        "''",
        ":*",
        "&|!",
        "((",
        "#",
        "😀",
        "漢字",
        "+",
        "a" * 500,
        "1" * 500,
    ],
)
def test_no_text_breaks_the_search(cast, text):
    assert people(text) == [] or all(people(text))


def test_other_scripts_are_found_too():
    index([Entry("people", 1, "Γιώργος 漢字 გიორგი")])
    assert people("γιωργος") == people("漢字") == people("გიორგი") == [1]


@pytest.fixture
def installations():
    rows = [Installation(pk=pk, company=f"Дуб {pk}") for pk in range(1, 31)]
    Installation.objects.bulk_create(rows)
    index([Entry("installations", row.pk, row.company) for row in rows])
    return Installation.objects.all()


def test_the_condition_goes_into_any_queryset(installations):
    found = installations.filter(matching("installations", "дуб")).exclude(pk__gt=20)
    assert found.count() == 20
    assert list(installations.filter(matching("installations", "дуб 7")).values_list("pk", flat=True)) == [7]
    assert not installations.filter(matching("installations", "ясен")).exists()
    assert not installations.filter(matching("people", "дуб")).exists()


def test_ranked_records_stay_within_the_queryset(installations):
    match = matching("installations", "дуб 2")
    assert [row.pk for row in match.ranked(installations, 3)] == [2, 20, 21]
    assert [row.pk for row in match.ranked(installations.exclude(pk=20), 2)] == [2, 21]


@pytest.mark.parametrize("common", [10, 1000])
def test_an_answer_too_long_to_list_is_complete_and_still_ranked(installations, monkeypatch, common):
    monkeypatch.setattr("perennial.records.search.match.LISTED", 5)
    monkeypatch.setattr("perennial.records.search.match.RANKED", 5)
    monkeypatch.setattr("perennial.records.search.match.COMMON", common)
    match = matching("installations", "дуб")
    assert installations.filter(match).count() == 30
    assert len(match.ranked(installations.filter(pk__gt=10), 12)) == 12
    assert installations.filter(match, pk__lte=3).count() == 3
