"""Pages for what went wrong: what happened and what to do next, in the reader's language."""

import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpResponse, UnreadablePostError
from django.template.backends.utils import csrf_input_lazy, csrf_token_lazy
from django.template.loader import get_template
from django.utils.translation import gettext_lazy as _

from perennial.ui import pages
from perennial.ui.shell import Shell

# status: (title, what to do)
_SAID = {
    400: (_("This cannot be read"), _("The address or the form came in pieces. Go back and send it once more.")),
    403: (_("You may not do this"), _("Your role does not include it. An administrator can give you the right.")),
    404: (_("It is not here"), _("It was moved, put into the trash, or you may not see it.")),
    408: (_("It did not arrive in time"), _("The connection was too slow or broke off. Go back and send it once more.")),
    413: (_("This is too much at once"), _("Go back and send less: smaller files, or fewer rows at a time.")),
    419: (_("The page was open too long"), _("For safety it has to be opened anew. Go back: what you typed is kept.")),
    422: (_("Something has to be mended first"), _("Go back, see the notes beside the fields, and send it again.")),
    429: (_("Too many tries"), _("Wait a few minutes, then go on.")),
    500: (_("Something broke here"), _("It is not what you typed. The mistake is noted; try again in a minute.")),
    503: (
        _("The data cannot be reached or changed for the moment"),
        _("Wait a minute, go back and send it once more: what you typed is kept. If it stays so, tell an administrator."),
    ),
}
# Where going back brings back what was typed.
_AGAIN = {400, 408, 413, 419, 422, 429, 500, 503}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
WAIT = "30"  # seconds after which a program may ask again


def answer(request, status, words=""):
    """Answer with the page for `status`; `words` replaces what is usually advised."""
    title, advice = _SAID.get(status, _SAID[400])
    if request.headers.get("HX-Request"):
        said = {"message": f"{title}. {words or advice}", "late": True}
        return pages.trigger(HttpResponse(status=status), "toast", said)
    values = {
        "request": request,
        "csrf_input": csrf_input_lazy(request),
        "csrf_token": csrf_token_lazy(request),
        # The frame is asked of no room: a page about a failure must not fail.
        "shell": Shell(),
        "toasts": [],
        "status": status,
        "title": title,
        "words": words or advice,
        "again": status in _AGAIN,
    }
    html = get_template("ui/error.html", using="jinja2").template.render(values)
    return HttpResponse(html, status=status, reason="Page Expired" if status == 419 else None)


def bad_request(request, exception=None):
    """Serve as handler400; what is too large or has too many parts is told of as that."""
    return answer(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request, exception=None):
    """Serve as handler403; the words of the refusal are shown when it has some."""
    return answer(request, 403, str(exception) if exception and exception.args else "")


def not_found(request, exception=None):
    """Serve as handler404."""
    return answer(request, 404)


def server_error(request):
    """Serve as handler500; a database that is away, full or read-only is told of as what it is."""
    problem = sys.exc_info()[1]
    if not is_away(problem):
        return answer(request, 408 if isinstance(problem, UnreadablePostError) else 500)
    response = answer(request, 503)
    response["Retry-After"] = WAIT
    return response


def is_away(problem):
    """Tell whether an exception means that the database cannot be reached or takes no changes."""
    if isinstance(problem, InternalError):  # PostgreSQL that is read-only
        return getattr(problem.__cause__, "sqlstate", "") == "25006"
    return isinstance(problem, OperationalError | InterfaceError)


def csrf_failure(request, reason=""):
    """Serve as CSRF_FAILURE_VIEW: the page was open too long."""
    return answer(request, 419)
