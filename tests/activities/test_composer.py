"""What is added from a customer's page: notes, tasks, calls, meetings, each with the step that follows in the same save."""

import pytest

from perennial.accounts.models import Notification
from perennial.activities.models import Activity
from perennial.activities.telling import tell
from perennial.core.models import Event
from perennial.records import verbs
from perennial.records.registry import record_type
from tests.cast import RIGHTS

THEN = {"then": "call", "then_day": "2030-05-06", "then_clock": "10:00"}


def words(answer):
    return answer.content.decode()


def test_the_page_offers_the_four_kinds(door, halyna):
    page = words(door("colleague").get(f"/people/{halyna.pk}/"))
    assert all(f'id="compose-{kind}"' in page for kind in ("note", "task", "call", "meeting"))


def test_a_note_mentions_a_colleague_and_plans_the_next_step(door, halyna, cast):
    data = {"text": "The wall leans. @Manager, add 3 h", **THEN}
    answer = door("colleague").post(f"/people/{halyna.pk}/compose/note/", data)
    assert answer.status_code == 200 and "composed" in answer["HX-Trigger"]
    note = Activity.objects.get(kind="note")
    assert note.users == [cast["manager"].user_id] and note.about == [["people", halyna.pk]]
    halyna.refresh_from_db()
    assert (halyna.next_step_kind, halyna.next_step_title) == ("call", "Call")
    page = words(door("colleague").get(f"/people/{halyna.pk}/"))
    assert "noted" in page and '<b class="mention">@Manager</b>' in page


def test_who_is_mentioned_is_told_once(door, halyna, cast):
    door("colleague").post(f"/people/{halyna.pk}/compose/note/", {"text": "@Manager look, @Manager"})
    tell.call(Event.objects.get(type="notes").pk)
    told = Notification.objects.get()
    assert (told.user_id, told.code) == (cast["manager"].user_id, "mentioned")
    assert "Colleague mentioned you" in words(door("manager").get("/notifications/"))


def test_a_step_without_a_day_leaves_no_half(door, halyna):
    data = {"text": "The wall leans", **THEN, "then_day": "soon"}
    answer = door("colleague").post(f"/people/{halyna.pk}/compose/note/", data)
    assert answer.status_code == 422
    assert "The wall leans" in words(answer) and "Choose a day." in words(answer)
    assert not Activity.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("note", {"text": " "}, "Fill this in."),
        ("task", {"title": ""}, "Fill this in."),
        ("task", {"title": "Hinges", "day": "2030-05-06", "clock": "99"}, "Write the time as 14:30."),
        ("call", {"text": ""}, "Write what was said"),
        ("meeting", {"title": "Veneers", "day": "2030-05-06", "clock": ""}, "Choose a time."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(door, halyna, kind, data, said):
    answer = door("colleague").post(f"/people/{halyna.pk}/compose/{kind}/", data)
    assert answer.status_code == 422
    assert said in words(answer)
    assert not data.get("title") or data["title"] in words(answer)


def test_a_call_that_nobody_answered_is_a_contact_that_was_tried(door, halyna):
    door("colleague").post(f"/people/{halyna.pk}/compose/call/", {"answer": "no_answer"})
    call = Activity.objects.get(kind="call")
    assert call.done_at and call.outcome == "no answer"
    halyna.refresh_from_db()
    assert halyna.last_contact_at == call.done_at
    assert "no answer" in words(door("colleague").get(f"/people/{halyna.pk}/"))


def test_a_meeting_ahead_is_the_next_step_and_one_behind_is_done(door, halyna):
    browser, at = door("colleague"), f"/people/{halyna.pk}/compose/meeting/"
    browser.post(at, {"title": "Veneers", "day": "2030-05-06", "clock": "14:30", "length": "90"})
    browser.post(at, {"title": "Measured", "day": "2020-05-06", "clock": "14:30", "length": "60"})
    ahead, behind = Activity.objects.get(title="Veneers"), Activity.objects.get(title="Measured")
    assert (ahead.ends_at - ahead.starts_at).seconds == 90 * 60 and ahead.done_at is None
    assert behind.done_at == behind.ends_at


def test_a_hash_ties_a_note_to_what_hangs_on_the_customer(door, cast, context, halyna):
    friend = verbs.create(
        record_type("people"), {"first_name": "Ivan", "referrer": halyna.pk}, by=cast["owner"], context=context
    )
    company = verbs.create(
        record_type("companies"),
        {"name": "Linia", "owner": cast["colleague"].user_id},
        by=cast["owner"],
        context=context,
    )
    verbs.update(record_type("people"), halyna, {"company": company.pk}, by=cast["owner"], context=context)
    door("colleague").post(f"/companies/{company.pk}/compose/note/", {"text": "Oak is fine, see #Halyna Moroz"})
    assert Activity.objects.get().about == [["companies", company.pk], ["people", halyna.pk]]
    assert friend.pk not in [pk for _type, pk in Activity.objects.get().about]


def test_a_stranger_can_add_nothing(door, halyna):
    for kind in ("note", "task", "call", "meeting"):
        assert (
            door("outsider").post(f"/people/{halyna.pk}/compose/{kind}/", {"text": "x", "title": "x"}).status_code
            == 404
        )
    assert not Activity.objects.exists()


def test_a_note_cannot_be_tied_to_what_one_may_not_see(door, halyna, cast, context):
    raw = {"name": "Secret Works", "owner": cast["owner"].user_id}
    hidden = verbs.create(record_type("companies"), raw, by=cast["owner"], context=context)
    door("colleague").post(f"/people/{halyna.pk}/compose/note/", {"text": "x", "tie": f"companies/{hidden.pk}"})
    assert Activity.objects.get().about == [["people", halyna.pk]]


def test_names_of_hidden_customers_stand_nowhere_on_an_activity(door, plan, cast, context, halyna):
    raw = {"name": "Secret Works", "owner": cast["owner"].user_id}
    hidden = verbs.create(record_type("companies"), raw, by=cast["owner"], context=context)
    task = plan("Call both", 0, about=halyna, owner=cast["colleague"].user_id)
    verbs.update(
        record_type("tasks"),
        task,
        {"about": [["people", halyna.pk], ["companies", hidden.pk]]},
        by=cast["owner"],
        context=context,
    )
    for page in (
        "/",
        f"/tasks/{task.pk}/",
        "/tasks/",
        f"/tasks/{task.pk}/edit/",
        f"/people/{halyna.pk}/",
        "/calendar/?view=week",
    ):
        assert "Secret Works" not in words(door("colleague").get(page)), page


def test_the_banner_says_what_is_next_and_offers_done_and_later(door, halyna, plan):
    browser = door("colleague")
    assert "Nothing planned" in words(browser.get(f"/people/{halyna.pk}/panel/next-step/"))
    plan("Call back", -1, "calls", by="colleague")
    plan("Visit", 3, "meetings", by="colleague")
    shown = words(browser.get(f"/people/{halyna.pk}/panel/next-step/"))
    assert 'data-tone="late"' in shown and "Call back" in shown and "/later/" in shown
    assert "Visit" in words(browser.get(f"/people/{halyna.pk}/panel/steps/"))
    assert door("outsider").get(f"/people/{halyna.pk}/panel/steps/").status_code == 404


def test_the_page_of_a_customer_asks_few_questions_however_much_was_done(
    door, halyna, plan, django_assert_max_num_queries
):
    for number in range(12):
        plan(f"Visit {number}", number, "meetings", by="colleague")
    browser = door("colleague")
    browser.get(f"/people/{halyna.pk}/")
    with django_assert_max_num_queries(45):
        browser.get(f"/people/{halyna.pk}/")


def test_whose_role_lacks_tasks_has_no_tasks(door, plan, cast):
    plan("Order hinges", 0, by="colleague", all_day=True)
    role = cast["colleague"].user.role
    role.rights = {**RIGHTS["own"], "tasks": RIGHTS["none"]["*"]}
    role.save()
    browser = door("colleague")
    assert "Order hinges" not in words(browser.get("/"))
    assert browser.get("/tasks/").status_code == 403
