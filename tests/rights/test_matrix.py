# ruff: noqa: F811  fixtures of a file of tests are imported into it
"""Every address and every API operation, by every ready role, about everybody's records: answered as the policy says.

The pages that all record types share are tried with every role and everybody's records, a third of
these for each type; PERENNIAL_TEST_WHOLE=1 tries all of them for each.
"""

import os

import pytest

from perennial.api.openapi import describe
from perennial.records.registry import REGISTRY
from tests.rights import addresses, calls, demands, expected
from tests.rights.expected import MISSING, NO, OK, SIGN_IN, SIGNED_OUT, WHOSE
from tests.rights.lasting import db, world  # noqa: F401

ROLES = [*expected.ROLES, SIGNED_OUT]
PAGES = addresses.pages()
PARTS = 1 if os.environ.get("PERENNIAL_TEST_WHOLE") else 3


def test_every_address_has_its_row():
    unspoken = []
    for page in PAGES:
        try:
            demands.of_page(page)
        except KeyError:
            unspoken.append(page.name)
    assert not unspoken


def test_no_row_speaks_of_an_address_that_is_no_more():
    names = {page.name for page in PAGES} | {page.key for page in PAGES if page.code}
    assert not [name for name in (*demands.SITE, *demands.OF_TYPE) if name not in names]


@pytest.mark.parametrize("code", [*REGISTRY, ""])
def test_pages_answer_as_the_policy_says(world, code):
    wrong = []
    for page in (page for page in PAGES if page.code == code):
        for method, demand in demands.of_page(page).items():
            for role, whose in _cells(demand):
                if not code or _chosen(code, page, method, role, whose):
                    wrong += _tried(world, page, method, demand, role, whose)
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong)


@pytest.mark.parametrize("code", [*REGISTRY, ""])
def test_other_methods_show_no_more_and_write_nothing(world, code):
    wrong = []
    for page in (page for page in PAGES if page.code == code):
        known = demands.of_page(page)
        demand = known.get("get") or known.get("post")
        for method in [method for method in ("put", "patch", "delete") if demand and method not in known]:
            for role, whose in [cell for cell in _cells(demand) if cell[0] in ("owner", "salesperson", SIGNED_OUT)]:
                if _chosen(code, page, method, role, whose) if code else whose in WHOSE[::2]:
                    wrong += _tried_in_vain(world, page, method, demand, role, whose)
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong)


@pytest.mark.parametrize("code", [*REGISTRY, ""])
def test_the_api_answers_as_the_policy_says(world, code):
    wrong = []
    for operation in (one for one in addresses.operations() if one.code == code):
        demand = demands.of_operation(operation)
        for role, whose in _cells(demand):
            if code and not _chosen(code, operation, operation.method, role, whose):
                continue
            wanted = expected.answer(demand, role, code, whose)
            wrong += _called(world, operation, demand, role, whose, wanted)
        if operation.method != "get" and operation.code:
            # A key that may only read writes nothing, whatever its holder may do.
            wanted = {OK: NO}.get(answer := expected.answer(demand, "owner", code), answer)
            wrong += _called(world, operation, demand, "owner", "own", OK if demand == demands.SIGNED_IN else wanted, "reader")
    assert not wrong, f"{len(wrong)} wrong\n" + "\n".join(wrong)


def test_every_operation_has_its_row(world):
    unspoken = []
    for operation in addresses.operations():
        try:
            demands.of_operation(operation)
        except KeyError:
            unspoken.append(operation.key)
    assert not unspoken
    assert describe()["paths"]


def _cells(demand):
    about_records = (demand.action and not demand.collection) or demand.personal
    return [(role, whose) for role in ROLES for whose in (WHOSE if about_records else WHOSE[:1])]


def _chosen(code, page, method, role, whose):
    """Tell whether a cell's turn is with this type: over the types, each has several."""
    turns = (list(REGISTRY).index(code), ROLES.index(role), WHOSE.index(whose), len(page.key), len(method))
    return sum(turns) % PARTS == 0


def _tried(world, page, method, demand, role, whose):
    wanted = expected.answer(demand, role, demands.type_of(page), whose)
    client = world.client(role)
    with calls.undone():
        at, kept = calls.address(world, page, role, whose), client.cookies.copy()
        response = getattr(client, method)(at, calls.body(page, method, world, role))
        client.cookies = kept
        return _judged(world, f"{method} {page.name} {role}, {whose}", demand, wanted, response)


def _tried_in_vain(world, page, method, demand, role, whose):
    """Call a page by a method that it does not know: nothing more is shown than to who looks at it, nothing is written."""
    wanted = expected.answer(demand, role, demands.type_of(page), whose)
    client = world.client(role)
    with calls.undone():
        at, kept = calls.address(world, page, role, whose), client.cookies.copy()
        response = getattr(client, method)(at)
        client.cookies = kept
        got = calls.meaning(response)
        wrote = calls.wrote(world) and not page.key.startswith("export")  # files of lists are told of, however asked for
        more = got not in ("405", SIGN_IN, MISSING, NO, wanted) and not (demand.public and got == OK)
        return [f"{method} {page.name} {role}, {whose}: {wanted}, was {got}"] if more or wrote else []


def _called(world, operation, demand, role, whose, wanted, key="token"):
    path = operation.path.replace("{pk}", str(world.record(role, operation.code, whose)) if operation.code else "")
    secret = world.things[key, role][1] if role != SIGNED_OUT else ""
    data = {"with": world.record(role, operation.code, "own", "other")} if operation.key == "POST /{pk}/merge" else {}
    with calls.undone():
        if operation.key == "POST /{pk}/unmerge":
            calls.SECOND["merge"](world, role, whose, operation.code)
        response = calls.api(world.client(SIGNED_OUT), operation.method, path, secret, data)
        return _judged(world, f"{operation.key} {operation.code} {role}, {whose}, {key}", demand, wanted, response)


def _judged(world, what, demand, wanted, response):
    got = calls.meaning(response)
    if wanted == OK and (got == OK or (demand.loose and got == MISSING) or (demand.public and got == SIGN_IN)):
        return []
    if got == wanted and not calls.wrote(world):
        return []
    return [f"{what}: {wanted}, was {got} ({response.status_code})"]
