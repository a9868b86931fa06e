"""The door and settings, as browsers of the cast use them."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.module_loading import import_string
from django_tasks_db.models import DBTaskResult

from perennial.accounts.models import Role, Team, User
from perennial.accounts.roles import lay
from perennial.core.models import installation

PASSWORD = "four-oak-boards"


@pytest.fixture(autouse=True)
def fresh_counts():
    """No try of one test is counted in another."""
    cache.clear()


@pytest.fixture
def house(db):
    lay(Role)  # a test that commits leaves an empty database behind
    found = installation(fresh=True)
    found.company = "Lypa & Dub"
    found.save()
    return found


@pytest.fixture
def person(house):
    """person("olena", "owner") makes a colleague with a password."""

    def make(name, role="salesperson", team=None):
        role = Role.objects.get(code=role)
        return User.objects.create_user(
            f"{name}@lypa-dub.example", PASSWORD, name=name.title(), role=role, team=team, language="en"
        )

    return make


@pytest.fixture
def owner(person):
    return person("olena", "owner")


@pytest.fixture
def colleague(person):
    return person("ivan", team=Team.objects.create(name="Kyiv"))


@pytest.fixture
def browser():
    """browser(user) is signed in as the user; browser() is a stranger's."""

    def open_one(user=None, **options):
        client = Client(**options)
        if user:
            client.force_login(user)
        return client

    return open_one


@pytest.fixture
def sign_in(browser):
    """sign_in(user) signs in at the door and returns the browser."""

    def enter(user, password=PASSWORD, **more):
        client = browser()
        client.answer = client.post("/sign-in/", {"login": user.email, "password": password, **more})
        return client

    return enter


@pytest.fixture
def run_jobs():
    """Do the work that waits in the background, here and now."""

    def run():
        for row in DBTaskResult.objects.ready():
            import_string(row.task_path).call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"])
            row.delete()

    return run
