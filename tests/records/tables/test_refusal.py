"""What is no table is refused in words that say what to do."""

import random

import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from perennial.records.tables import Limits, Refused, open_table
from perennial.records.tables.refusal import NOTICES, REFUSALS

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b" \r\n\r\n\t\n", "empty"),
        ("a.csv", b"%PDF-1.7 ...", "pdf"),
        ("a.xlsx", b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "picture"),
        ("a.xls", OLE + "EncryptedPackage".encode("utf-16-le") + b"\x00\x00", "password"),
        ("a.xls", OLE + "WordDocument".encode("utf-16-le") + b"\x00\x00", "document"),
        ("a.xls", OLE + "Workbook".encode("utf-16-le") + b"\x00\x00", "corrupt"),
        ("a.xls", b"\x09\x04\x06\x00\x00\x00\x10\x00", "old_excel"),
        ("a.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00", "access"),
        ("a.db", b"SQLite format 3\x00", "database"),
        ("a.gz", b"\x1f\x8b\x08\x00broken", "corrupt"),
        ("a.xlsx", b"PK\x03\x04 and nothing else", "corrupt"),
        ("a.html", b"<html><body>no table here</body></html>", "page"),
        (
            "a.xls",
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
            "xml_excel",
        ),
        ("a.json", b'{"name": "Olga"}', "program"),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", "calendar"),
        ("a.vcf", b"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", "no_cards"),
        ("a.csv", random.Random(1).randbytes(5000), "program"),
    ],
)
def test_a_file_that_is_no_table_is_refused(put, name, content, code):
    with pytest.raises(Refused) as refused:
        open_table(put(name, content))
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_a_file_that_is_too_large_is_refused_at_once(put):
    with pytest.raises(Refused) as refused:
        open_table(put("a.csv", "name\n" * 100_000), limits=Limits(size=1 << 18))
    assert "0 MB" in str(refused.value)


def test_every_text_can_be_said_with_its_values():
    values = {"sheet": "S", "sheets": "«S»", "limit": "1 MB", "row": 7, "encoding": "x", "said": "CSV", "found": "XLSX"}
    with override("en"):
        for text in (*REFUSALS.values(), *NOTICES.values()):
            assert "%(" not in str(text) % values


@given(st.binary(max_size=400))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path, content):
    path = tmp_path / "any"
    path.write_bytes(content)
    try:
        assert all(len(row) for _, row in open_table(path).rows())
    except Refused as refused:
        assert str(refused)


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=5), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_under_a_vcard_or_ldif_head_is_read_or_refused(tmp_path, lines):
    body = "\n".join(":".join(line) for line in lines)
    for head in ("BEGIN:VCARD\n", "dn: cn=x\n"):
        path = tmp_path / "any"
        path.write_bytes((head + body).encode("utf-8", "replace"))
        try:
            list(open_table(path).rows())
        except Refused as refused:
            assert str(refused)
