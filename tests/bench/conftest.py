"""A small large company, made once for all tests of a file."""

import pytest
from django.db import transaction

from perennial.bench import company
from perennial.bench.company import Sizes

SIZES = Sizes.of(people=300, events=4000)


def quietly(items, total=None, label=""):
    """Show nothing."""
    return items


@pytest.fixture(scope="module")
def once(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield company.fill(SIZES, 1, quietly)
        transaction.set_rollback(True)


@pytest.fixture
def made(once, db):
    """Who can sign in to the company: {email: password}."""
    return once
