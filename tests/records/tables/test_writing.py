"""What is written can be opened by others, and read back."""

import csv
import io
import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils.translation import gettext_lazy

from perennial.records.tables import open_table, write
from perennial.records.tables.contact import COLUMNS


def written(format, columns, rows):
    out = io.BytesIO()
    assert write(format, columns, iter(rows), out) == len(rows)
    return out.getvalue()


def test_csv_has_a_mark_for_excel_and_labels_for_people():
    data = written("csv", [("name", gettext_lazy("Name")), ("on", "Дата")], [["Ольга; та Ко", date(2026, 5, 1)]])
    assert data == "\ufeffName,Дата\r\nОльга; та Ко,2026-05-01\r\n".encode()


@pytest.mark.parametrize(
    "text", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-2+3+cmd", "\t=1", "\r=1", "＝1", "=HYPERLINK(1)"]
)
def test_formulas_lose_their_power_in_csv(text):
    (_, (cell,)) = csv.reader(io.StringIO(written("csv", ["a"], [[text]]).decode("utf-8-sig"), newline=""))
    assert cell == "'" + text


@pytest.mark.parametrize("text", ["+380 50 123-45-67", "-5", "-1 234,50", "+1 (555) 123 ext. 5", "Oak = Co", -7, 2.5])
def test_numbers_and_phones_stay_as_they_are_in_csv(text):
    assert list(csv.reader(io.StringIO(written("csv", ["a"], [[text]]).decode("utf-8-sig"))))[1] == [str(text)]


def test_xlsx_keeps_kinds_and_never_makes_a_formula(put):
    row = [
        "=1+1",
        "https://example.com",
        "007",
        7,
        2.5,
        Decimal("3.10"),
        True,
        date(2026, 5, 1),
        None,
        10**20,
        date(1850, 1, 1),
    ]
    moment = datetime(2026, 5, 1, 14, 30, tzinfo=UTC)
    table = open_table(put("a.xlsx", written("xlsx", [f"c{n}" for n in range(12)], [[*row, moment], ["x"] * 12])))
    assert table.sample(1)[0][1] == [
        *[
            "=1+1",
            "https://example.com",
            "007",
            7,
            2.5,
            3.1,
            True,
            date(2026, 5, 1),
            None,
            "1" + "0" * 20,
            "1850-01-01",
        ],
        datetime(2026, 5, 1, 14, 30),
    ]


def test_xlsx_without_rows_still_has_its_header(put):
    assert open_table(put("a.xlsx", written("xlsx", ["name", "city"], []))).columns == ["name", "city"]


def test_json_goes_by_codes():
    data = written(
        "json",
        [("name", "Name"), ("sum", "Sum"), ("tags", "Tags")],
        [["О", Decimal("1.50"), ["a"]], [None, 10**30, {1}]],
    )
    assert json.loads(data) == [
        {"name": "О", "sum": "1.50", "tags": ["a"]},
        {"name": None, "sum": "1" + "0" * 30, "tags": "1"},
    ]
    assert json.loads(written("json", ["a"], [])) == []


CONTACT = {
    "first_name": "Ольга",
    "last_name": "Коваль",
    "middle_name": "Іванівна",
    "name": "Ольга Коваль",
    "company": "Дубрава, ТОВ; філія",
    "job_title": "Керівниця",
    "emails": [{"address": "o@example.com", "kind": "work", "primary": True}],
    "phones": [
        {"number": "+380501234567", "extension": "12", "kind": "mobile", "primary": True},
        {"number": "0441234567", "extension": "", "kind": "fax", "primary": False},
    ],
    "addresses": [
        {
            "street": "вул. Лісова, 1",
            "city": "Київ",
            "region": "",
            "postal_code": "01001",
            "country": "Україна",
            "kind": "home",
            "primary": True,
        }
    ],
    "birthday": date(1980, 3, 21),
    "website": "https://example.com/a,b",
    "note": "перший\nдругий; \\ кінець " * 20,
    "categories": ["меблі", "а, б"],
    "uid": "abc",
}


@pytest.mark.parametrize("format", ["vcard", "vcard3"])
def test_a_contact_comes_back_from_vcard_as_it_was(put, format):
    data = written(format, COLUMNS, [[CONTACT[column] for column in COLUMNS]])
    assert max(map(len, data.split(b"\r\n"))) <= 75
    ((_, row),) = open_table(put("a.vcf", data)).rows()
    assert dict(zip(COLUMNS, row, strict=True)) == {**CONTACT, "note": CONTACT["note"].strip()}


def test_a_contact_of_plain_texts_becomes_a_card():
    text = written("vcard", ["name", "emails", "phones"], [["Oak", "o@example.com", "050"]]).decode()
    assert "FN:Oak\r\n" in text and "EMAIL:o@example.com\r\n" in text and "TEL:050\r\n" in text


def test_a_line_break_in_a_name_cannot_begin_another_property():
    text = written("vcard", ["name", "website"], [["Oak\r\nEMAIL:x@example.com", "http://a\r\nNOTE:b"]]).decode()
    assert "\nEMAIL" not in text and "\nNOTE" not in text
