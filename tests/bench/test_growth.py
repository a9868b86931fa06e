"""No page and no call of the API makes the database look at more rows because there are more of them.

SQLite counts the steps of its virtual machine, so nothing depends on a clock or on what else the machine does.
"""

import pytest
from django.db import connection, transaction
from django.test import Client

from perennial.accounts.models import Token, User
from perennial.bench import company
from perennial.bench.company import Sizes
from perennial.bench.house import OWNER, SELLER
from perennial.records.registry import record_type
from tests.bench.conftest import quietly
from tests.bench.test_queries import TYPES, one_of, operations

pytestmark = pytest.mark.django_db
FEW, MANY = Sizes.of(people=1000, events=10_000), Sizes.of(people=6000, events=60_000)
EACH = 100  # steps between two counts
MOST = 2.0  # times the steps at six times the size: what is not there at all in a small company comes in once
LEAST = 600  # counts (of EACH steps) below which nothing is worth a word: a millisecond
# The large company has no requests. Lists, counts and answers of the search end at bounds that lie above these sizes.
LEFT_OUT = ("leads", "requests", "list of", "counts of", "search", "palette")


def named():
    """Yield the operations that have no bound above the sizes tried."""
    yield from (one for one in operations() if not any(word in one[0] for word in LEFT_OUT))


@pytest.fixture(scope="module")
def steps(django_db_setup, django_db_blocker):
    """Return {(who, operation): [steps with few records, steps with many]}."""
    found = {}
    with django_db_blocker.unblock():
        if connection.vendor != "sqlite":
            return found
        for sizes in (FEW, MANY):
            with transaction.atomic():
                company.fill(sizes, 3, quietly)
                give_those_looked_at_to_the_seller()
                for who, email in (("owner", OWNER), ("seller", SELLER)):
                    for name, count in steps_of(email):
                        found.setdefault((who, name), []).append(count)
                transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("who", ["owner", "seller"])
@pytest.mark.parametrize("name", [name for name, _way, _address in named()])
def test_more_records_do_not_mean_more_work(steps, who, name):
    if not steps:
        assert connection.vendor != "sqlite"  # PostgreSQL counts nothing like it
        return
    few, many = steps[who, name]
    print(f"{few} × {EACH} steps with few records, {many} with many")
    assert many < LEAST or many <= MOST * few


def give_those_looked_at_to_the_seller():
    """Make one salesperson answer for the records whose pages are opened."""
    seller = User.objects.get(email=SELLER)
    for code in TYPES:
        record_type(code).model._base_manager.filter(pk=one_of(code)).update(owner=seller)


def steps_of(email):
    """Yield (operation, counts of EACH steps), each asked twice so that nothing is counted only because it is the first."""
    user = User.objects.get(email=email)
    clients = {"page": Client(), "api": Client(HTTP_AUTHORIZATION=f"Bearer {Token.make(user, 'test')[1]}")}
    clients["page"].force_login(user, "perennial.accounts.backend.Backend")
    for name, way, address in named():
        path = address()
        assert clients[way].get(path).status_code in (200, 403), path
        counted = [0]

        def count(counted=counted):
            counted[0] += 1

        connection.connection.set_progress_handler(count, EACH)
        try:
            clients[way].get(path)
        finally:
            connection.connection.set_progress_handler(None, EACH)
        yield name, counted[0]
