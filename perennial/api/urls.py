"""Addresses of the API."""

from django.urls import include, path, re_path

from perennial.api import collections, door, history, many, openapi, pages, search

SETTINGS = [
    path("", pages.index, name="webhooks"),
    path("<int:pk>/remove/", pages.remove, name="webhook_remove"),
    path("sent/<int:pk>/again/", pages.resend, name="webhook_resend"),
]
V1 = [
    path("openapi.json", openapi.document, name="api-openapi"),
    path("search", search.search, name="api-search"),
    path("batch", many.batch, name="api-batch"),
    path("<slug:code>", collections.collection, name="api-collection"),
    path("<slug:code>/report", collections.groups, name="api-report"),
    path("<slug:code>/board", many.columns, name="api-board"),
    path("<slug:code>/bulk", many.bulk, name="api-bulk"),
    path("<slug:code>/<int:pk>", collections.record, name="api-record"),
    path("<slug:code>/<int:pk>/restore", collections.restoration, name="api-restore"),
    path("<slug:code>/<int:pk>/merge", collections.merger, name="api-merge"),
    path("<slug:code>/<int:pk>/unmerge", collections.unmerger, name="api-unmerge"),
    path("<slug:code>/<int:pk>/timeline", history.timeline, name="api-timeline"),
    path("<slug:code>/<int:pk>/history", history.history, name="api-history"),
    path("<slug:code>/<int:pk>/files", history.files, name="api-files"),
    path("<slug:code>/<int:pk>/<slug:name>", collections.deed, name="api-deed"),
    re_path(r"^(?P<rest>[\w\W]+)\Z", door.nowhere, name="api-nowhere"),  # of any letters, line ends too
]
urlpatterns = [path("api/v1/", include(V1)), path("settings/webhooks/", include(SETTINGS))]
