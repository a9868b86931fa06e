"""Boards: columns with counts, cards, filters by next step, further cards, refused moves."""

import datetime
import json

import pytest
from django.urls import include, path, reverse
from django.utils import timezone

from perennial.core.errors import Refused, Stale
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.pages.boards import Column, moved, refused, render_board, stale
from perennial.records.registry import record_type

COLUMNS = [Column("attraction", "Attraction"), Column("loyalty", "Loyalty"), Column("lost", "Lost")]


def show(request):
    return render_board(
        request, record_type("people"), by="lifecycle", columns=COLUMNS, fields=("company", "next_step", "owner"), move="move",
        here=reverse("board"), per_column=5,
    )


def move(request, pk):
    type = record_type("people")
    record = type.load(request.actor, pk, "edit")
    try:
        raw = {"lifecycle": request.POST["stage"]}
        verbs.update(type, record, raw, by=request.actor, context=context_for(request.actor), expect=int(request.POST["version"]))
    except Refused as error:
        return refused(request, error)
    except Stale as error:
        return stale(request, error)
    return moved(request)


urlpatterns = [path("board/", show, name="board"), path("move/<int:pk>/", move, name="move"), path("", include("perennial.urls"))]
pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def crowd(cast, people, context):
    for number in range(9):
        raw = {"last_name": f"Rudenko{number}", "lifecycle": "loyalty" if number < 7 else "attraction"}
        raw["owner"] = cast["owner" if number else "colleague"].user_id
        verbs.create(people, raw, by=cast["owner"], context=context)


@pytest.fixture
def owner(client, cast):
    client.force_login(cast["owner"].user)
    return client


def plan(people, name, days):
    people.all().filter(last_name=name).update(next_step_at=timezone.now() + datetime.timedelta(days=days), next_step_title="Call")


def test_a_board_shows_each_column_with_its_count_and_first_cards(crowd, owner):
    html = owner.get("/board/").content.decode()
    assert html.count('data-column="') == 3 and html.count('data-card="') == 7
    assert '<span class="n num">7</span>' in html and "Show more" in html


def test_further_cards_come_when_they_are_asked_for(crowd, owner):
    html = owner.get("/board/").content.decode()
    more = html.split('class="further"')[1].split('hx-get="')[1].split('"')[0].replace("&amp;", "&")
    further = owner.get(more, HTTP_HX_REQUEST="true").content.decode()
    assert further.count('data-card="') == 2 and "Show more" not in further and "<html" not in further


def test_cards_are_counted_and_chosen_by_how_their_next_step_stands(crowd, owner, people):
    plan(people, "Rudenko1", -2)
    plan(people, "Rudenko2", 5)
    html = owner.get("/board/").content.decode()
    assert 'data-step="late"><span>Late</span></span><span class="n">1</span>' in html
    assert 'data-step="none"><span>Nothing planned</span></span><span class="n">7</span>' in html
    tree = {"all": [{"field": "next_step", "op": "in", "value": ["late"]}]}
    html = owner.get("/board/", {"filter": json.dumps(tree)}).content.decode()
    assert html.count('data-card="') == 1 and "Rudenko1" in html
    assert 'aria-pressed="true"' in html and 'data-step="planned"><span>Planned</span></span><span class="n">1</span>' in html


def test_each_sees_only_his_own_cards(crowd, client, cast):
    client.force_login(cast["colleague"].user)
    assert client.get("/board/").content.decode().count('data-card="') == 1


def test_a_moved_card_stays_and_the_board_hears_of_it(crowd, owner, people):
    record = people.all().first()
    answer = owner.post(f"/move/{record.pk}/", {"stage": "lost", "version": record.version}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 204 and "changed" in answer["HX-Trigger"]


def test_a_refused_move_says_why(crowd, owner, people):
    record = people.all().first()
    answer = owner.post(f"/move/{record.pk}/", {"stage": "nowhere", "version": record.version}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 422 and "not in the list" in answer["HX-Trigger"]


def test_a_card_that_somebody_else_moved_goes_back(crowd, owner, people, cast, context):
    record = people.all().first()
    seen = record.version
    verbs.update(people, record, {"lifecycle": "lost"}, by=cast["owner"], context=context)
    answer = owner.post(f"/move/{record.pk}/", {"stage": "attraction", "version": seen}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 409 and "meanwhile" in answer["HX-Trigger"]


@pytest.mark.parametrize("asked", [{"filter": '{"field": "x"}'}, {"column": "nothing"}, {"column": "lost", "after": "?"}, {"sort": "x"}])
def test_no_address_breaks_the_board(asked, crowd, owner):
    assert owner.get("/board/", asked).status_code in (200, 404)
