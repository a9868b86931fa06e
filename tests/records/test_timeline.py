"""The timeline and the history: what happened, to whom it is shown, and how it is put back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from perennial.core.actor import SYSTEM
from perennial.core.models import Event, EventLink
from perennial.people.models import Person
from perennial.records import verbs
from perennial.records.pages import timeline
from perennial.records.points import TIMELINE, Line


@pytest.fixture
def change(people, cast, context):
    """Return change(record, **values): one change by the owner."""

    def act(record, **values):
        verbs.update(people, record, values, by=cast["owner"], context=context)
        return Event.objects.latest("id")

    return act


@pytest.fixture
def linked(olena, cast, people, context):
    """A person of the owner's whose making stands in Olena's timeline too."""
    hidden = verbs.create(
        people, {"last_name": "Таємний", "owner": cast["owner"].user_id}, by=cast["owner"], context=context
    )
    event = Event.objects.latest("id")
    EventLink.objects.create(event=event, type="people", record_id=olena.pk, at=event.at)
    return hidden


def lines(door, name, record, asked=""):
    return door(name).get(f"/people/{record.pk}/timeline/{asked}").content.decode()


def test_a_change_is_told_with_before_and_after(door, olena, change):
    change(olena, job_title="Architect")
    change(olena, job_title="Director")
    words = lines(door, "colleague", olena)
    assert "Job title: <s>Architect</s> <b>Director</b>" in words
    assert words.index("Director") < words.index("added this record")


def test_names_of_links_stand_in_the_line_not_their_numbers(door, olena, change, cast):
    change(olena, owner=cast["manager"].user_id)
    assert "Responsible: <s>Colleague</s> <b>Manager</b>" in lines(door, "manager", olena)


def test_events_of_other_records_are_shown_only_to_who_may_see_those(door, olena, linked):
    assert "Таємний" in lines(door, "owner", olena)
    words = lines(door, "colleague", olena)
    assert "Таємний" not in words
    assert 'All <span class="n">1</span>' in words


def test_chips_count_kinds_and_show_one(door, olena, change):
    change(olena, job_title="Architect")
    verbs.trash(olena, by=SYSTEM)
    words = lines(door, "colleague", olena)
    assert 'Changes <span class="n">3</span>' in words
    assert "Architect" not in lines(door, "colleague", olena, "?kind=files")


def test_earlier_lines_come_page_by_page_each_once(door, olena, change):
    for number in range(70):
        change(olena, job_title=f"Post {number:02}")
    browser, seen, asked = door("colleague"), [], ""
    for _page in range(5):
        words = browser.get(f"/people/{olena.pk}/timeline/{asked}").content.decode()
        seen += [part.split("</b>")[0] for part in words.split("<b>Post ")[1:]]
        if "before=" not in words:
            break
        asked = "?" + words.split("timeline/?")[-1].split('"')[0].replace("&amp;", "&")
    assert seen == [f"{number:02}" for number in reversed(range(70))]


def test_earlier_goes_on_beyond_the_window(olena, change, cast, monkeypatch):
    for number in range(12):
        change(olena, job_title=f"Post {number}")
    first, full = timeline.seen("people", olena.pk, cast["owner"], window=5)
    rest, _full = timeline.seen("people", olena.pk, cast["owner"], (first[-1].at, first[-1].id), window=50)
    assert full and len(first) == 5 and len(rest) == 8
    assert not {trace.id for trace in first} & {trace.id for trace in rest}


def test_days_have_heads(door, olena, change):
    event = change(olena, job_title="Architect")
    Event.objects.exclude(pk=event.pk).update(at=timezone.now() - timedelta(days=1))
    words = lines(door, "colleague", olena)
    assert words.index("Today") < words.index("Architect") < words.index("Yesterday") < words.index("added")


def test_a_room_tells_its_own_events(door, olena, change, monkeypatch):
    event = change(olena, job_title="Architect")
    told = (
        "people",
        lambda events, actor: {
            e.pk: Line("Built a house", icon="house", body="<p>Of oak</p>", said=True)
            for e in events
            if e.pk == event.pk
        },
    )
    monkeypatch.setattr(TIMELINE, "members", [*TIMELINE.members, told])
    words = lines(door, "colleague", olena)
    assert "Built a house" in words and "<p>Of oak</p>" in words and "added this record" in words


def test_what_was_typed_is_never_markup(door, olena, change):
    change(olena, job_title="<script>alert(1)</script>")
    for part in ("", "timeline/", "history/", "edit/"):
        assert "<script>alert" not in door("colleague").get(f"/people/{olena.pk}/{part}").content.decode()


def test_a_change_is_put_back_from_the_timeline(door, olena, change):
    event = change(olena, first_name="Оля", job_title="Architect")
    answer = door("colleague").post(f"/people/{olena.pk}/put-back/{event.pk}/", headers={"hx-request": "true"})
    assert answer.status_code == 204 and "timeline" in answer["HX-Trigger"]
    back = Person.objects.get()
    assert (back.first_name, back.job_title, back.name) == ("Олена", "", "Олена Ковальчук")
    assert "put back" in lines(door, "colleague", olena)


def test_one_field_is_put_back_from_the_history(door, olena, change):
    event = change(olena, first_name="Оля", job_title="Architect")
    door("colleague").post(
        f"/people/{olena.pk}/put-back/{event.pk}/", {"only": "first_name"}, headers={"hx-request": "true"}
    )
    back = Person.objects.get()
    assert (back.name, back.job_title) == ("Олена Ковальчук", "Architect")


def test_what_changed_again_since_is_not_put_back(door, olena, change):
    event = change(olena, job_title="Architect")
    change(olena, job_title="Director")
    answer = door("colleague").post(f"/people/{olena.pk}/put-back/{event.pk}/", headers={"hx-request": "true"})
    assert answer.status_code == 422 and "changed again since" in answer["HX-Trigger"]
    assert Person.objects.get().job_title == "Director"


def test_an_event_of_another_record_cannot_be_put_back_here(door, olena, linked):
    event = Event.objects.get(record_id=linked.pk)
    assert door("colleague").post(f"/people/{olena.pk}/put-back/{event.pk}/").status_code == 404


def test_the_history_tells_every_field_and_can_be_asked_for_one(door, olena, change):
    change(olena, job_title="Architect")
    change(olena, phones="067 000 00 01")
    browser = door("colleague")
    everything = browser.get(f"/people/{olena.pk}/history/").content.decode()
    assert "Architect" in everything and "067 000 0001" in everything and "Owner" in everything
    phones = browser.get(f"/people/{olena.pk}/history/?field=phones").content.decode()
    assert "067 000 0001" in phones and "Architect" not in phones


def test_a_long_history_has_pages(door, olena, change):
    for number in range(55):
        change(olena, job_title=f"Post {number}")
    first = door("colleague").get(f"/people/{olena.pk}/history/").content.decode()
    address = first.split('href="?before=')[1].split('"')[0]
    rest = door("colleague").get(f"/people/{olena.pk}/history/?before={address}").content.decode()
    assert "Post 54" in first and "Post 0" not in first.replace("Post 05", "")
    assert ">Post 2<" in rest and "Added" in rest


def test_what_the_past_says_unreadably_is_shown_as_it_is(door, olena):
    changes = {
        "birthday": ["someday", "2026-13-45"],
        "job_title": [None, 5],
        "company_id": [999, "x"],
        "phones": [[], [{"number": "1"}]],
        "gone": [1, 2],
        "custom.gone": ["a", "b"],
        "tags": [[77], None],
        "owner_id": ["x", 99999],
    }
    Event.objects.create(type="people", record_id=olena.pk, verb="changed", version=9, changes=changes)
    Event.objects.create(type="people", record_id=olena.pk, verb="polished", version=9)
    for part in ("", "timeline/", "history/"):
        words = door("colleague").get(f"/people/{olena.pk}/{part}")
        assert words.status_code == 200 and "2026-13-45" in words.content.decode(), part
