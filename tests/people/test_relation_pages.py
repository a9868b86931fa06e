"""Relations on the pages of both ends: said, ended, taken away and brought back."""

import json
import re

import pytest

from perennial.people.models import Relation
from perennial.people.verbs import relate
from perennial.records import verbs

HTMX = {"HTTP_HX_REQUEST": "true"}


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def undo(answer):
    return json.loads(answer["HX-Trigger"])["toast"]["undo"]


@pytest.fixture
def owns(halyna, hora, cast):
    return relate(halyna, hora, "owns", by=cast["owner"])


def test_both_ends_show_it(door, owns, halyna, hora):
    browser = door("colleague")
    assert "Кавова Гора owns" in words(browser.get(f"/people/{halyna.pk}/panel/relations/"))
    assert "Галина Мороз owns" in words(browser.get(f"/companies/{hora.pk}/panel/relations/"))


def test_the_dialog_relates_a_person_to_a_company(door, halyna, hora):
    browser = door("colleague")
    assert "Or another person" in words(browser.get(f"/people/{halyna.pk}/do/relate/", **HTMX))
    sent = {"has": ["company", "other", "role", "since"], "v.company": hora.pk, "v.role": "owns", "v.since": "2024-03-01"}
    assert browser.post(f"/people/{halyna.pk}/do/relate/", sent, **HTMX).status_code == 204
    assert Relation.objects.get().since.year == 2024
    answer = browser.post(f"/people/{halyna.pk}/do/relate/", {**sent, "v.company": ""}, **HTMX)
    assert answer.status_code == 422 and "Choose a company or a person" in words(answer)


def test_a_company_is_related_to_a_person(door, halyna, hora):
    sent = {"has": ["person", "role"], "v.person": halyna.pk, "v.role": "advises"}
    assert door("colleague").post(f"/companies/{hora.pk}/do/relate/", sent, **HTMX).status_code == 204
    assert Relation.objects.get().company == hora


def test_it_ends_and_goes_on_again(door, owns, halyna):
    browser = door("colleague")
    answer = browser.post(f"/people/{halyna.pk}/relations/{owns.pk}/end/", **HTMX)
    owns.refresh_from_db()
    assert owns.until is not None
    browser.post(undo(answer), **HTMX)
    owns.refresh_from_db()
    assert owns.until is None


def test_taken_away_and_brought_back_as_it_was(door, owns, halyna):
    browser = door("colleague")
    answer = browser.post(f"/people/{halyna.pk}/relations/{owns.pk}/remove/", **HTMX)
    assert not Relation.objects.exists()
    browser.post(undo(answer), **HTMX)
    assert Relation.objects.get().role == "owns"
    assert browser.post(undo(answer), **HTMX).status_code == 422


def test_the_timeline_says_it_in_words(door, owns, halyna, hora):
    assert "Owner related Галина Мороз to Кавова Гора : owns" in words(door("owner").get(f"/companies/{hora.pk}/timeline/"))


@pytest.mark.parametrize("deed", ["end", "resume", "remove"])
def test_a_stranger_changes_no_relation(door, owns, halyna, deed):
    assert door("outsider").post(f"/people/{halyna.pk}/relations/{owns.pk}/{deed}/", **HTMX).status_code == 404
    assert Relation.objects.get().until is None


def test_who_does_not_see_the_other_end_reads_nothing_of_it(door, owns, halyna, cast, people, context):
    verbs.update(people, halyna, {"owner": cast["outsider"].user_id}, by=cast["owner"], context=context)
    assert "Кавова" not in words(door("outsider").get(f"/people/{halyna.pk}/panel/relations/"))


def test_a_relation_of_others_is_not_reached_through_a_person(door, owns, cast, people, context):
    stranger = verbs.create(people, {"last_name": "Shust"}, by=cast["owner"], context=context)
    assert door("owner").post(f"/people/{stranger.pk}/relations/{owns.pk}/remove/", **HTMX).status_code == 404
