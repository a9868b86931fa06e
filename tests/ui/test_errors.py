"""What went wrong is said in words, with what to do next, and without help of any other room."""

import json

import pytest
from django.test import Client

from perennial.ui import shell


@pytest.mark.parametrize("status", [400, 403, 404, 419, 422, 429, 500])
def test_each_refusal_has_a_page_that_says_what_to_do(visitor, status):
    answer = visitor.get(f"/refuses/?status={status}")
    assert answer.status_code == status
    assert "<h1>" in answer.content.decode()
    assert 'href="/"' in answer.content.decode()


def test_an_address_that_is_not_there_answers_in_the_readers_language(visitor):
    answer = visitor.get("/nowhere/", headers={"Accept-Language": "ru"})
    assert answer.status_code == 404
    assert "Здесь этого нет" in answer.content.decode()


def test_a_mistake_shows_no_inner_words(visitor):
    answer = visitor.get("/fails/")
    assert answer.status_code == 500
    assert "a mistake" not in answer.content.decode()


def test_the_page_of_a_mistake_does_not_ask_the_room_that_may_have_made_it(visitor):
    shell.provide(lambda request: 1 / 0)
    assert visitor.get("/fails/").status_code == 500


def test_a_form_sent_from_a_page_too_old_is_asked_again(settings):
    settings.CSRF_FAILURE_VIEW = "perennial.ui.errors.csrf_failure"
    answer = Client(enforce_csrf_checks=True).post("/ui/language/", {"language": "uk"})
    assert answer.status_code == 419
    assert "data-go-back" in answer.content.decode()


def test_the_language_is_kept_and_the_page_comes_back(visitor):
    answer = visitor.post("/ui/language/", {"language": "uk", "next": "/ui/specimen/"})
    assert answer["Location"] == "/ui/specimen/"
    assert '<html lang="uk"' in visitor.get("/ui/specimen/").content.decode()


@pytest.mark.parametrize("back", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_choice_of_language_leads_to_no_other_site(visitor, back):
    assert visitor.post("/ui/language/", {"language": "uk", "next": back})["Location"] == "/"


def test_a_language_we_do_not_have_changes_nothing(visitor):
    assert "django_language" not in visitor.post("/ui/language/", {"language": "xx"}).cookies


def test_htmx_is_told_in_a_line_and_gets_no_page(visitor):
    answer = visitor.get("/refuses/?status=403", headers={"HX-Request": "true"})
    assert answer.content == b""
    assert json.loads(answer["HX-Trigger"])["toast"]["message"].startswith("You may not do this.")
