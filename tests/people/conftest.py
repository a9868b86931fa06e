"""The fixed cast, a browser for each of them, a person and a company to look at."""

import pytest
from django.test import Client

from perennial.records import verbs
from perennial.records.registry import record_type
from tests.cast import cast, context, people  # noqa: F401


@pytest.fixture
def companies():
    return record_type("companies")


@pytest.fixture
def door(cast):  # noqa: F811
    """Return browser(name): a client signed in as one of the cast."""

    def browser(name, language="en"):
        client = Client(HTTP_ACCEPT_LANGUAGE=language)
        user = cast[name].user
        user.language = language
        user.save(update_fields=["language"])
        client.force_login(user)
        return client

    return browser


@pytest.fixture
def halyna(cast, context, people):  # noqa: F811
    """A person who belongs to the colleague."""
    raw = {"first_name": "Галина", "last_name": "Мороз", "owner": cast["colleague"].user_id, "birthday": "1986-04-02"}
    return verbs.create(people, raw, by=cast["owner"], context=context)


@pytest.fixture
def hora(cast, context, companies):  # noqa: F811
    """A company that belongs to the colleague."""
    return verbs.create(companies, {"name": "Кавова Гора", "owner": cast["colleague"].user_id}, by=cast["owner"], context=context)
