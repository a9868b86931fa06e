"""Two become one, and one becomes two again as they were."""

import pytest

from perennial.core.errors import Forbidden, Refused
from perennial.core.models import Event, EventLink
from perennial.records import verbs
from perennial.records.merges import merge, unmerge
from perennial.records.models import File


@pytest.fixture
def two(cast, people, context):
    make = lambda **raw: verbs.create(people, raw, by=cast["owner"], context=context)  # noqa: E731
    kept = make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63", tags=["oak"])
    gone = make(last_name="Kovalchuk", first_name="Olena", job_title="Architect", phones="050 311 47 08", emails="o@linia.example")
    return kept, gone


def test_lists_are_gathered_and_gaps_filled(two, cast, people, context):
    kept, gone = two
    merge(people, kept, gone, by=cast["owner"], context=context)
    assert [phone["number"] for phone in kept.phones] == ["+380672241963", "+380503114708"]
    assert kept.job_title == "Architect" and kept.last_name == "Ковальчук"
    assert people.visible(cast["owner"]).get() == kept


def test_one_may_choose_field_by_field(two, cast, people, context):
    kept, gone = two
    merge(people, kept, gone, by=cast["owner"], context=context, values={"last_name": "Kovalchuk"})
    assert kept.name == "Олена Kovalchuk"


def test_what_hung_on_the_gone_hangs_on_the_kept_and_returns(two, cast, people, context):
    kept, gone = two
    brought = verbs.create(people, {"last_name": "Petrenko", "referrer": gone.pk}, by=cast["owner"], context=context)
    file = File.objects.create(type="people", record_id=gone.pk, name="plan.pdf", size=1, sha256="", stored_as="")
    done = merge(people, kept, gone, by=cast["owner"], context=context)
    brought.refresh_from_db(), file.refresh_from_db()
    assert (brought.referrer_id, file.record_id) == (kept.pk, kept.pk)
    assert EventLink.objects.filter(type="people", record_id=kept.pk, event__record_id=gone.pk).exists()
    unmerge(done, people, by=cast["owner"])
    brought.refresh_from_db(), file.refresh_from_db()
    assert (brought.referrer_id, file.record_id) == (gone.pk, gone.pk)
    assert not EventLink.objects.filter(type="people", record_id=kept.pk).exists()


def test_unmerge_restores_both_as_they_were(two, cast, people, context):
    before = [core_values(record) for record in two]
    done = merge(people, *two, by=cast["owner"], context=context)
    unmerge(done, people, by=cast["owner"])
    assert [core_values(people.model.objects.get(pk=record.pk)) for record in two] == before


def test_what_changed_since_stays(two, cast, people, context):
    kept, gone = two
    done = merge(people, kept, gone, by=cast["owner"], context=context)
    verbs.update(people, kept, {"job_title": "Chief architect"}, by=cast["owner"], context=context)
    unmerge(done, people, by=cast["owner"])
    kept.refresh_from_db()
    assert kept.job_title == "Chief architect" and len(kept.phones) == 1


def test_a_stranger_merges_nothing(two, cast, people, context):
    with pytest.raises(Forbidden):
        merge(people, *two, by=cast["outsider"], context=context)
    assert not Event.objects.filter(verb__in=["merged", "merged_away"]).exists()


def test_a_record_is_not_merged_with_itself(two, cast, people, context):
    with pytest.raises(Refused):
        merge(people, two[0], two[0], by=cast["owner"], context=context)


def core_values(record):
    return verbs.verbs.values(record)
