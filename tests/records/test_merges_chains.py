"""Merges of what was merged, of what collides, and walks through many: apart again, all is as it was."""

import random

import pytest

from perennial.core.errors import Forbidden, Refused
from perennial.core.models import EventLink
from perennial.people.models import Relation
from perennial.people.verbs import relate
from perennial.records import verbs
from perennial.records.merges import merge, refuse_merged_away, unmerge
from perennial.records.models import File, Key
from perennial.records.registry import record_type

PASSING = ("version", "updated_at")  # columns that tell of every change, also of one undone


@pytest.fixture
def companies():
    return record_type("companies")


@pytest.fixture
def make(cast, people, context):
    return lambda **raw: verbs.create(people, raw, by=cast["owner"], context=context)


@pytest.fixture
def three(make):
    return [make(last_name=f"Moroz{letter}", phones=f"050 311 47 0{number}") for number, letter in enumerate("abc")]


def snapshot():
    """Everything that a merge may touch."""
    records = [record_type(code).model for code in ("people", "companies")]
    rows = [row for model in records for row in model._base_manager.order_by("pk").values()]
    plain = [{name: value for name, value in row.items() if name not in PASSING} for row in rows]
    hanging = [list(model.objects.order_by("pk").values()) for model in (Relation, File)]
    keys = sorted(Key.objects.values_list("type", "record_id", "kind", "key"))
    return plain, hanging, keys, EventLink.objects.filter(merge_id__isnull=False).count()


def test_a_chain_comes_apart_from_its_end(three, people, cast, context):
    a, b, c = three
    before = snapshot()
    first = merge(people, b, c, by=cast["owner"], context=context)
    second = merge(people, a, b, by=cast["owner"], context=context)
    with pytest.raises(Refused, match="Moroza"):
        unmerge(first, people, by=cast["owner"])
    unmerge(second, people, by=cast["owner"])
    unmerge(first, people, by=cast["owner"])
    assert snapshot() == before


def test_two_merged_into_one_come_apart_in_either_order(three, people, cast, context):
    a, b, c = three
    before = snapshot()
    first = merge(people, a, b, by=cast["owner"], context=context)
    second = merge(people, a, c, by=cast["owner"], context=context)
    unmerge(first, people, by=cast["owner"])
    a.refresh_from_db()
    assert [phone["number"][-1] for phone in a.phones] == ["0", "2"]
    unmerge(second, people, by=cast["owner"])
    assert snapshot() == before


def test_what_is_merged_away_is_not_restored_or_merged_again(three, people, cast, context):
    a, b, c = three
    merge(people, a, b, by=cast["owner"], context=context)
    for refused in (
        lambda: verbs.restore(b, by=cast["owner"]), lambda: refuse_merged_away(b),
        lambda: merge(people, c, b, by=cast["owner"], context=context),
        lambda: merge(people, b, c, by=cast["owner"], context=context),
    ):  # fmt: skip
        with pytest.raises(Refused, match="Moroza"):
            refused()


def test_relations_that_both_have_stay_once_and_come_back(make, people, companies, cast, context):
    kept, gone = make(last_name="Moroz"), make(last_name="Morozz")
    hora = verbs.create(companies, {"name": "Kavova Hora"}, by=cast["owner"], context=context)
    for person in (kept, gone):
        relate(person, hora, "owns", by=cast["owner"])
    relate(gone, kept, "knows", by=cast["owner"])
    before = snapshot()
    done = merge(people, kept, gone, by=cast["owner"], context=context)
    assert Relation.objects.filter(person=kept).count() == 1
    assert not Relation.objects.filter(person=kept, other=kept).exists()
    unmerge(done, people, by=cast["owner"])
    assert snapshot() == before


def test_nobody_becomes_his_own_parent(companies, cast, context):
    parent = verbs.create(companies, {"name": "Hora Group"}, by=cast["owner"], context=context)
    branch = verbs.create(companies, {"name": "Hora", "parent": parent.pk}, by=cast["owner"], context=context)
    leaf = verbs.create(companies, {"name": "Hora Podil", "parent": branch.pk}, by=cast["owner"], context=context)
    before = snapshot()
    done = merge(companies, branch, parent, by=cast["owner"], context=context)
    branch.refresh_from_db()
    assert branch.parent_id is None
    unmerge(done, companies, by=cast["owner"])
    assert snapshot() == before
    merge(companies, parent, branch, by=cast["owner"], context=context)
    leaf.refresh_from_db()
    assert leaf.parent_id == parent.pk


def test_merging_asks_to_edit_the_one_and_delete_the_other(three, people, cast, context):
    a, b, _c = three
    role = cast["outsider"].user.role
    role.rights = {"*": {"see": "all", "edit": "all", "delete": "none"}}
    role.save()
    with pytest.raises(Forbidden):
        merge(people, a, b, by=cast["outsider"], context=context)
    role.rights = {"*": {"see": "all", "edit": "none", "delete": "all"}}
    role.save()
    with pytest.raises(Forbidden):
        merge(people, a, b, by=cast["outsider"], context=context)


@pytest.mark.parametrize("seed", range(8))
def test_any_walk_of_merges_taken_back_ends_where_it_began(seed, make, people, companies, cast, context):
    dice = random.Random(seed)
    firms = [verbs.create(companies, {"name": f"Firm {n}"}, by=cast["owner"], context=context) for n in range(3)]
    crowd = [make(**_anybody(dice, number, firms)) for number in range(6)]
    for _number in range(10):
        person, to = dice.choice(crowd), dice.choice([*crowd, *firms])
        try:
            relate(person, to, dice.choice(["owns", "knows", "pays"]), by=cast["owner"])
        except Refused:
            continue
    for person in crowd:
        File.objects.create(type="people", record_id=person.pk, name="plan.pdf", size=1, sha256="", stored_as="")
    before, done, alive = snapshot(), [], list(crowd)
    for _number in range(dice.randint(2, 5)):
        kept, gone = dice.sample(alive, 2)
        done.append(merge(people, kept, gone, by=cast["owner"], context=context))
        alive.remove(gone)
    for one in reversed(done):
        unmerge(one, people, by=cast["owner"])
    assert snapshot() == before


def _anybody(dice, number, firms):
    raw = {"last_name": dice.choice(["Moroz", "Bondar", "Shust"]) + "abcdef"[number]}
    if dice.random() < 0.6:
        raw["phones"] = [f"050 311 47 0{dice.randint(0, 4)}", "067 224 19 63"][: dice.randint(1, 2)]
    if dice.random() < 0.5:
        raw["emails"] = f"{dice.choice('xyz')}@linia.example"
    if dice.random() < 0.5:
        raw |= {"company": dice.choice(firms).pk, "tags": dice.sample(["oak", "ash", "loyal"], 2)}
    if dice.random() < 0.5:
        raw |= {"birthday": "1986-04-02", "kinds": ["customer"], "addresses": [{"street": "Reitarska 8", "city": "Kyiv"}]}
    return raw
