"""Every address and every API operation that there is, read from the URL resolver and the OpenAPI document."""

from dataclasses import dataclass

from django.urls import get_resolver
from django.urls.resolvers import URLPattern

from perennial.api.openapi import describe
from perennial.records.registry import REGISTRY

METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Page:
    """One address of the resolver: `name` as `reverse` takes it, `params` the names that it needs."""

    name: str
    route: str
    params: tuple
    code: str = ""  # the record type whose mounted page it is

    @property
    def key(self):
        """The name without the type: what the demands of all types are kept under."""
        return self.name.split(":", 1)[1] if self.code else self.name


@dataclass(frozen=True)
class Operation:
    """One operation of the OpenAPI document."""

    method: str
    path: str
    code: str = ""  # the collection

    @property
    def key(self):
        """The path behind the collection, with its method: what the demands are kept under."""
        rest = self.path.removeprefix(f"/api/v1/{self.code}") if self.code else self.path
        return f"{self.method.upper()} {rest or '/'}"


def pages():
    """Return all Pages, the API's own routes left out: those are walked as operations."""
    return [page for page in _walk(get_resolver(), "", ()) if not page.route.startswith("api/v1/")]


def operations():
    """Return all Operations."""
    found = []
    for path, methods in describe()["paths"].items():
        code = path.split("/")[3]
        found += [Operation(method, path, code if code in REGISTRY else "") for method in methods if method in METHODS]
    return found


def _walk(resolver, route, spaces):
    for one in resolver.url_patterns:
        whole = route + str(one.pattern)
        if isinstance(one, URLPattern):
            name = ":".join([*spaces, one.name or whole])
            code = spaces[0] if spaces and spaces[0] in REGISTRY else ""
            yield Page(name, whole, tuple(one.pattern.converters or one.pattern.regex.groupindex), code)
        else:
            yield from _walk(one, whole, (*spaces, one.namespace) if one.namespace else spaces)
