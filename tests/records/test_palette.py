"""Find or do: records best first in any spelling, deeds, and nothing of what somebody may not see."""

from urllib.parse import quote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from perennial.accounts import seen
from perennial.records import verbs
from perennial.records.models import View
from perennial.records.pages import palette_deeds, palette_found
from perennial.records.registry import record_type


@pytest.fixture(autouse=True)
def forgetful_frames():
    """Users of another test, with the same numbers, had other places."""
    palette_deeds._frames.clear()


@pytest.fixture
def hora(cast, companies, context):
    return verbs.create(companies, {"name": "Кавова Гора", "owner": cast["owner"].user_id}, by=cast["owner"], context=context)


@pytest.fixture
def linked(olena, hora, people, cast, context):
    return verbs.update(people, olena, {"company": hora.pk}, by=cast["owner"], context=context)


@pytest.fixture
def deal(hora, cast, context):
    raw = {"title": "Стіл у кав’ярню", "company": hora.pk, "owner": cast["owner"].user_id, "amount": "486000 UAH"}
    return verbs.create(record_type("deals"), raw, by=cast["owner"], context=context)


def ask(browser, text, **headers):
    return browser.get("/search/palette/", {"q": text}, HTTP_HX_REQUEST="true", HTTP_HX_TARGET="palette-results", **headers).content.decode()


@pytest.mark.parametrize("typed", ["кав", "kav", "KAVOVA", "кавова гор", "rfd", "кавва"])
def test_a_name_is_found_in_any_letters_layout_and_with_an_error(typed, door, hora):
    html = ask(door("owner"), typed)
    assert f'data-href="/companies/{hora.pk}/"' in html


def test_what_was_typed_is_marked_in_the_other_letters_too(door, hora):
    assert "<mark>Кав</mark>ова Гора" in ask(door("owner"), "kav")


@pytest.mark.parametrize("typed", ["067 224", "+380672241963", "224-19-63", "olena@", "linia.exa"])
def test_a_number_in_any_format_and_a_part_of_an_e_mail_find_the_person(typed, door, olena):
    assert f'data-href="/people/{olena.pk}/"' in ask(door("owner"), typed)


def test_what_hangs_on_the_best_stands_with_it(door, hora, deal, linked):
    html = ask(door("owner"), "кавова")
    assert html.index("Best") < html.index(f"/companies/{hora.pk}/") < html.index(f"/deals/{deal.pk}/")
    assert "486" in html and f"/people/{linked.pk}/" in html


def test_nothing_of_what_one_may_not_see_is_there(door, linked, hora, deal):
    """The colleague sees Olena, who is hers, and not the company, its name or its deal."""
    browser = door("colleague")
    html = ask(browser, "кав") + ask(browser, "olena")
    assert f"/people/{linked.pk}/" in html and "Гора" not in html and "Стіл" not in html
    html = browser.get("/search/?q=кав").content.decode() + browser.get("/search/?q=olena").content.decode()
    assert "Ковальчук" in html and "Гора" not in html and "Стіл" not in html
    assert "Ковальчук" not in ask(door("outsider"), "olena") + door("outsider").get("/search/?q=olena").content.decode()


def test_rights_hold_where_there_are_too_many_answers_to_rank_together(door, linked, hora, deal, monkeypatch):
    monkeypatch.setattr(palette_found, "LOOKED_AT", 1)
    assert f"/deals/{deal.pk}/" in ask(door("owner"), "кав") and f"/companies/{hora.pk}/" in ask(door("owner"), "кав")
    assert "Гора" not in ask(door("colleague"), "кав") and "Стіл" not in ask(door("colleague"), "кав")


def test_without_a_text_the_records_opened_lately_come_first(door, cast, hora, olena, people, context):
    seen._lately.clear()
    seen.opened(cast["owner"], olena)
    seen.opened(cast["owner"], hora)
    html = ask(door("owner"), "")
    assert html.index("Lately") < html.index(f"/companies/{hora.pk}/") < html.index(f"/people/{olena.pk}/") < html.index("New: Person")
    verbs.trash(olena, by=cast["owner"])
    assert f"/people/{olena.pk}/" not in ask(door("owner"), "")
    assert "Lately" not in ask(door("outsider"), "")


def test_a_new_person_begins_with_what_was_typed(door):
    browser = door("owner")
    assert "/people/new/?first_name=Solomiia" in ask(browser, "Solomiia") and "“Solomiia”" in ask(browser, "Solomiia")
    assert f"/people/new/?phones={quote('067 000 11 22').replace('%20', '+')}" in ask(browser, "067 000 11 22")
    assert "/companies/new/?name=Nova" in ask(browser, "Nova")


def test_pages_views_and_settings_are_gone_to(door, cast):
    View.objects.create(type="people", name="Architects of Kyiv", owner=cast["owner"].user)
    browser = door("owner")
    assert "Architects of Kyiv" in ask(browser, "arch")
    assert 'data-href="/settings/profile/"' in ask(browser, "my prof")
    assert "/settings/fields/" not in ask(browser, "fields")  # her role may not change settings
    assert "Architects of Kyiv" not in ask(door("colleague"), "arch")


def test_after_a_pointed_bracket_only_deeds_are_offered(door, hora):
    html = ask(door("owner"), "> кав")
    assert f"/companies/{hora.pk}/" not in html
    assert "New: Person" in ask(door("owner"), ">") and "/settings/profile/" in ask(door("owner"), ">")


def test_the_deeds_of_the_record_shown_are_offered_to_who_may_do_them(door, deal):
    shown = {"HTTP_REFERER": f"http://testserver/deals/{deal.pk}/"}
    html = ask(door("owner"), "", **shown)
    assert "data-act" in html and f"/deals/{deal.pk}/edit/" in html
    assert f"/deals/{deal.pk}/" not in ask(door("outsider"), "", **shown)
    assert "data-act" not in ask(door("owner"), "", HTTP_REFERER="http://testserver/no/such/page/")


def test_the_whole_answer_takes_few_questions(door, linked, hora, deal):
    browser = door("owner")
    ask(browser, "кав")
    with CaptureQueriesContext(connection, ) as asked:
        ask(browser, "кав")
    assert len(asked) <= 32


@pytest.mark.parametrize("typed", ["\0", "'", '"', "*", "%", "(", "<script>", "a" * 500, "№", "😀", "-- ", "NEAR(", "{}"])
def test_no_text_breaks_the_search(typed, door, hora):
    browser = door("owner")
    assert "<script>" not in ask(browser, typed)
    assert browser.get("/search/", {"q": typed}).status_code == 200
    assert browser.get("/search/", {"q": typed, "type": "people", "page": "-1"}).status_code == 200


def test_the_search_page_shows_each_type_and_one_type_by_pages(door, cast, people, context):
    for n in range(53):
        verbs.create(people, {"first_name": f"Kava{n}", "last_name": "Moroz"}, by=cast["owner"], context=context)
    browser = door("owner")
    html = browser.get("/search/?q=moroz").content.decode()
    assert html.count("data-open-row") == 5 and "/search/?q=moroz&amp;type=people" in html
    first, second = (browser.get(f"/search/?q=moroz&type=people&page={n}").content.decode() for n in (1, 2))
    assert first.count("data-open-row") == 50 and second.count("data-open-row") == 3
    assert "51–53 of 53" in second
    assert "Find anything" in browser.get("/search/").content.decode()
    assert "Nothing found" in browser.get("/search/?q=zzzz").content.decode()
