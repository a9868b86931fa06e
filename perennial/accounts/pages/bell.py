"""The bell: what one was told, newest first."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from perennial.accounts import notifications
from perennial.accounts.contributes import address
from perennial.accounts.kinds import words
from perennial.accounts.models import Notification
from perennial.ui import pages

SHOWN = 50


def index(request):
    """Show the newest lines; as a menu when the bell asks."""
    before = request.GET.get("before", "")
    rows = Notification.objects.filter(user=request.user).order_by("-id")
    if before.isdecimal():
        rows = rows.filter(pk__lt=int(before[:18]))
    rows = list(rows[: SHOWN + 1])
    values = {
        "lines": [(row, words(row)) for row in rows[:SHOWN]],
        "more": rows[SHOWN - 1].pk if len(rows) > SHOWN else None,
    }
    return pages.render(request, "accounts/notifications.html", values)


@require_POST
def read_all(request):
    """Mark everything as read."""
    notifications.read(request.user)
    response = pages.moved(request, reverse("notifications"))
    return pages.toast(response, _("Everything is read."))


def follow(request, pk):
    """Mark a line as read and go to what it speaks of."""
    line = get_object_or_404(Notification, pk=pk, user=request.user)
    notifications.read(request.user, [pk])
    href = line.data.get("href", "")
    inside = href if href.startswith("/") and not href.startswith("//") else ""
    return redirect(inside or (line.record_id and address(line.type, line.record_id)) or reverse("notifications"))
