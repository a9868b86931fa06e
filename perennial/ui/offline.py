"""Perennial as an app of the device: its manifest, its service worker, and the pages that open without a network.

A page that a view marks by `keep` stays on the device of whoever opened it, as it was, to be read only. Signing out
takes them all away; PERENNIAL_OFFLINE=false keeps none.
"""

import hashlib
import json

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from perennial.ui import assets, pages, shell

PAPER, LEAF = "#ffffff", "#1f5c46"
ICONS = {"ui/app-192.png": "192x192", "ui/app-512.png": "512x512"}
MARK = "Perennial-Keep"


def keep(response):
    """Let a page be read without a network by whoever opened it."""
    if settings.OFFLINE:
        response[MARK] = "read"
    return response


@login_not_required
@require_GET
def manifest(request):
    """Tell the browser how Perennial stands among the apps of a device (W3C Web Application Manifest)."""
    icons = [{"src": static(path), "sizes": size, "type": "image/png", "purpose": "any maskable"} for path, size in ICONS.items()]
    said = {
        "id": "/", "name": shell.of(request).company, "short_name": "Perennial", "start_url": "/", "scope": "/",
        "display": "standalone", "background_color": PAPER, "theme_color": LEAF, "icons": icons,
    }  # fmt: skip
    return JsonResponse(said, content_type="application/manifest+json")


@login_not_required
@never_cache
@require_GET
def worker(request):
    """Answer the service worker with the list of files that pages stand on; its address makes it the whole site's."""
    files = [*assets.everything(), *(static(path) for path in ICONS)] if settings.OFFLINE else []
    known = {
        "version": hashlib.sha256("".join(files).encode()).hexdigest()[:12], "files": files,
        "static": settings.STATIC_URL, "page": reverse("ui:offline"), "mark": MARK, "icon": static("ui/app-192.png"),
        "on": settings.OFFLINE, "push": settings.PUSH,
    }  # fmt: skip
    with open(finders.find("ui/worker.js"), encoding="utf-8") as code:
        script = f"const KNOWN = {json.dumps(known)};\n{code.read()}"
    return HttpResponse(script, content_type="text/javascript")


@login_not_required
@require_GET
def page(request):
    """Answer the page that stands for all that is not on this device."""
    return pages.render(request, "ui/offline.html")
