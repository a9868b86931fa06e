"""The fixed cast, a browser for each of them, a customer, and steps to plan with her."""

import datetime

import pytest
from django.test import Client
from django.utils import timezone

from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from tests.cast import cast, context, people  # noqa: F401


@pytest.fixture
def door(cast):  # noqa: F811
    """Return browser(name): a client signed in as one of the cast."""

    def browser(name):
        client = Client()
        client.force_login(cast[name].user)
        return client

    return browser


@pytest.fixture
def halyna(cast, context):  # noqa: F811
    """A customer who belongs to the colleague."""
    raw = {"first_name": "Halyna", "last_name": "Moroz", "owner": cast["colleague"].user_id}
    return verbs.create(record_type("people"), raw, by=cast["owner"], context=context)


@pytest.fixture
def plan(cast, context, halyna):  # noqa: F811
    """Plan a step about Halyna so many days from now: plan("Call back", 2, "calls", by="colleague")."""

    def plan(title, days, type="tasks", about=None, by="owner", **raw):
        start = timezone.now() + datetime.timedelta(days=days) if days is not None else None
        raw = {"title": title, "starts_at": start, "about": [["people", (about or halyna).pk]], **raw}
        actor = cast[by]
        return verbs.create(record_type(type), raw, by=actor, context=context_for(actor))

    return plan
