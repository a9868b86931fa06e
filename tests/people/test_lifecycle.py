"""Attraction, retention, loyalty, lost: each move is an event of its own, told on the page."""

import re

import pytest

from perennial.core.errors import Forbidden, Refused, Stale
from perennial.core.models import Event
from perennial.people.verbs import set_lifecycle
from perennial.records import verbs


def words(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_a_move_is_an_event_of_its_own(halyna, cast):
    set_lifecycle(halyna, "loyalty", by=cast["owner"])
    event = Event.objects.get(verb="lifecycle_set")
    assert event.changes["lifecycle"] == ["", "loyalty"] and halyna.lifecycle == "loyalty"


def test_the_same_stage_again_says_nothing(halyna, cast):
    set_lifecycle(halyna, "", by=cast["owner"])
    assert not Event.objects.filter(verb="lifecycle_set").exists()


def test_a_form_that_changes_more_tells_both(halyna, cast, people, context):
    verbs.update(people, halyna, {"lifecycle": "retention", "job_title": "Owner"}, by=cast["owner"], context=context, expect=halyna.version)
    halyna.refresh_from_db()
    assert (halyna.lifecycle, halyna.job_title) == ("retention", "Owner")
    assert list(Event.objects.order_by("pk").values_list("verb", flat=True)) == ["created", "changed", "lifecycle_set"]


def test_a_move_that_came_too_late_is_refused(halyna, cast, people, context):
    seen = halyna.version
    set_lifecycle(halyna, "loyalty", by=cast["owner"])
    with pytest.raises(Stale):
        verbs.update(people, halyna, {"lifecycle": "lost"}, by=cast["owner"], context=context, expect=seen)


def test_the_page_tells_who_moved_it(door, halyna, cast):
    set_lifecycle(halyna, "attraction", by=cast["owner"])
    set_lifecycle(halyna, "loyalty", by=cast["manager"])
    browser = door("colleague")
    assert "Loyalty Today M Manager Attraction Today O Owner" in words(browser.get(f"/people/{halyna.pk}/panel/lifecycle/"))
    assert "moved Галина Мороз in the lifecycle: Attraction Loyalty" in words(browser.get(f"/people/{halyna.pk}/timeline/"))


def test_the_deed_of_the_page_and_the_api(door, halyna):
    sent = {"has": "lifecycle", "v.lifecycle": "loyalty"}
    assert door("colleague").post(f"/people/{halyna.pk}/do/set_lifecycle/", sent, HTTP_HX_REQUEST="true").status_code == 204
    halyna.refresh_from_db()
    assert halyna.lifecycle == "loyalty"


def test_no_other_stage_is_taken(halyna, cast):
    with pytest.raises(Refused):
        set_lifecycle(halyna, "friends", by=cast["owner"])


def test_a_stranger_moves_nobody(halyna, cast):
    with pytest.raises(Forbidden):
        set_lifecycle(halyna, "lost", by=cast["outsider"])


def test_the_history_calls_it_by_words(door, halyna, cast):
    set_lifecycle(halyna, "loyalty", by=cast["owner"])
    page = words(door("colleague").get(f"/people/{halyna.pk}/history/"))
    assert "Moved in the lifecycle" in page and "lifecycle_set" not in page
