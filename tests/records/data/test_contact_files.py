"""Address books and lists as they are met: every one is brought in or refused in words."""

import time

import pytest

from perennial.core.errors import Refused
from perennial.people.models import Company, Person
from perennial.records import tables
from tests.records.data.conftest import counts

pytestmark = pytest.mark.data


def test_a_messy_list_keeps_its_doubles_apart(bring, real_data):
    path = real_data / "dedupe" / "csv_example_messy_input.csv"
    assert counts(bring(path, "companies")) == (3203, 0, 0, 134)  # where dates stand for e-mails
    again = bring(path, "companies", wrong="blank")
    assert counts(again) == (134, 0, 3203, 0) and Company.objects.count() == 3337


def test_every_card_comes_in(bring, real_data):
    folder, read, kept, refused = real_data / "vcard", 0, 0, []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            batch = bring(path, "people", match=[])
            read, kept = read + batch.read, kept + batch.created
        except tables.Refused as refusal:
            refused.append((path.name, refusal.code))
    assert (read, kept) == (84, 84) and refused == [("issue64.vcf", "no_cards")]  # it holds a photo and no name


def test_address_books_of_other_programs(bring, real_data):
    files = [path for path in (real_data / "contacts_csv").rglob("*") if path.is_file()]
    batches = [bring(path, "people", match=[]) for path in files]
    assert len(files) == 14 and sum(batch.created for batch in batches) == sum(batch.read for batch in batches) == 24
    assert Person.objects.filter(emails__0__address="名無しの権兵衛@host.invalid").exists()


def test_every_workbook_is_brought_in_or_refused_in_words(bring, real_data):
    slowest, told = 0, []
    for path in sorted(path for path in (real_data / "spreadsheets").rglob("*") if path.is_file()):
        began = time.monotonic()
        try:
            batch = bring(path, "companies")
            assert batch.state == "done" and batch.read == batch.created + batch.updated + batch.skipped + batch.failed
        except (tables.Refused, Refused) as refusal:
            words = [str(refusal)] if isinstance(refusal, tables.Refused) else list(map(str, refusal.errors.values()))
            told.append(path.name)
            assert all(len(word) > 20 for word in words)
        slowest = max(slowest, time.monotonic() - began)
    assert slowest < 10 and told


def test_names_in_cyrillic_come_in_and_sort(bring, real_data):
    people = bring(real_data / "ru_ua" / "petrovich_people.tsv", "people")
    assert people.failed == 0 and people.created > 0
    cities = bring(real_data / "ru_ua" / "ru_city.csv", "companies", match=[])
    assert cities.read == 1117
