"""The description of the API (OpenAPI 3.1), made from the record types, so that it cannot drift from them."""

from django.utils.translation import override

from perennial import __version__
from perennial.api import answers
from perennial.api.door import api
from perennial.api.openapi_paths import paths
from perennial.api.openapi_schemas import schemas
from perennial.records.registry import REGISTRY


@api("GET")
def document(call):
    """Answer the description of every operation, custom fields included."""
    return answers.answer(describe())


def describe():
    """Return the OpenAPI document as data."""
    with override("en"):
        types = sorted(REGISTRY.values(), key=lambda type: type.place)
        return {
            "openapi": "3.1.0",
            "info": {"title": "Perennial", "version": __version__, "license": {"name": "MIT", "identifier": "MIT"}},
            "servers": [{"url": "/"}],
            "security": [{"token": []}, {"session": []}],
            "paths": paths(types),
            "components": {
                "schemas": schemas(types),
                "securitySchemes": {
                    "token": {"type": "http", "scheme": "bearer"},
                    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
                },
            },
        }
