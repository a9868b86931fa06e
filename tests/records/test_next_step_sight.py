"""What a next step is called is told only to whose role sees such activities."""

import datetime

import pytest
from django.utils import timezone

from perennial.accounts.models import Role, User
from perennial.accounts.policy import actor_for
from perennial.core.actor import SYSTEM
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type

SECRET = "Ask about the debt"


@pytest.fixture
def planned(db):
    """A company with a task as its next step."""
    company = verbs.create(record_type("companies"), {"name": "Linia"}, by=SYSTEM, context=context_for(SYSTEM))
    raw = {
        "title": SECRET,
        "starts_at": timezone.now() + datetime.timedelta(hours=2),
        "about": [["companies", company.pk]],
    }
    verbs.create(record_type("tasks"), raw, by=SYSTEM, context=context_for(SYSTEM))
    return company


@pytest.fixture
def seeing(client):
    """Return `seeing(tasks)`: a browser of somebody who sees everything, and that much of tasks."""

    def sign_in(tasks):
        rights = {"*": dict.fromkeys(("see", "edit"), "all"), "tasks": {"see": tasks}}
        role = Role.objects.create(code=f"role-{tasks}", name=tasks, rights=rights)
        user = User.objects.create_user(f"{tasks}@example.com", "a long password", name=tasks, role=role)
        client.force_login(user)
        return client

    return sign_in


@pytest.mark.parametrize(
    "address", ["/companies/", "/companies/quick/{pk}/", "/companies/{pk}/panel/next-step/", "/search/?q=Linia"]
)
@pytest.mark.parametrize(("tasks", "told"), [("all", True), ("own", True), ("none", False)])
def test_its_name_is_told_to_who_may_know(planned, seeing, address, tasks, told):
    page = seeing(tasks).get(address.format(pk=planned.pk)).content.decode()
    assert (SECRET in page) is told


def test_its_day_is_told_without_its_name(planned, seeing):
    answer = seeing("none").get(f"/api/v1/companies/{planned.pk}").json()
    assert answer["next_step"]["title"] == "" and answer["next_step"]["at"]


def test_reading_without_the_right_changes_nothing(planned, seeing):
    user = User.objects.get(pk=seeing("none").session["_auth_user_id"])
    actor = actor_for(user)
    verbs.update(
        record_type("companies"), planned, {"website": "https://linia.example"}, by=actor, context=context_for(actor)
    )
    planned.refresh_from_db()
    assert planned.next_step_title == SECRET
