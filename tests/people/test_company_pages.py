"""The page of a company: who works there, its parents and branches; no company is its own parent."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perennial.core.errors import Refused
from perennial.records import verbs


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("\u00a0", " ").split())


@pytest.fixture
def firm(cast, context, companies):
    def firm(name, **raw):
        return verbs.create(companies, {"name": name, "owner": cast["colleague"].user_id, **raw}, by=cast["owner"], context=context)

    return firm


def test_who_works_there_stands_with_job_title_and_phone(door, hora, people, cast, context):
    raw = {"last_name": "Мороз", "first_name": "Галина", "job_title": "Owner of all", "phones": "067 224 19 63", "company": hora.pk}
    verbs.create(people, {**raw, "owner": cast["colleague"].user_id}, by=cast["owner"], context=context)
    page = words(door("colleague").get(f"/companies/{hora.pk}/"))
    assert "Галина Мороз Owner of all +380 67 224 1963" in page


def test_people_one_may_not_see_are_not_named(door, hora, people, cast, context, companies):
    verbs.create(people, {"last_name": "Мороз", "company": hora.pk, "owner": cast["colleague"].user_id}, by=cast["owner"], context=context)
    verbs.update(companies, hora, {"owner": cast["outsider"].user_id}, by=cast["owner"], context=context)
    assert "Мороз" not in words(door("outsider").get(f"/companies/{hora.pk}/panel/people/"))


def test_a_company_stands_between_its_parents_and_branches(door, firm):
    group = firm("Hora Group")
    hora = firm("Kavova Hora", parent=group.pk)
    podil = firm("Hora Podil", parent=hora.pk)
    kiosk = firm("Kiosk", parent=podil.pk)
    html = door("colleague").get(f"/companies/{hora.pk}/panel/branches/").content.decode()
    found = re.findall(r'data-level="(\d)".*?>([\w ]+)</', html)
    assert found == [("0", "Hora Group"), ("1", "Kavova Hora"), ("2", "Hora Podil"), ("3", "Kiosk")]
    assert kiosk.parent_id == podil.pk


def test_a_circle_of_parents_is_refused(firm, companies, cast, context):
    one = firm("One")
    two = firm("Two", parent=one.pk)
    three = firm("Three", parent=two.pk)
    for parent in (one.pk, three.pk):
        with pytest.raises(Refused, match="circle"):
            verbs.update(companies, one, {"parent": parent}, by=cast["owner"], context=context)
    one.refresh_from_db()
    assert one.parent_id is None


def test_the_number_is_called_as_the_country_calls_it(door, hora):
    assert "EDRPOU" in words(door("colleague").get(f"/companies/{hora.pk}/"))
    assert "ЄДРПОУ" in words(door("colleague", "uk").get(f"/companies/{hora.pk}/"))


def test_queries_of_the_page_do_not_grow_with_who_works_there(door, hora, people, cast, context, firm):
    browser, asked = door("owner"), []
    for count in (2, 8):
        for number in range(count):
            verbs.create(people, {"last_name": f"Person {count}{number}", "company": hora.pk}, by=cast["owner"], context=context)
            firm(f"Branch {count}{number}", parent=hora.pk)
        browser.get(f"/companies/{hora.pk}/")
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/companies/{hora.pk}/")
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 34
