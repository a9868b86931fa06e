"""Answers with pages. A page and its fragment are one address and one template block."""

import json

from django.conf import settings
from django.contrib.messages import get_messages
from django.core import signing
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import get_template
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from markupsafe import Markup

from perennial.ui import shell

_TOAST = "toast"
_TOAST_SECONDS = 60
_CSRF = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')


def render(request, template, context=None, block=None, status=200):
    """Answer with a page, or with the block that htmx asked for by the id of its target.

    `block` forces one block ("person_list"); an id with dashes names the block with underscores.
    """
    page = get_template(template, using="jinja2").template
    values = _values(request, context or {})
    waiting = _waiting_toast(request)
    part = _part(page, block or _asked_block(request), values)
    if part is None:
        values["toasts"] = [*([waiting] if waiting else []), *_messages(request)]
    html = page.render(values) if part is None else part
    response = HttpResponse(html, status=status)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if waiting:
        response.delete_cookie(_TOAST)
        if part is not None:
            toast(response, waiting["message"], waiting["undo"])
    return response


def refused(request, template, context=None, block=None):
    """Answer 422 with the form again: what was typed is kept, reasons stand beside the fields."""
    return render(request, template, context, block=block, status=422)


def toast(response, message, undo_url=None):
    """Tell what was done, with an address that takes it back; survives one redirect."""
    note = {"message": str(message), "undo": undo_url or ""}
    leaves = response.status_code in (301, 302, 303) or any(
        name in response for name in ("HX-Redirect", "HX-Location", "HX-Refresh")
    )
    if leaves:
        response.set_cookie(
            _TOAST, signing.dumps(note, salt=_TOAST), max_age=_TOAST_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    else:
        trigger(response, _TOAST, note)
    return response


def trigger(response, name, detail=None):
    """Fire an event in the browser beside the ones the answer fires already."""
    events = json.loads(response.get("HX-Trigger", "{}"))
    response["HX-Trigger"] = json.dumps({**events, name: detail})
    return response


def moved(request, address):
    """Send the browser to another page, in the way that suits a form and htmx alike."""
    if not getattr(request, "htmx", False):
        return HttpResponse(status=302, headers={"Location": address})
    return HttpResponse(status=200, headers={"HX-Redirect": address})


def _values(request, context):
    return {
        "request": request,
        "csrf_input": SimpleLazyObject(lambda: _CSRF.format(_token(request))),
        "csrf_token": SimpleLazyObject(lambda: _token(request)),
        "shell": SimpleLazyObject(lambda: shell.of(request)),
        "toasts": [],
        **context,
    }


def _token(request):
    """Return the token of a request's forms, masked once for all of them."""
    if not hasattr(request, "_form_token"):
        request._form_token = get_token(request)
    return request._form_token


def _asked_block(request):
    htmx = getattr(request, "htmx", None)
    if not htmx or htmx.boosted or htmx.history_restore_request or not htmx.target:
        return None
    return htmx.target.replace("-", "_")


def _part(template, name, values):
    """Render one block with the imports and macros of the page above it; None when it has no such block."""
    if not name:
        return None
    context = template.new_context(values)
    # The first step of the page runs its imports and collects the blocks of all its layouts.
    page = template.root_render_func(context)
    next(page, None)
    blocks = context.blocks.get(name) or [template.blocks.get(name)]
    html = template.environment.concat(blocks[0](context)) if blocks[0] else None
    page.close()
    return html


def _leaves(response):
    headers = ("HX-Redirect", "HX-Location", "HX-Refresh")
    return response.status_code in (301, 302, 303) or any(name in response for name in headers)


def _waiting_toast(request):
    try:
        return signing.loads(request.COOKIES[_TOAST], salt=_TOAST, max_age=_TOAST_SECONDS)
    except (KeyError, signing.BadSignature):
        return None


def _messages(request):
    if not hasattr(request, "_messages"):
        return []
    return [{"message": str(note), "undo": ""} for note in get_messages(request)]
