"""What is laid out once for all tests of a file, and taken back at its end: import `db` (and `world`) into the file."""

import pytest
from django.db import transaction

from perennial.accounts.models import Role
from perennial.accounts.roles import lay
from tests.rights import world as made


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker):
    """A transaction as long as the file, so that what is laid out is laid out once."""
    with django_db_blocker.unblock(), transaction.atomic():
        lay(Role)  # a test that stores for good may have emptied the tables before
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def world(db):
    return made.build()
