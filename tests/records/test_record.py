"""The page of a record: what it shows, to whom, and what can be mended where it stands."""

import pytest
from django.test import Client

from perennial.records import verbs

PARTS = ("", "edit/", "facts/", "fact/job_title/", "timeline/", "history/", "panel/files/", "compose/file/", "files/1/")


@pytest.fixture
def door(cast):
    """Return browser(name): a client signed in as one of the cast."""

    def browser(name):
        client = Client(headers={"referer": ""})
        client.force_login(cast[name].user)
        return client

    return browser


@pytest.fixture
def olena(cast, people, context):
    raw = {"first_name": "Олена", "last_name": "Ковальчук", "phones": "067 224 19 63", "emails": "olena@linia.example"}
    return verbs.create(people, {**raw, "owner": cast["colleague"].user_id}, by=cast["owner"], context=context)


def test_the_page_shows_name_facts_and_what_happened(door, olena):
    page = door("colleague").get(f"/people/{olena.pk}/")
    assert page.status_code == 200
    words = page.content.decode()
    assert "Олена Ковальчук" in words
    assert 'href="tel:+380672241963"' in words
    assert 'href="mailto:olena@linia.example"' in words
    assert "added this record" in words


@pytest.mark.parametrize("part", PARTS)
def test_a_stranger_gets_no_part_of_the_page(door, olena, part):
    answer = door("outsider").get(f"/people/{olena.pk}/{part}")
    assert answer.status_code == 404
    assert "Ковальчук" not in answer.content.decode()


def test_search_boxes_offer_a_stranger_no_names(door, olena):
    answer = door("outsider").get("/options/people/?q=Ковальчук")
    assert answer.json() == []
    offered = door("colleague").get("/options/people/?q=").json()
    assert [row["label"] for row in offered] == ["Олена Ковальчук"]


def test_the_page_asks_few_questions_however_long_its_history(door, olena, people, context, cast, django_assert_max_num_queries):
    for number in range(40):
        verbs.update(people, olena, {"job_title": f"Post {number}"}, by=cast["owner"], context=context)
    browser = door("colleague")
    browser.get(f"/people/{olena.pk}/")
    with django_assert_max_num_queries(18):
        page = browser.get(f"/people/{olena.pk}/")
    assert "Post 39" in page.content.decode()
