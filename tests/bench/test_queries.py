"""No page and no call of the API asks more questions because there are more records."""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from perennial.accounts.models import Token, User
from perennial.accounts.policy import actor_for
from perennial.bench import company
from perennial.bench.company import Sizes
from perennial.bench.house import OWNER, SELLER
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.registry import record_type
from tests.bench.conftest import quietly

pytestmark = pytest.mark.django_db
FEW = Sizes(people=3, companies=1, deals=3, activities=24, events=60)
MANY = Sizes(people=60, companies=1, deals=60, activities=480, events=1500)
TYPES = ("companies", "people", "leads", "deals", "tasks", "calls", "meetings", "notes")
PAGES = {
    "my day": "/", "my day of a team": "/?team", "calendar of a week": "/calendar/?view=week", "calendar of a month": "/calendar/?view=month",
    "calendar of a team": "/calendar/?view=team", "requests": "/requests/", "board": "/deals/board/", "months": "/deals/months/", "trash": "/trash/", "bell": "/notifications/",
    "search": "/search/?q=an", "palette": "/search/palette/?q=an", "pipelines": "/settings/pipelines/", "audit": "/settings/audit/",
    "colleagues": "/settings/people/", "webhooks": "/settings/webhooks/", "hand-over": "/settings/hand-over/",
}  # fmt: skip
CALLS = {
    "search": "search?q=an", "board": "deals/board", "board of requests": "leads/board",
    "report": "deals/report?group=stage,month(created_at)&sum=amount",
}  # fmt: skip


def operations():
    """Yield (name, way, address of it) of everything that is tried; an address may be asked for when records are there."""
    yield from (("page: " + name, "page", lambda path=path: path) for name, path in PAGES.items())
    yield from (("API: " + name, "api", lambda path=path: f"/api/v1/{path}") for name, path in CALLS.items())
    for code in TYPES:
        yield f"page: list of {code}", "page", lambda code=code: reverse(f"{code}:list")
        yield f"page: list of {code} with a search", "page", lambda code=code: reverse(f"{code}:list") + "?q=a"
        yield f"page: counts of {code}", "page", lambda code=code: reverse(f"{code}:counts")
        yield f"page: one of {code}", "page", lambda code=code: reverse(f"{code}:record", args=[one_of(code)])
        yield f"page: form of {code}", "page", lambda code=code: reverse(f"{code}:edit", args=[one_of(code)])
        yield f"page: history of {code}", "page", lambda code=code: reverse(f"{code}:history", args=[one_of(code)])
        yield f"API: list of {code}", "api", lambda code=code: f"/api/v1/{code}?count=1"
        yield f"API: one of {code}", "api", lambda code=code: f"/api/v1/{code}/{one_of(code)}"
        yield f"API: timeline of {code}", "api", lambda code=code: f"/api/v1/{code}/{one_of(code)}/timeline"
        yield f"API: history of {code}", "api", lambda code=code: f"/api/v1/{code}/{one_of(code)}/history"


NAMES = [name for name, _way, _address in operations()]


@pytest.fixture(scope="module")
def asked(django_db_setup, django_db_blocker):
    """Return {(who, operation): [statements with few records, statements with many]}."""
    found = {}
    with django_db_blocker.unblock():
        for sizes in (FEW, MANY):
            with transaction.atomic():
                company.fill(sizes, 3, quietly)
                add_requests(sizes.people)
                give_everything_to_the_seller()
                for who, email in (("owner", OWNER), ("seller", SELLER)):
                    for name, statements in statements_of(email):
                        found.setdefault((who, name), []).append(statements)
                transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("who", ["owner", "seller"])
@pytest.mark.parametrize("name", NAMES)
def test_more_records_do_not_mean_more_questions(asked, who, name):
    few, many = asked[who, name]
    # Once for each type or stage is no growth: there are no more of these when there are more records.
    grown = {statement: (few[statement], count) for statement, count in many.items() if count > max(few[statement], len(TYPES))}
    print(f"{sum(few.values())} statements with few records, {sum(many.values())} with many")
    assert not grown, "\n".join(f"{before} → {after}: {statement}" for statement, (before, after) in grown.items())


def statements_of(email):
    """Yield (operation, Counter of its statements), each asked twice so that nothing is asked only because it is the first."""
    user = User.objects.get(email=email)
    clients = {"page": Client(), "api": Client(HTTP_AUTHORIZATION=f"Bearer {Token.make(user, 'test')[1]}")}
    clients["page"].force_login(user, "perennial.accounts.backend.Backend")
    for name, way, address in operations():
        path = address()
        assert clients[way].get(path).status_code in (200, 403), path
        statements = Counter()

        def note(execute, sql, params, many, context, statements=statements):
            statements[shape(sql)] += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            clients[way].get(path)
        yield name, statements


def shape(sql):
    """Return a statement without its values, so that lists of any length are one."""
    return re.sub(r"\((?:N|%s)(?:, ?(?:N|%s))*\)", "(…)", re.sub(r"\b\d+\b", "N", sql))


def one_of(code):
    """Return the id of the record on which most hangs."""
    return record_type(code).all().order_by("pk").values_list("pk", flat=True).first()


def add_requests(count):
    """Make requests, which the large company does not have."""
    by = actor_for(User.objects.get(email=OWNER))
    for place in range(count):
        raw = {"title": f"Anna asks {place}", "text": "a chair", "emails": f"anna{place}@new.example", "owner": by.user_id}
        verbs.create(record_type("leads"), raw, by=by, context=context_for(by))


def give_everything_to_the_seller():
    """Make one salesperson answer for most, with tags on all: nothing is left out because there is none of it."""
    seller = User.objects.get(email=SELLER)
    for code in TYPES:
        record_type(code).model._base_manager.update(owner=seller)
