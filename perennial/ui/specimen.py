"""Every part in every state, on one page, for those who build pages."""

import re
from datetime import timedelta
from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.html import format_html

from perennial.ui import pages
from perennial.ui.shell import Item, Me, Shell

_ICONS = re.findall(r'symbol id="([^"]+)"', (Path(__file__).parent / "static/ui/icons.svg").read_text())
_WORDS = ["Oak", "Walnut", "Ash", "Beech", "Maple", "Pine", "Лак", "Шпон"]


@login_not_required
def page(request):
    """Show all parts; answers the searches of its own boxes too."""
    if "options" in request.GET:
        return JsonResponse(_options(request.GET.get("q", "")), safe=False)
    if "palette" in request.GET:
        return pages.render(request, "ui/specimen.html", _context(), block="palette_results")
    if "bell" in request.GET:
        return HttpResponse('<ul class="mini"><li><a href="#told">Iryna moved a deal to you</a></li></ul>')
    if "cell" in request.GET:
        return _cell(request)
    if "move" in request.GET and request.POST.get("stage") == "lost":
        return pages.render(request, "ui/specimen.html", _context(), block="why_lost", status=422)
    if request.method == "POST":
        return pages.toast(HttpResponse(status=204), "3 rows moved", "/ui/specimen/?undone")
    return pages.render(request, "ui/specimen.html", _context())


def _cell(request):
    city = request.POST.get("city", "Kyiv")
    if request.method == "POST" and city.strip():
        return HttpResponse(format_html('<button type="button" class="cell">{}</button>', city))
    refusal = {"city": city, "error": "A city, please." if request.method == "POST" else ""}
    return pages.render(
        request, "ui/specimen.html", {**_context(), **refusal}, block="cell", status=422 if refusal["error"] else 200
    )


def _options(query):
    found = [word for word in _WORDS if query.lower() in word.lower()]
    return [{"value": word.lower(), "label": word, "sub": f"{len(word)} letters"} for word in found]


def _context():
    now = timezone.now()
    nav = [
        Item("#day", "My day", "sun", "9", key="d", bar=True),
        Item("#board", "Board", "board", key="l", bar=True),
        Item("#list", "List", "people", key="p", bar=True),
        Item("#tasks", "Tasks", "task", "2 late", alert=True),
    ]
    return {
        "shell": Shell(
            company="Perennial",
            nav=nav,
            pinned=[Item("#pinned", "Silent over 30 days", "star", "28")],
            end=[Item("#settings", "Settings", "gear", current=True)],
            new=[Item("#new", "Task", "task", key="n")],
            me=Me("Olena Kovalchuk", "#me"),
            unread=3,
            bell_href="/ui/specimen/?bell",
            search_href="/ui/specimen/?palette",
        ),
        "now": now,
        "days": [now - timedelta(days=40), now - timedelta(days=1), now, now + timedelta(days=4)],
        "people": ["Olena Kovalchuk", "Andrii Melnyk", "Iryna Shevchuk", "Taras Bondarenko"],
        "icons": _ICONS,
        "rows": [
            {"address": "olena@example.org", "kind": "work", "primary": True},
            {"address": "olena@", "kind": "home", "error": "The part after @ is missing."},
        ],
    }
