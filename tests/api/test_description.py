"""The description of the API names exactly what the addresses answer."""

from django.test import Client
from django.urls import get_resolver

from perennial.api.openapi import describe
from perennial.records.registry import REGISTRY

NOWHERE = "api-nowhere"  # what is no address of the API


def routed():
    """Return {(METHOD, path)} of everything that the resolver leads to, for every collection that has it."""
    found = set()
    for route, pattern in _leading(get_resolver().url_patterns):
        if route.startswith("api/v1/") and pattern.name != NOWHERE:
            path = "/" + route.replace("<int:pk>", "{pk}")
            found |= {(method, each) for each in _each(path, pattern.name) for method in pattern.callback.methods}
    return found


def _leading(patterns, before=""):
    """Yield (route, pattern) of every address, those of included patterns with what stands before them."""
    for one in patterns:
        route = before + str(one.pattern)
        yield from _leading(one.url_patterns, route) if hasattr(one, "url_patterns") else [(route, one)]


def _each(path, name):
    if "<slug:code>" not in path:
        return [path]
    types = [type for type in REGISTRY.values() if name != "api-board" or type.board_by]
    return [
        path.replace("<slug:code>", type.code).replace("<slug:name>", verb)
        for type in types
        for verb in ([one.code for one in type.verbs.values() if one.run] if "<slug:name>" in path else [""])
    ]


def described():
    return {(method.upper(), path) for path, methods in describe()["paths"].items() for method in methods}


def test_every_operation_that_is_answered_is_described_and_no_other(db):
    assert ("POST", "/api/v1/people/{pk}/files") in routed() and len(routed()) > 100
    assert described() == routed()


def test_an_address_refuses_the_methods_that_it_does_not_describe(db):
    client, known = Client(), described()
    for path in {path for _method, path in known}:
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if (method, path) not in known:
                assert client.generic(method, path.replace("{pk}", "1")).status_code == 405, (method, path)


def test_a_file_is_described_as_it_is_sent(db):
    sent = describe()["paths"]["/api/v1/people/{pk}/files"]["post"]
    assert sent["requestBody"]["content"]["multipart/form-data"]["schema"]["required"] == ["file"]
    assert "201" in sent["responses"]
