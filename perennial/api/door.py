"""The door of every API view: who calls, in which form, and what becomes of refusals."""

import logging
import sys
from functools import wraps

import orjson
from django.contrib.auth.decorators import login_not_required
from django.http import UnreadablePostError
from django.middleware.csrf import CsrfViewMiddleware
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from perennial.accounts.keys import actor_by
from perennial.accounts.origin import client_ip
from perennial.accounts.policy import actor_for
from perennial.api import answers
from perennial.core.errors import Forbidden, Invalid, Missing, Refused, Stale
from perennial.records.context import context_for
from perennial.records.registry import REGISTRY
from perennial.ui import errors
from perennial.ui.errors import TOO_MUCH, WAIT, is_away

log = logging.getLogger("perennial.api")
LARGEST_BODY = 10_000_000  # bytes


def api(*methods):
    """Make a function `view(call, …)` an API view for these methods.

    `call` is a Call; the view returns a response. Refusals, missing records and old
    versions become problem documents; nothing that a client sends causes a 500.
    """

    def decorate(view):
        @csrf_exempt
        @login_not_required
        @wraps(view)
        def respond(request, *args, **kwargs):
            if request.method not in methods:
                response = answers.problem(405, _("This address does not know that method."))
                response["Allow"] = ", ".join(methods)
                return response
            try:
                actor, failure = _caller(request)
                if failure:
                    return failure
                with translation.override(_language(request, actor)):
                    return _answered(view, Call(request, actor), args, kwargs)
            except UnreadablePostError:
                return answers.problem(408, _("Your request did not arrive in time. Send it again."))
            except TOO_MUCH:
                return answers.problem(413, _("This is too large to be taken at once."))
            except Exception as problem:
                log.exception("%s %s", request.method, request.path)
                return _broken(problem)

        respond.methods = methods
        return respond

    return decorate


def server_error(request):
    """Serve as handler500: what breaks on the way to an API view is told to programs as they read it."""
    if request.path.startswith("/api/"):
        return _broken(sys.exc_info()[1])
    return errors.server_error(request)


def _broken(problem):
    if is_away(problem):
        response = answers.problem(503, _("The data cannot be reached or changed for the moment. Ask again in a while."))
        response["Retry-After"] = WAIT
        return response
    return answers.problem(500, _("Something broke here. It is written down for the administrator."))


@api("GET", "POST", "PATCH", "PUT", "DELETE")
def nowhere(call, rest):
    """Answer 404 for an address that the API does not have."""
    return answers.missing()


class Call:
    """One call: the request, who makes it, the context for values, the body as data."""

    def __init__(self, request, actor):
        self.request, self.actor, self.query = request, actor, request.GET
        self.context = context_for(actor)

    @property
    def body(self):
        """The JSON object that was sent. Raises Refused."""
        data = self.data
        if not isinstance(data, dict):
            raise Refused({"": _("Send a JSON object.")})
        return data

    @property
    def data(self):
        """The JSON that was sent, of any shape ({} for nothing). Raises Refused."""
        raw = self.request.body
        if not raw:
            return {}
        if len(raw) > LARGEST_BODY:
            raise Refused({"": _("This is too large to be taken at once.")})
        try:
            return orjson.loads(raw)
        except (orjson.JSONDecodeError, RecursionError):
            raise Refused({"": _("This is not JSON.")}) from None

    def type(self, code):
        """Return the record type of a collection. Raises Missing."""
        if code not in REGISTRY:
            raise Missing(code)
        return REGISTRY[code]

    def number(self, name, default, most):
        """Return a whole number of the query string, at least 1 and at most `most`. Raises Refused."""
        raw = self.query.get(name)
        if raw in (None, ""):
            return default
        if not raw.isascii() or not raw.isdigit() or not 1 <= int(raw[:9]) <= most:
            raise Refused({f"/{name}": _("Give a whole number from 1 to %(most)s.") % {"most": most}})
        return int(raw)

    def json(self, name):
        """Return the JSON in a parameter of the query string (None when absent). Raises Refused."""
        raw = self.query.get(name)
        if not raw:
            return None
        try:
            return orjson.loads(raw)
        except (orjson.JSONDecodeError, RecursionError):
            raise Refused({f"/{name}": _("This is not JSON.")}) from None


def _answered(view, call, args, kwargs):
    try:
        return view(call, *args, **kwargs)
    except Missing:
        return answers.missing()
    except Forbidden:
        return answers.problem(403, _("You may not do this."))
    except Refused as refusal:
        return answers.refused(refusal.errors)
    except Invalid as invalid:
        return answers.refused({"": invalid.message})
    except Stale as stale:
        changes = {name: {"before": before, "after": after} for name, (before, after) in stale.changes.items()}
        return answers.problem(
            412, _("Somebody changed this record in the meantime."), version=stale.current.version, changes=changes
        )


def _caller(request):
    """Return (actor, None), or (None, the answer that refuses)."""
    header = request.headers.get("Authorization", "")
    ip = client_ip(request)
    if header:
        scheme, _space, key = header.partition(" ")
        actor = actor_by(key.strip(), ip) if scheme.lower() == "bearer" else None
        return actor, None if actor else answers.problem(401, _("This token is not known here."))
    if not request.user.is_authenticated:
        return None, answers.problem(401, _("Send a token: “Authorization: Bearer …”."))
    if CsrfViewMiddleware(lambda request: None).process_view(request, None, (), {}):
        return None, answers.problem(403, _("Send the CSRF token of your session, or use an API token."))
    return actor_for(request.user, via="api", ip=ip), None


def _language(request, actor):
    asked = request.headers.get("Accept-Language")
    return translation.get_language_from_request(request) if asked else actor.user.language
