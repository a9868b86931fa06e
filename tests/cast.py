"""The fixed cast and a few records of the simplest kind."""

import pytest

from perennial.accounts.models import Role, Team, User
from perennial.accounts.policy import actor_for
from perennial.records.context import context_for
from perennial.records.registry import record_type

RIGHTS = {
    scope: {"*": dict.fromkeys(("see", "create", "edit", "delete", "export"), scope)} for scope in ("none", "own", "team", "all")
}


@pytest.fixture
def cast(db):
    """Return {name: Actor}: owner sees all, manager her team, colleague her own, outsider nothing of theirs."""
    team = Team.objects.create(name="Sales of the north")
    branch = Team.objects.create(name="Harbour", parent=team)
    elsewhere = Team.objects.create(name="Sales of the south")
    people = {"owner": ("all", None), "manager": ("team", team), "colleague": ("own", branch), "outsider": ("own", elsewhere)}
    cast = {}
    for name, (scope, place) in people.items():
        role, _made = Role.objects.get_or_create(code=f"test-{scope}", defaults={"name": scope, "rights": RIGHTS[scope]})
        user = User.objects.create_user(f"{name}@example.com", name=name.title(), role=role, team=place)
        cast[name] = actor_for(user)
    return cast


@pytest.fixture
def people():
    return record_type("people")


@pytest.fixture
def context(cast):
    return context_for(cast["owner"])
