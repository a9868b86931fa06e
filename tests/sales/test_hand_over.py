"""Whoever takes over a leaver's work also takes his place in the rules of assignment."""

from perennial.core import events
from perennial.core.actor import SYSTEM
from perennial.sales import jobs
from perennial.sales.models import AssignmentRule
from perennial.sales.verbs import rules


def test_successors_take_a_leavers_turns_and_territories(cast):
    leaver, one, other = (cast[name].user_id for name in ("colleague", "manager", "owner"))
    turn = rules.save(None, {"name": "All", "way": "turn", "users": [leaver, one], "active": True}, by=SYSTEM)
    targets = [{"match": "Kyiv", "user": leaver}, {"match": "Lviv", "user": other}]
    place = rules.save(None, {"name": "Places", "way": "territory", "targets": targets, "active": True}, by=SYSTEM)
    event = events.write(cast["colleague"].user, "handed_over", by=SYSTEM, data={"to": [one, other]}, links=[])
    jobs.follow_hand_over.func(event.pk)
    assert AssignmentRule.objects.get(pk=turn.pk).users == [one, other]
    assert [target["user"] for target in AssignmentRule.objects.get(pk=place.pk).targets] == [one, other]
