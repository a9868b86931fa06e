"""Who is probably one and the same: what is found, why, what is not, and by whom."""

import pytest
from django.utils import timezone

from perennial.core import verbs as core_verbs
from perennial.records import duplicates, verbs
from perennial.records.duplicates import near
from perennial.records.duplicates.places import place_of, same_house
from perennial.records.duplicates.scan import compared
from perennial.records.models import DuplicatePair
from perennial.records.registry import record_type


@pytest.fixture(autouse=True)
def no_weights():
    near.forget()


@pytest.fixture
def make(cast, people, context):
    return lambda **raw: verbs.create(people, raw, by=cast["owner"], context=context)


@pytest.fixture
def like(cast, people):
    return lambda **raw: [(record.name, reasons) for record, reasons, _score in duplicates.similar(people, raw, cast["owner"])]


@pytest.fixture
def firm(cast, context):
    return lambda **raw: verbs.create(record_type("companies"), raw, by=cast["owner"], context=context)


def test_the_same_phone_and_name_in_another_script(make, like):
    make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    assert like(last_name="Kovalchuk", first_name="Olena", phones="+380 67 224-19-63") == [("Олена Ковальчук", ["same phone", "same name"])]


@pytest.mark.parametrize(
    "typed",
    [{"last_name": "Олена", "first_name": "Ковальчук"}, {"last_name": "Ковальчук", "first_name": "Лена"}, {"last_name": "Ковальчукк", "first_name": "Олена"}],
)
def test_names_swapped_short_or_mistyped(make, like, typed):
    make(last_name="Ковальчук", first_name="Олена")
    assert [name for name, _reasons in like(**typed)] == ["Олена Ковальчук"]


def test_one_mailbox_of_two_people_makes_no_double(make, like):
    make(last_name="Ковальчук", first_name="Олена", emails="office@linia.example")
    assert like(last_name="Бондаренко", first_name="Тарас", emails="office@linia.example") == []


def test_namesakes_with_other_numbers_are_two(make, like):
    make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    assert like(last_name="Ковальчук", first_name="Олена", phones="050 311 47 08") == []
    assert like(first_name="Олена") == []


def test_another_birthday_speaks_against(make, like):
    make(last_name="Ковальчук", first_name="Олена", birthday="1986-04-02")
    assert like(last_name="Ковальчук", first_name="Олена", birthday="1990-01-01") == []
    assert "same: Birthday" in like(last_name="Ковальчук", first_name="Олена", birthday="1986-04-02")[0][1]


def test_companies_by_number_by_house_and_without_their_legal_form(firm, cast):
    hora = firm(name="ТОВ «Кавова Гора»", registration_number="40 118 732", addresses=[{"street": "вул. Рейтарська, 8", "city": "Київ"}])
    similar = lambda **raw: [(one.pk, why) for one, why, _score in duplicates.similar(record_type("companies"), raw, cast["owner"])]  # noqa: E731
    assert similar(name="Anything", registration_number="40118732") == [(hora.pk, ["same: EDRPOU"])]
    assert similar(name="Kavova Hora LLC")[0][1] == ["same name"]
    assert similar(name="Кавова Гора, бар", addresses=[{"street": "Рейтарская 8", "city": "Киев"}])[0][1][0] == "same address"
    assert similar(name="Кавова Гора", addresses=[{"street": "Рейтарська 12", "city": "Київ"}]) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("вул. Рейтарська, 8", "Reitarska 8", True), ("м. Київ, вул. Рейтарська 8, кв. 5", "Рейтарська 8", True),
        ("221 E. 51st St.", "221 East 51st Street", True), ("2001 S Michigan", "2001 South Michigan Avenue", True),
        ("Рейтарська 8", "Рейтарська 12", False), ("Рейтарська 8", "Володимирська 8", False),
    ],
)  # fmt: skip
def test_houses_in_any_spelling(one, other, same):
    assert same_house(place_of({"street": one}), place_of({"street": other})) is same


def test_nobody_learns_of_records_he_may_not_see(make, cast, people):
    make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    raw = {"last_name": "Ковальчук", "first_name": "Олена", "phones": "067 224 19 63"}
    assert duplicates.similar(people, raw, cast["outsider"]) == []


def test_it_takes_three_queries(make, cast, people, django_assert_max_num_queries):
    for number in range(5):
        make(last_name="Ковальчук", first_name="Олена", phones=f"067 224 19 6{number}")
    raw = {"last_name": "Ковальчук", "first_name": "Олена", "phones": "067 224 19 63"}
    duplicates.similar(people, raw, cast["owner"])
    with django_assert_max_num_queries(3):
        assert duplicates.similar(people, raw, cast["owner"])


def test_values_that_cannot_be_read_are_passed_over(make, like):
    make(last_name="Ковальчук", first_name="Олена")
    assert like(last_name="Ковальчук", first_name="Олена", phones="x", company="nobody", nothing="1", birthday="soon", emails={"a": 1})


def test_pairs_follow_what_changes(make, cast, people, context):
    one = make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    make(last_name="Бондаренко", first_name="Тарас")
    compared(people)
    assert not DuplicatePair.objects.exists()
    other = make(last_name="Kovalchuk", first_name="Olena", phones="067 224 19 63")
    compared(people)
    assert list(DuplicatePair.objects.values_list("first_id", "second_id")) == [(one.pk, other.pk)]
    verbs.update(people, other, {"phones": "050 311 47 08"}, by=cast["owner"], context=context)
    compared(people)
    assert not DuplicatePair.objects.exists()


def test_what_is_in_the_trash_is_no_double(make, cast, people):
    make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    other = make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    compared(people)
    core_verbs.trash(other, by=cast["owner"])
    assert duplicates.similar(people, other, cast["owner"])
    compared(people)
    assert not DuplicatePair.objects.exists()


def test_what_was_decided_stays_decided_when_all_are_compared_anew(make, people):
    make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63")
    compared(people)
    DuplicatePair.objects.update(state="not_duplicate", decided_at=timezone.now())
    duplicates.scan._store_whole(people, timezone.now())
    assert DuplicatePair.objects.get().state == "not_duplicate"
