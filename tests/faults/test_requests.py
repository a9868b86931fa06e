"""Requests that are too much, a database that is away: answered in words and in the reader's language, never by a 500."""

import json

import pytest
from django.db import connection
from django.test import Client

from perennial.accounts.models import Token, User
from perennial.core.models import installation
from perennial.people.models import Person
from tests.cast import cast  # noqa: F401

UKRAINIAN = {"Accept-Language": "uk"}


@pytest.fixture
def browser(cast):  # noqa: F811
    client = Client(raise_request_exception=False)
    client.force_login(cast["owner"].user)
    User.objects.update(language="uk")
    return client


@pytest.fixture
def program(cast):  # noqa: F811
    return {"Authorization": f"Bearer {Token.make(cast['owner'].user, 'till')[1]}", **UKRAINIAN}


@pytest.fixture
def takes_no_changes(transactional_db, browser, program):
    """The database, read-only."""
    installation(fresh=True)  # made on first use
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 1" if sqlite else "SET default_transaction_read_only = on")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = 0" if sqlite else "SET default_transaction_read_only = off")


def test_a_body_of_50_MB_is_refused_by_the_api_in_words(program):
    answer = Client().post("/api/v1/people", b"x" * 50_000_000, content_type="application/json", headers=program)
    assert answer.status_code == 413
    assert "завелик" in answer.content.decode()


def test_a_form_of_50_MB_is_refused_on_the_page_in_words(browser):
    answer = browser.post("/people/new/", {"v.last_name": "x" * 50_000_000, "has": "last_name"}, headers=UKRAINIAN)
    assert answer.status_code in (200, 422, 413)  # a form with files may be large; its texts may not
    sent = b"v.last_name=" + b"x" * 50_000_000
    answer = browser.post("/people/new/", sent, content_type="application/x-www-form-urlencoded", headers=UKRAINIAN)
    assert answer.status_code == 413 and "Це забагато за один раз" in answer.content.decode()
    assert not Person.objects.exists()


def test_a_form_of_10000_fields_is_refused_in_words(browser):
    answer = browser.post("/people/new/", {f"field{n}": n for n in range(10_000)}, headers=UKRAINIAN)
    assert answer.status_code == 413 and "Це забагато за один раз" in answer.content.decode()


def test_a_query_of_10000_fields_is_refused_in_words(browser, program):
    query = "&".join(f"a{n}=1" for n in range(10_000))
    assert browser.get(f"/people/?{query}", headers=UKRAINIAN).status_code in (200, 413)
    assert Client().get(f"/api/v1/people?{query}", headers=program).status_code in (200, 413)


def test_a_page_that_cannot_change_says_so_and_asks_to_come_back(browser, takes_no_changes):
    answer = browser.post("/people/new/", {"has": "last_name", "v.last_name": "Bilyk"}, headers=UKRAINIAN)
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "їх не можна змінити" in answer.content.decode() and "data-go-back" in answer.content.decode()


def test_the_api_that_cannot_change_says_so(cast, program, takes_no_changes):  # noqa: F811
    answer = Client().post("/api/v1/people", json.dumps({"last_name": "B"}), content_type="application/json", headers=program)
    assert answer.status_code == 503 and answer["Retry-After"]
    assert "їх не можна змінити" in answer.json()["title"]


def test_what_takes_no_changes_can_still_be_read(browser, program, takes_no_changes):
    assert browser.get("/people/", headers=UKRAINIAN).status_code == 200
    assert Client().get("/api/v1/people", headers=program).status_code == 200
