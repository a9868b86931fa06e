# ruff: noqa: F811  fixtures of a file of tests are imported into it
"""Whatever is asked of a list, it answers or says what is wrong; page, file and API agree on the records."""

import json
import math

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from perennial.accounts.models import Role, Token, User
from perennial.core.actor import SYSTEM
from perennial.records import verbs
from perennial.records.context import context_for
from perennial.records.fields.field import OPERATORS
from perennial.records.registry import REGISTRY
from perennial.sales.models import Pipeline, Stage
from tests.input.examples import odd_values, tried
from tests.rights.lasting import db  # noqa: F401

TYPES = ("people", "companies", "deals", "leads", "tasks")


class Company:
    """Records of each type, whose names are unlike anything else on a page."""

    def __init__(self):
        role = Role.objects.get(code="owner")
        self.user = User.objects.create_user("owner@example.com", name="Owner", role=role)
        self.key = Token.make(self.user, "program")[1]
        stage = Stage.objects.create(pipeline=Pipeline.objects.create(name="Kitchens"), name="First")
        self.names = {code: {} for code in TYPES}
        for place in range(4):
            linia = self.make("companies", place, name="{}", employees=place * 10, website="https://linia.example", phones="067 224 19 63")
            anna = self.make("people", place, last_name="{}", company=linia.pk, birthday=f"1990-0{place + 1}-11", emails=f"a{place}@linia.example")
            more = {"person": anna.pk, "company": linia.pk, "amount": str(place * 100), "stage": stage.pk, "tags": ["fair"]}
            self.make("deals", place, title="{}", **(more if place else {}))
            self.make("leads", place, title="{}", text="Wants oak", channel="form")
            self.make("tasks", place, title="{}", starts_at=f"2026-11-2{place}T09:00:00Z", priority="high")
        self.page = Client()
        self.page.force_login(self.user)
        self.api = Client(headers={"Authorization": f"Bearer {self.key}"})

    def make(self, code, place, **raw):
        name = f"Zq{code}{place}x"
        raw = {field: value.format(name) if isinstance(value, str) else value for field, value in raw.items()}
        made = verbs.create(REGISTRY[code], raw | {"owner": self.user.pk}, by=SYSTEM, context=context_for(SYSTEM))
        self.names[code][name] = made.pk
        return made


@pytest.fixture(scope="module")
def company(db):
    return Company()


def trees(code):
    type = REGISTRY[code]
    fields = [field.code for field in type.fields]
    over = [f"{field.code}.{part}" for field in type.fields if field.kind == "link" for part in ("name", "owner", "created_at")]
    leaf = st.fixed_dictionaries(
        {"field": st.sampled_from([*fields, *over, "nothing", "custom.x", "owner.email", ""]), "op": st.sampled_from([*OPERATORS, "like"])},
        optional={"value": odd_values},
    )
    return st.recursive(leaf, lambda inner: st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}) | st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}), max_leaves=5)


@pytest.mark.parametrize("code", TYPES)
def test_any_filter_is_answered_alike_or_refused_alike(company, code):
    @tried(35)
    @given(trees(code))
    def ask(tree):
        asked = json.dumps(_sendable(tree))
        answer = company.api.get(f"/api/v1/{code}", {"filter": asked, "limit": 200, "count": "true"})
        page = company.page.get(f"/{code}/", {"filter": asked})
        file = company.page.get(f"/{code}/export/", {"filter": asked, "format": "json"})
        assert page.status_code == 200
        assert (answer.status_code, file.status_code) in ((200, 200), (422, 422)), answer.content
        shown = _named(company, code, page.content.decode())
        if answer.status_code == 422:
            assert not shown and answer.json()["errors"][0]["message"]
            return
        ids = {item["id"] for item in answer.json()["items"]}
        assert ids == shown == _named(company, code, b"".join(file.streaming_content).decode())
        assert answer.json()["total"] == len(ids)

    ask()


@pytest.mark.parametrize("code", TYPES)
def test_any_order_page_group_and_column_is_answered_or_refused(company, code):
    fields = [field.code for field in REGISTRY[code].fields] + ["nothing", "²", "\0", "-", "--name", "month(created_at)", "week(owner)", "x(y)"]
    listed = st.lists(st.sampled_from(fields).flatmap(lambda word: st.sampled_from([word, f"-{word}"])), max_size=3).map(",".join)
    marks = st.one_of(st.text(max_size=20), st.sampled_from(["", "W10", "²", "e30", "bnVsbA", "WzEsMl0"]))

    @tried(35)
    @given(listed, listed, marks, st.text(max_size=8), odd_values.map(str))
    def ask(sort, columns, cursor, text, limit):
        for query in ({"sort": sort, "fields": columns, "q": text}, {"cursor": cursor}, {"limit": limit, "sort": sort}):
            assert company.api.get(f"/api/v1/{code}", query).status_code in (200, 422), query
        assert company.api.get(f"/api/v1/{code}/report", {"group": columns, "sum": sort.lstrip("-")}).status_code in (200, 422)
        for query in ({"sort": sort, "columns": columns, "q": text}, {"after": cursor, "from": limit}):
            assert company.page.get(f"/{code}/", query).status_code == 200, query

    ask()


@tried(8)
@example("²")
@example("\0")
@given(odd_values.map(str))
def test_odd_numbers_in_addresses_and_forms_break_no_page(company, word):
    for address in ("/notifications/", "/people/counts/", "/trash/", "/calendar/", "/duplicates/people/", "/settings/audit/", "/people/new/", "/search/"):
        query = dict.fromkeys(("before", "view", "who", "team", "on", "q", "person", "record", "day", "type", "company", "only"), word)
        assert company.page.get(address, query).status_code < 500, (address, word)
    deal, person = (next(iter(company.names[code].values())) for code in ("deals", "people"))
    for address in (f"/people/cell/{person}/last_name/", f"/people/{person}/edit/", f"/deals/{deal}/stage/", f"/people/{person}/merge/"):
        data = dict.fromkeys(("version", "stage", "before", "other", "v.last_name", "last_name", "owner", "company"), word)
        assert company.page.post(address, data).status_code < 500, (address, word)


def _sendable(value):
    """JSON knows no endless numbers."""
    if isinstance(value, dict):
        return {key: _sendable(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_sendable(part) for part in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value


def _named(company, code, text):
    """Return the ids of the records whose names stand in a text."""
    return {pk for name, pk in company.names[code].items() if name in text}
