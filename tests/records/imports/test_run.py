"""A file becomes records: matched, checked, counted, taken back."""

import pytest

from perennial.people.models import Company, Person
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.imports import run, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.registry import record_type
from perennial.records.tables import open_table

PEOPLE = """№;Прізвище;Ім'я;По батькові;Компанія;Телефон;Моб. телефон;E-mail;Місто
1;Ковальчук;Олена;Іванівна;Кавова Гора;(044) 290-17-60;067 224 19 63;olena@hora.example;Київ
2;Петренко;Олег;;Кавова Гора;;050 311 47 08, 050 311 47 09;oleg@hora.example;Київ
3;Мороз;;;;;;not-an-address;Львів
"""


@pytest.fixture
def bring(cast, tmp_path):
    def bring(text, as_="people", key="batch-1", actor="owner", **choices):
        cast[actor].user.role.capabilities = ["import"]
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        type, table = record_type(as_), open_table(path)
        plan = suggest_plan(type, table, source="people")
        for name, value in choices.items():
            setattr(plan, name, value)
        batch = new_batch(type, path.name, plan, by=cast[actor], key=key)
        return run(batch, type, table, plan, by=cast[actor], context=context_for(cast[actor]), rejects=tmp_path / "left-out.csv")

    return bring


def test_people_come_with_company_phones_and_number(bring):
    batch = bring(PEOPLE)
    assert (batch.read, batch.created, batch.failed) == (3, 2, 1)
    olena = Person.objects.get(last_name="Ковальчук")
    assert [(phone["number"], phone["kind"]) for phone in olena.phones] == [("+380442901760", "work"), ("+380672241963", "mobile")]
    assert olena.company.name == "Кавова Гора" and olena.external == {"people": "1"}
    assert olena.addresses[0]["city"] == "Київ" and olena.middle_name == "Іванівна"
    assert Company.objects.count() == 1


def test_a_row_left_out_is_told_with_its_reason(bring, tmp_path):
    batch = bring(PEOPLE)
    assert batch.errors[0]["row"] == 4 and batch.errors[0]["value"] == "not-an-address" and batch.errors[0]["column"] == "E-mail"
    assert "not-an-address" in (tmp_path / "left-out.csv").read_text(encoding="utf-8-sig")


def test_the_same_file_again_makes_nothing(bring):
    bring(PEOPLE)
    again = bring(PEOPLE, key="batch-2")
    assert (again.created, again.updated, again.skipped) == (0, 0, 2)


def test_changed_rows_update_and_are_taken_back(bring, cast):
    bring(PEOPLE)
    again = bring(PEOPLE.replace("Олег", "Олександр"), key="batch-2")
    assert (again.created, again.updated) == (0, 1)
    list(verbs.take_back("batch-2", by=cast["owner"]))
    assert Person.objects.get(last_name="Петренко").first_name == "Олег"


def test_what_an_import_made_goes_to_the_trash_when_undone(bring, cast):
    bring(PEOPLE)
    list(verbs.take_back("batch-1", by=cast["owner"]))
    assert not Person.objects.filter(trashed_at=None).exists()
    assert not Company.objects.filter(trashed_at=None).exists()


def test_matching_by_phone_in_another_spelling(bring):
    bring(PEOPLE)
    again = bring("ПІБ,Телефон\nКовальчук Олена,+380 67 2241963\n", key="batch-2")
    assert (again.created, again.updated + again.skipped) == (0, 1)


def test_a_name_nobody_has_follows_the_choice(bring):
    batch = bring(PEOPLE, missing="reject")
    assert batch.created == 0 and not Company.objects.exists()


def test_twins_in_one_file_become_one(bring):
    batch = bring("name,email\nOlena Koval,o@x.example\nOlena Koval,O@X.example\n")
    assert (batch.created, Person.objects.count()) == (1, 1)


def test_a_stranger_brings_in_his_own_and_touches_nobody_elses(bring, cast):
    bring(PEOPLE)
    again = bring(PEOPLE.replace("Олег", "Інший"), key="batch-2", actor="outsider")
    assert Person.objects.filter(first_name="Олег").exists() and again.updated == 0
