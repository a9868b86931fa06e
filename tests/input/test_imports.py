# ruff: noqa: F811  fixtures of a file of tests are imported into it
"""Any bytes are a table or are refused in words; of a table's rows none is lost and none counted twice."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from perennial.accounts.models import Role, User
from perennial.accounts.policy import actor_for
from perennial.core.errors import Refused
from perennial.records import tables
from perennial.records.context import context_for
from perennial.records.imports import run, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.registry import REGISTRY
from tests.input.examples import ODD, TIMES, tried, words
from tests.rights.calls import undone
from tests.rights.lasting import db  # noqa: F401

HEADS = ["Name", "Last name", "E-mail", "Phone", "Company", "Birthday", "Responsible", "Tags", "№", "Amount", "Прізвище", "Телефон", "", "x" * 60, "Owner", "Created"]
ENCODINGS = ["utf-8", "utf-8-sig", "cp1251", "utf-16", "latin-1", "koi8-u", "cp866"]
cells = st.one_of(words, st.sampled_from([*ODD, "olena@hora.example", "067 224 19 63", "31.02.2026", "2026-11-22", "1 234,50", "=1+1", "x" * 400, "a;b\nc"]))
grids = st.integers(1, 5).flatmap(lambda wide: st.tuples(st.lists(st.sampled_from(HEADS), min_size=wide, max_size=wide), st.lists(st.lists(cells, max_size=wide + 1), max_size=6)))


@pytest.fixture(scope="module")
def owner(db):
    user = User.objects.create_user("owner@example.com", name="Owner", role=Role.objects.get(code="owner"))
    return actor_for(user, via="import")


@tried(45)
@given(grids, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from(ENCODINGS), st.sampled_from(["people", "companies", "deals", "leads"]))
def test_every_row_is_made_updated_skipped_or_told_why_not(owner, tmp_path, grid, delimiter, encoding, code):
    heads, rows = grid
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([heads, *rows])
    _bring(owner, tmp_path, out.getvalue().encode(encoding, "replace"), code)


@tried(45)
@given(st.binary(max_size=200), st.sampled_from(["csv", "txt", "xlsx", "xls", "ods", "vcf", "ldif", "html", "xml"]))
def test_any_bytes_under_any_name_are_a_table_or_refused(owner, tmp_path, content, ending):
    _bring(owner, tmp_path, content, "people", ending)


@tried(30)
@given(st.binary(max_size=120), st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"BEGIN:VCARD\r\n", b"dn: cn=x\n", b"\xff\xfe", b"<html><table><tr><td>", b"Name\tPhone\n"]))
def test_what_begins_like_a_known_file_and_goes_on_otherwise(owner, tmp_path, content, beginning):
    _bring(owner, tmp_path, beginning + content, "people", "dat")


def _bring(owner, folder, content, code, ending="csv"):
    path = folder / f"rows.{ending}"
    path.write_bytes(content)
    type = REGISTRY[code]
    try:
        table = tables.open_table(path)
        plan = suggest_plan(type, table)
    except tables.Refused as refused:
        assert str(refused).strip()
        return
    with undone():
        batch = new_batch(type, path.name, plan, by=owner, key="tried")
        try:
            batch = run(batch, type, table, plan, by=owner, context=context_for(owner), rejects=folder / "left.csv")
        except (tables.Refused, Refused) as refused:
            assert str(refused).strip() and not batch.created
            return
        assert batch.read == batch.created + batch.updated + batch.skipped + batch.failed
        assert len(batch.errors) >= min(batch.failed, 1) and TIMES
        assert all(error["message"] for error in batch.errors)
