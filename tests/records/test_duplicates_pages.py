"""Pages of likely duplicates and merges: what they show, to whom, and that everything can be taken back."""

import json
import re

import pytest

from perennial.records import verbs
from perennial.records.duplicates import compared
from perennial.records.models import DuplicatePair, Merge

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def two(cast, people, context):
    make = lambda **raw: verbs.create(people, raw, by=cast["owner"], context=context)  # noqa: E731
    kept = make(last_name="Ковальчук", first_name="Олена", phones="067 224 19 63", owner=cast["colleague"].user_id)
    gone = make(
        last_name="Kovalchuk", first_name="Olena", phones=["067 224 19 63", "050 311 47 08"], job_title="Architect",
        emails="o@linia.example", owner=cast["colleague"].user_id,
    )
    compared(people)
    return kept, gone


@pytest.fixture
def pair(two):
    return DuplicatePair.objects.get()


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_pairs_stand_with_their_reasons(door, two):
    page = words(door("owner").get("/duplicates/people/"))
    assert "same phone" in page and "same name" in page and "Kovalchuk" in page and "Ковальчук" in page


def test_nobody_sees_pairs_of_records_he_may_not_edit(door, two):
    assert "Kovalchuk" not in words(door("outsider").get("/duplicates/people/"))
    assert "Kovalchuk" in words(door("colleague").get("/duplicates/people/"))


def test_two_that_are_not_the_same_are_not_shown_again(door, two, pair, people):
    owner = door("owner")
    answer = owner.post(f"/duplicates/{pair.pk}/apart/", **HTMX)
    compared(people)
    assert "Kovalchuk" not in words(owner.get("/duplicates/people/"))
    owner.post(json.loads(answer["HX-Trigger"])["toast"]["undo"], **HTMX)
    assert "Kovalchuk" in words(owner.get("/duplicates/people/"))


def test_a_stranger_decides_nothing(door, two, pair):
    outsider = door("outsider")
    kept, gone = two
    assert outsider.post(f"/duplicates/{pair.pk}/apart/", **HTMX).status_code == 404
    for address in (f"/people/{kept.pk}/merge/", f"/people/{kept.pk}/merge/{gone.pk}/"):
        assert outsider.get(address).status_code == 404
        assert outsider.post(address, {}).status_code == 404
    assert not Merge.objects.exists()


def test_who_may_not_delete_merges_nothing(door, two, cast):
    kept, gone = two
    cast["outsider"].user.role.rights = {"*": {"see": "all", "edit": "all", "delete": "none"}}
    cast["outsider"].user.role.save()
    assert door("outsider").post(f"/people/{kept.pk}/merge/{gone.pk}/", {}).status_code == 403


def test_the_page_shows_both_sides_and_what_comes_out(door, two):
    kept, gone = two
    page = door("owner").get(f"/people/{kept.pk}/merge/{gone.pk}/")
    assert page.status_code == 200
    assert 'name="f.job_title" value="gone" checked' in page.content.decode()
    assert "Architect" in words(page) and "in both" in words(page)


def test_the_preview_follows_the_choice(door, two):
    kept, gone = two
    address = f"/people/{kept.pk}/merge/{gone.pk}/?preview=1"
    answer = door("owner").post(address, {"f.last_name": "gone", "f.first_name": "gone"}, **HTMX)
    assert "<h2>Olena Kovalchuk</h2>" in answer.content.decode() and "merge-table" not in answer.content.decode()


def test_merging_as_chosen_and_apart_again(door, two, people):
    kept, gone = two
    owner = door("owner")
    chosen = {"versions": f"{kept.version}.{gone.version}", "f.last_name": "gone", "f.job_title": "kept", "list.phones": "1", "e.phones": ["0"]}
    answer = owner.post(f"/people/{kept.pk}/merge/{gone.pk}/", chosen)
    assert answer.status_code == 302 and answer["Location"] == people.url(kept.pk)
    kept.refresh_from_db()
    assert (kept.last_name, kept.job_title, len(kept.phones)) == ("Kovalchuk", "", 1)
    assert "merged Olena Kovalchuk into this record Take apart" in words(owner.get(people.url(kept.pk)))
    assert "Merged into" in words(owner.get(people.url(gone.pk)))
    back = owner.post(f"/people/{kept.pk}/unmerge/{Merge.objects.get().pk}/", **HTMX)
    assert back["HX-Redirect"] == people.url(gone.pk)
    kept.refresh_from_db()
    assert kept.last_name == "Ковальчук" and people.all().filter(pk=gone.pk).exists()
    assert owner.post(f"/people/{kept.pk}/unmerge/{Merge.objects.get().pk}/", **HTMX).status_code == 422


def test_a_form_that_came_too_late_is_shown_anew(door, two, cast, people, context):
    kept, gone = two
    versions = f"{kept.version}.{gone.version}"
    verbs.update(people, kept, {"job_title": "Engineer"}, by=cast["owner"], context=context)
    answer = door("owner").post(f"/people/{kept.pk}/merge/{gone.pk}/", {"versions": versions})
    assert answer.status_code == 409 and "changed meanwhile" in words(answer)
    assert not Merge.objects.exists()


def test_a_merged_record_is_not_restored_from_the_trash_but_taken_apart(door, two, people):
    kept, gone = two
    owner = door("owner")
    owner.post(f"/people/{kept.pk}/merge/{gone.pk}/", {"versions": f"{kept.version}.{gone.version}"})
    answer = owner.post(f"/people/{gone.pk}/back/", **HTMX)
    assert answer.status_code == 422 and "Take the merge apart" in answer["HX-Trigger"]
    assert not people.all().filter(pk=gone.pk).exists()


def test_asking_with_whom_offers_the_likely_ones(door, two):
    kept, gone = two
    owner = door("owner")
    assert f"/people/{kept.pk}/merge/{gone.pk}/" in owner.get(f"/people/{kept.pk}/merge/").content.decode()
    assert owner.post(f"/people/{kept.pk}/merge/", {"other": str(kept.pk)}).status_code == 422
    assert owner.post(f"/people/{kept.pk}/merge/", {"other": str(gone.pk)})["Location"].endswith(f"/merge/{gone.pk}/")


def test_two_chosen_rows_go_to_their_merge(door, two):
    kept, gone = two
    owner = door("owner")
    answer = owner.get("/people/merge/", {"ids": [gone.pk, kept.pk]}, **HTMX)
    assert answer["HX-Redirect"] == f"/people/{kept.pk}/merge/{gone.pk}/"
    assert "two rows" in owner.get("/people/merge/", {"ids": [kept.pk]}, **HTMX)["HX-Trigger"]


@pytest.mark.parametrize("data", [{"f.last_name": "x"}, {"list.phones": "1", "e.phones": ["99", "x"]}, {"versions": "x"}])
def test_nothing_sent_breaks_it(door, two, data):
    kept, gone = two
    answer = door("owner").post(f"/people/{kept.pk}/merge/{gone.pk}/", {"versions": f"{kept.version}.{gone.version}", **data})
    assert answer.status_code in (302, 409)


def test_queries_of_the_pairs_are_the_same_for_two_and_for_ten(door, cast, people, context, two, django_assert_max_num_queries):
    for number in range(8):
        for _twice in range(2):
            raw = {"last_name": f"Bondar{'abcdefgh'[number]}", "first_name": "Taras", "phones": f"050 311 47 {number}0"}
            verbs.create(people, raw, by=cast["owner"], context=context)
    compared(people)
    owner = door("owner")
    owner.get("/duplicates/people/")
    with django_assert_max_num_queries(24):
        assert words(owner.get("/duplicates/people/")).count("same name") >= 9
