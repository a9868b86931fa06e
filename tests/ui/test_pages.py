"""A page and its fragment are one address; what was done is told after it; refusals keep the text."""

import json

import pytest
from django.template import engines
from django.test import RequestFactory

from perennial.ui import pages, shell

HTMX = {"HX-Request": "true"}


def test_a_browser_gets_the_whole_page(visitor):
    text = visitor.get("/ui/specimen/").content.decode()
    assert text.startswith("<!doctype html>")
    assert 'id="main"' in text
    assert "Kateryna Savchenko" in text


def test_htmx_gets_only_the_block_that_its_target_names(visitor):
    answer = visitor.get("/ui/specimen/", headers={**HTMX, "HX-Target": "rows-part"})
    assert "Kateryna Savchenko" in answer.content.decode()
    assert "<html" not in answer.content.decode()
    assert {"HX-Request", "HX-Target"} <= {name.strip() for name in answer["Vary"].split(",")}


def test_a_block_that_a_layout_holds_is_found_too(visitor):
    text = visitor.get("/ui/specimen/", headers={**HTMX, "HX-Target": "head"}).content.decode()
    assert "<h1>Parts and states</h1>" in text
    assert "<html" not in text


def test_a_target_that_is_no_block_gets_the_whole_page(visitor):
    text = visitor.get("/ui/specimen/", headers={**HTMX, "HX-Target": "something-else"}).content.decode()
    assert text.startswith("<!doctype html>")


def test_going_back_in_history_gets_the_whole_page(visitor):
    headers = {**HTMX, "HX-Target": "rows-part", "HX-History-Restore-Request": "true"}
    assert visitor.get("/ui/specimen/", headers=headers).content.decode().startswith("<!doctype html>")


def test_scripts_of_the_page_carry_the_nonce_of_its_policy(visitor):
    answer = visitor.get("/ui/specimen/")
    nonce = answer["Content-Security-Policy"].split("'nonce-")[1].split("'")[0]
    assert f'<script type="importmap" nonce="{nonce}">' in answer.content.decode()


def test_the_page_is_in_the_readers_language(visitor):
    text = visitor.get("/ui/specimen/", headers={"Accept-Language": "uk"}).content.decode()
    assert '<html lang="uk"' in text
    assert "Перейти до вмісту" in text


def test_what_was_done_is_told_to_htmx_at_once(visitor):
    events = json.loads(visitor.get("/saved/", headers=HTMX)["HX-Trigger"])
    assert events == {"toast": {"message": "Moved to Iryna", "undo": "/undo/7"}}


def test_what_was_done_is_told_once_on_the_page_after_a_redirect(visitor):
    first = visitor.get("/left/", follow=True).content.decode()
    assert "Moved to Iryna" in first
    assert 'data-undo="/undo/7"' in first
    assert "Moved to Iryna" not in visitor.get("/ui/specimen/").content.decode()


def test_a_forged_note_is_not_shown(visitor):
    visitor.cookies["toast"] = "forged:words"
    assert "forged" not in visitor.get("/ui/specimen/").content.decode()


def test_events_of_one_answer_do_not_overwrite_each_other(rf):
    answer = pages.trigger(pages.moved(rf.get("/"), "/x/"), "done", {"id": 1})
    pages.trigger(answer, "rows")
    assert json.loads(answer["HX-Trigger"]) == {"done": {"id": 1}, "rows": None}


def test_a_refused_form_is_422_with_the_reason_and_the_text(settings):
    template = engines["jinja2"].from_string(
        '{% from "ui/field.html" import field %}'
        '{{ field("email", "E-mail", "olena@", kind="email", error="No domain.") }}'
    )
    text = template.render({})
    assert 'value="olena@"' in text
    assert 'aria-invalid="true"' in text
    assert 'aria-describedby="f-email-error"' in text
    assert pages.refused(RequestFactory().get("/"), "ui/page.html").status_code == 422


def test_the_frame_is_filled_by_the_room_that_provides_it(rf):
    shell.provide(lambda request: shell.Shell(company="Lypa & Dub", nav=[shell.Item("/deals/", "Deals", "board")]))
    text = pages.render(rf.get("/"), "ui/page.html").content.decode()
    assert "Lypa &amp; Dub" in text
    assert 'href="/deals/"' in text


@pytest.mark.parametrize("htmx", [False, True])
def test_moving_on_suits_forms_and_htmx(rf, htmx):
    request = rf.get("/")
    request.htmx = htmx
    answer = pages.moved(request, "/deals/7/")
    assert (answer.get("HX-Redirect") if htmx else answer.get("Location")) == "/deals/7/"
    assert answer.status_code == (200 if htmx else 302)
