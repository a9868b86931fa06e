"""The fixed cast, a browser for each of them, and a record to look at."""

import pytest
from django.test import Client

from perennial.records import verbs
from perennial.records.fields import made
from perennial.records.registry import record_type
from tests.cast import cast, context, people  # noqa: F401


@pytest.fixture(autouse=True)
def no_memory_of_fields():
    """Each test begins with the fields of its own database: versions of the schema start anew."""
    made._remembered.update(version=None, fields={})


@pytest.fixture
def companies():
    return record_type("companies")


@pytest.fixture
def door(cast):  # noqa: F811
    """Return browser(name): a client signed in as one of the cast."""

    def browser(name):
        client = Client()
        client.force_login(cast[name].user)
        return client

    return browser


@pytest.fixture
def olena(cast, people, context):  # noqa: F811
    """A person who belongs to the colleague."""
    raw = {"first_name": "Олена", "last_name": "Ковальчук", "phones": "067 224 19 63", "emails": "olena@linia.example"}
    return verbs.create(people, {**raw, "owner": cast["colleague"].user_id}, by=cast["owner"], context=context)
