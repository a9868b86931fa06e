"""A pipeline with three stages, a few deals, and the cast of all tests."""

import json

import pytest
from django.conf import settings
from django.test import Client

from perennial.accounts.models import Role
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.models import Option
from perennial.records.registry import record_type
from perennial.sales.models import Pipeline, Stage
from tests.cast import cast, context, people  # noqa: F401


@pytest.fixture
def sales(cast):  # noqa: F811
    """The pipeline «Kitchens»: Enquiry, Measuring, Agreement; two reasons; an owner who may change pipelines."""
    Role.objects.filter(code="test-all").update(capabilities=["*"])
    cast["owner"].user.role.capabilities = ["*"]
    pipeline = Pipeline.objects.create(name="Kitchens")
    for place, (name, probability) in enumerate([("Enquiry", 10), ("Measuring", 40), ("Agreement", 80)]):
        Stage.objects.create(pipeline=pipeline, name=name, place=place, probability=probability, stale_after_days=7)
    for label in ("Too expensive", "Chose another"):
        Option.add("loss_reason", label)
        Option.add("decline_reason", label)
    return pipeline


@pytest.fixture
def stages(sales):
    return {stage.name: stage for stage in sales.stages.all()}


@pytest.fixture
def make(cast, sales):  # noqa: F811
    """Make a record of a type as one of the cast: make("deals", title="…", by="colleague")."""

    def making(code, by="owner", **raw):
        return verbs.create(record_type(code), raw, by=cast[by], context=context_for(cast[by]))

    return making


@pytest.fixture
def deal(make, cast):  # noqa: F811
    return make("deals", title="Oak kitchen", amount="218500", owner=cast["colleague"].user_id)


class Visitor(Client):
    """One of the cast in a browser."""

    def undo(self, answer):
        """Press the undo that an answer offered."""
        return self.post(json.loads(answer["HX-Trigger"])["toast"]["undo"], headers={"HX-Request": "true"})

    def option(self, name, label):
        """Return an entry of a list."""
        return Option.objects.get(list=name, label=label)


@pytest.fixture
def page(cast, sales):  # noqa: F811
    """Sign somebody in: page("owner").get("/requests/")."""

    def signed_in(name):
        client = Visitor()
        client.force_login(cast[name].user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in
