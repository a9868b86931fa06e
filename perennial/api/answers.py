"""Answers of the API: JSON by orjson, problems by RFC 9457 in the caller's language."""

import orjson
from django.http import HttpResponse
from django.utils.translation import gettext as _


def answer(data, status=200, **headers):
    """Answer with JSON; keyword arguments become headers (underscores as dashes)."""
    response = HttpResponse(orjson.dumps(data, default=str), status=status, content_type="application/json")
    for name, value in headers.items():
        response[name.replace("_", "-")] = value
    return response


def problem(status, title, errors=None, **more):
    """Answer with a problem document; `errors` maps field codes or pointers to messages."""
    found = [{"pointer": _pointer(code), "message": str(message)} for code, message in (errors or {}).items()]
    body = {"type": "about:blank", "status": status, "title": str(title), "errors": found, **more}
    return HttpResponse(
        orjson.dumps(body, default=str),
        status=status,
        content_type="application/problem+json",
        headers={"WWW-Authenticate": "Bearer"} if status == 401 else None,
    )


def refused(errors):
    """Answer 422 with what is wrong beside each field."""
    return problem(422, _("Some of this cannot be taken."), errors)


def missing():
    """Answer 404, the same for what is not there and for what the caller may not see."""
    return problem(404, _("There is no such record, or you may not see it."))


def _pointer(code):
    return code if code.startswith("/") else f"/{code.replace('custom.', 'custom/')}" if code else ""
