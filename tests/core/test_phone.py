"""A phone number is recognised in any spelling and never lost."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from perennial.core import phone
from perennial.core.errors import Invalid
from perennial.core.phone import Phone

KYIV = "+380442901760"


@pytest.mark.parametrize(
    "typed",
    [
        "+380 44 290-17-60",
        "380442901760",
        "(044) 290 17 60",
        "044.290.17.60",
        "00380442901760",
        "442901760",
        "8 (044) 290-17-60",
        "+38 (044) 290-17-60",
        "тел. 044 290-17-60",
        "＋380 44 290 17 60",
    ],
)
def test_every_spelling_of_one_number_is_the_same_number(typed):
    assert phone.parse(typed, "UA") == Phone(KYIV)


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("8 (495) 123-45-67", "RU", "+74951234567"),
        ("+7 701 123 45 67", "UA", "+77011234567"),
        ("020 7031 3000", "GB", "+442070313000"),
        ("(312) 555-0123", "US", "+13125550123"),
        ("030 901820", "DE", "+4930901820"),
        ("512 345 678", "PL", "+48512345678"),
        ("8 029 123-45-67", "BY", "+375291234567"),
    ],
)
def test_numbers_are_read_as_at_home(typed, region, number):
    assert phone.parse(typed, region).number == number


@pytest.mark.parametrize("mark", ["доб. 12", "дод. 12", "ext. 12", "вн. 12", "x12", "#12", "добавочный 12", ";ext=12"])
def test_an_extension_is_kept_apart(mark):
    assert phone.parse(f"044 290 17 60 {mark}", "UA") == Phone(KYIV, "12")


def test_several_numbers_in_one_cell_are_all_found():
    cell = "+380 44 290-17-60, 067 224 19 63 доб. 12"
    assert phone.parse_many(cell, "UA") == [Phone(KYIV), Phone("+380672241963", "12")]
    for separator in ["; ", " / ", "/", "\n", " | ", " та ", " "]:
        cell = f"+380442901760{separator}+380672241963"
        assert [item.number for item in phone.parse_many(cell, "UA")] == [KYIV, "+380672241963"]


def test_a_number_written_twice_is_kept_once_and_a_late_extension_goes_to_its_number():
    assert phone.parse_many("044 290 17 60, 380442901760", "UA") == [Phone(KYIV)]
    assert phone.parse_many("044 290 17 60, доб. 12", "UA") == [Phone(KYIV, "12")]


def test_what_no_plan_knows_is_kept_as_digits_and_flagged():
    inner = phone.parse("17-60-5", "UA")
    assert (inner.number, inner.valid, inner.digits) == ("17605", False, "17605")
    assert phone.parse("044 290 17 60", "UA").valid


@pytest.mark.parametrize("typed", ["", "123", "немає", "+", "--"])
def test_fewer_than_four_digits_are_refused_in_words(typed):
    with pytest.raises(Invalid, match="too short"):
        phone.parse(typed, "UA")
    with pytest.raises(Invalid):
        phone.parse_many(typed, "UA")


def test_a_number_is_shown_in_national_form_at_home_and_international_abroad():
    assert phone.show(KYIV, "UA") == "044 290 1760"
    assert phone.show(KYIV, "DE") == "+380 44 290 1760"
    assert phone.show(KYIV, "UA", "12") == "044 290 1760 × 12"
    assert phone.show("17605", "UA") == "17605"
    assert phone.country(KYIV) == "UA"


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["UA", "RU", "KZ", "US", "DE", "PL", "GB", "BY", "IT", "BR", "FR", "GE"]), st.data())
def test_the_quick_reader_agrees_with_the_library(region, data):
    code = str(phonenumbers.country_code_for_region(region))
    start = data.draw(st.sampled_from(["", "0", "8", "1", code, "+" + code, "+" + code + "0"]))
    typed = start + data.draw(st.text("0123456789", min_size=4, max_size=11))
    read = phone.parse(typed, region)
    try:
        expected = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return
    if phonenumbers.is_valid_number(expected):
        assert read.number == phonenumbers.format_number(expected, phonenumbers.PhoneNumberFormat.E164)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["UA", "US", "GB"]))
def test_a_shown_number_is_read_back(region):
    number = phonenumbers.format_number(phonenumbers.example_number(region), phonenumbers.PhoneNumberFormat.E164)
    for home in ["UA", "US", "GB"]:
        assert phone.parse(phone.show(number, home, "12"), home).number == number


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_the_reader(typed):
    try:
        assert all(len(item.digits) >= 4 for item in phone.parse_many(typed, "UA"))
    except Invalid as refusal:
        assert str(refusal.message)
