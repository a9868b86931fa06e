"""What is added from a customer's page: notes, tasks, calls, meetings, each with the step that follows in the same save."""

from perennial.activities.models import Activity


def test_a_note_mentions_a_colleague_and_plans_the_next_step(door, halyna, cast):
    data = {"text": "The wall leans. @Manager, add 3 h", "then": "call", "then_day": "2030-05-06", "then_clock": "10:00"}
    answer = door("colleague").post(f"/people/{halyna.pk}/compose/note/", data)
    assert answer.status_code == 200, answer.content.decode()
    note = Activity.objects.get(kind="note")
    assert note.users == [cast["manager"].user_id]
    assert note.about == [["people", halyna.pk]]
    halyna.refresh_from_db()
    assert (halyna.next_step_kind, halyna.next_step_title) == ("call", "Call")
