"""Pages for what went wrong: what happened and what to do next, in the reader's language."""

from django.http import HttpResponse
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
    419: (_("The page was open too long"), _("For safety it has to be opened anew. Go back: what you typed is kept.")),
    422: (_("Something has to be mended first"), _("Go back, see the notes beside the fields, and send it again.")),
    429: (_("Too many tries"), _("Wait a few minutes, then go on.")),
    500: (_("Something broke here"), _("It is not what you typed. The mistake is noted; try again in a minute.")),
}
# Where going back brings back what was typed.
_AGAIN = {400, 419, 422, 429, 500}


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
    """Serve as handler400."""
    return answer(request, 400)


def forbidden(request, exception=None):
    """Serve as handler403; the words of the refusal are shown when it has some."""
    return answer(request, 403, str(exception) if exception and exception.args else "")


def not_found(request, exception=None):
    """Serve as handler404."""
    return answer(request, 404)


def server_error(request):
    """Serve as handler500."""
    return answer(request, 500)


def csrf_failure(request, reason=""):
    """Serve as CSRF_FAILURE_VIEW: the page was open too long."""
    return answer(request, 419)
