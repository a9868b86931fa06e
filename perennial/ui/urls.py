"""Addresses of the ui room: the choice of language, and the page of parts in development."""

from django.conf import settings
from django.urls import path

from perennial.ui import language, offline, specimen

app_name = "ui"
urlpatterns = [
    path("ui/language/", language.choose, name="language"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("worker.js", offline.worker, name="worker"),
    path("offline/", offline.page, name="offline"),
]
if settings.DEBUG:
    urlpatterns.append(path("ui/specimen/", specimen.page, name="specimen"))
