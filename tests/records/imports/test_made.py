"""What an import makes beside its records goes with it when it is taken back, unless something else uses it."""

import pytest

from perennial.accounts.models import User
from perennial.people.models import Company, Person
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.imports import run, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.imports.undo import take_back
from perennial.records.models import ImportBatch, Option, Tag, View
from perennial.records.registry import record_type
from perennial.records.tables import open_table

FILE = "Last name,Tags,Source,Responsible\nShust,oak,Fair of wood,Vira Agent\nMoroz,oak,Fair of wood,Vira Agent\n"


@pytest.fixture
def bring(cast, tmp_path):
    def bring(text=FILE, key="one"):
        cast["owner"].user.role.capabilities = ["import"]
        path = tmp_path / "people.csv"
        path.write_text(text, encoding="utf-8")
        type, table = record_type("people"), open_table(path)
        plan = suggest_plan(type, table)
        plan.missing = "create"
        batch = new_batch(type, path.name, plan, by=cast["owner"], key=key)
        return run(batch, type, table, plan, by=cast["owner"], context=context_for(cast["owner"]))

    return bring


@pytest.fixture
def undone(cast):
    return lambda batch: take_back(ImportBatch.objects.get(pk=batch.pk), by=cast["owner"])


def a_company(cast, **values):
    raw = {"name": "Kava", **values}
    return verbs.create(record_type("companies"), raw, by=cast["owner"], context=context_for(cast["owner"]))


def test_what_nothing_else_uses_is_gone(bring, undone):
    people, tags = User.objects.count(), Tag.objects.count()
    batch = bring()
    assert User.objects.filter(name="Vira Agent").exists() and Tag.objects.filter(name="oak").exists()
    result = undone(batch)
    assert (result["undone"], result["gone"], result["stays"]) == (2, 3, [])
    assert (User.objects.count(), Tag.objects.count()) == (people, tags)
    assert not Option.of("source").filter(label="Fair of wood").exists()
    assert ImportBatch.objects.get().made == {"gone": 3, "stays": []}


def test_what_something_else_uses_meanwhile_stays_and_is_told(bring, undone, cast):
    batch = bring()
    agent = User.objects.get(name="Vira Agent")
    a_company(cast, tags=["oak"], source="Fair of wood", owner=agent.pk)
    result = undone(batch)
    assert (result["gone"], set(result["stays"])) == (0, {"oak", "Fair of wood", "Vira Agent"})
    company = Company.objects.get()
    assert company.owner_id == agent.pk and company.source.label == "Fair of wood" and not company.source.archived
    assert company.tags == [Tag.objects.get(name="oak").pk]


def test_what_was_there_before_stays_and_is_not_told(bring, undone):
    Tag.objects.create(name="oak")
    Option.add("source", "Fair of wood")
    result = undone(bring())
    assert (result["gone"], result["stays"]) == (1, [])
    assert Tag.objects.filter(name="oak").exists() and Option.of("source").filter(label="Fair of wood").exists()


def test_a_tag_that_a_view_asks_for_stays(bring, undone):
    batch = bring()
    View.objects.create(
        type="people", name="Oak", query={"filter": {"all": [{"field": "tags", "op": "is", "value": "oak"}]}}
    )
    assert undone(batch)["stays"] == ["oak"]


def test_a_colleague_who_was_let_in_stays(bring, undone):
    batch = bring()
    User.objects.filter(name="Vira Agent").update(is_active=True)
    assert undone(batch)["stays"] == ["Vira Agent"]


def test_a_second_file_keeps_what_the_first_made(bring, undone):
    first = bring()
    bring("Last name,Tags\nKlymenko,oak\n", key="two")
    assert undone(first)["stays"] == ["oak"]


def test_a_person_brought_back_from_the_trash_has_the_source_it_had(bring, undone, cast):
    undone(bring())
    person = Person.objects.get(last_name="Shust")
    verbs.restore(person, by=cast["owner"])
    person.refresh_from_db()
    assert person.source.label == "Fair of wood" and person.owner is None


def test_the_same_file_again_offers_its_entries_again(bring, undone):
    undone(bring())
    again = bring(key="two")
    assert again.created == 2 and Option.of("source").filter(label="Fair of wood").exists()


@pytest.mark.parametrize(("language", "gone", "stays"), [
    ("en", "only this file brought", "so they stay: oak"),
    ("uk", "принесла лише ця таблиця", "тож лишаються: oak"),
    ("ru", "принесла только эта таблица", "поэтому остаются: oak"),
])  # fmt: skip
def test_the_page_tells_what_is_gone_and_what_stays(bring, undone, cast, client, language, gone, stays):
    batch = bring()
    a_company(cast, tags=["oak"])
    undone(batch)
    cast["owner"].user.role.save()  # with the right to bring in files
    User.objects.filter(pk=cast["owner"].user_id).update(language=language)
    client.force_login(User.objects.get(pk=cast["owner"].user_id))
    page = client.get(f"/import/{batch.key}/").content.decode()
    assert gone in page and stays in page
