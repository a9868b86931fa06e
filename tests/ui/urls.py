"""Addresses for the tests of ui: the room's own, its page of parts, and pages that are refused or fail."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import include, path

from perennial.ui import errors, pages, specimen


@login_not_required
def saved(request):
    return pages.toast(HttpResponse(""), "Moved to Iryna", "/undo/7")


@login_not_required
def left(request):
    return pages.toast(HttpResponseRedirect("/ui/specimen/"), "Moved to Iryna", "/undo/7")


@login_not_required
def fails(request):
    raise RuntimeError("a mistake")


@login_not_required
def refuses(request):
    return errors.answer(request, int(request.GET["status"]))


urlpatterns = [
    path("", include("perennial.ui.urls")),
    path("ui/specimen/", specimen.page),
    path("saved/", saved),
    path("left/", left),
    path("fails/", fails),
    path("refuses/", refuses),
]
handler400 = "perennial.ui.errors.bad_request"
handler403 = "perennial.ui.errors.forbidden"
handler404 = "perennial.ui.errors.not_found"
handler500 = "perennial.ui.errors.server_error"
