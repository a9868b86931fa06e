"""Addresses of the API."""

from django.urls import path

from perennial.api import collections, door, history, many, openapi, pages, search

V1 = "api/v1/"

urlpatterns = [
    path("settings/webhooks/", pages.index, name="webhooks"),
    path("settings/webhooks/<int:pk>/remove/", pages.remove, name="webhook_remove"),
    path("settings/webhooks/sent/<int:pk>/again/", pages.resend, name="webhook_resend"),
    path(f"{V1}openapi.json", openapi.document, name="api-openapi"),
    path(f"{V1}search", search.search, name="api-search"),
    path(f"{V1}batch", many.batch, name="api-batch"),
    path(f"{V1}<slug:code>", collections.collection, name="api-collection"),
    path(f"{V1}<slug:code>/report", collections.groups, name="api-report"),
    path(f"{V1}<slug:code>/board", many.columns, name="api-board"),
    path(f"{V1}<slug:code>/bulk", many.bulk, name="api-bulk"),
    path(f"{V1}<slug:code>/<int:pk>", collections.record, name="api-record"),
    path(f"{V1}<slug:code>/<int:pk>/restore", collections.restoration, name="api-restore"),
    path(f"{V1}<slug:code>/<int:pk>/merge", collections.merger, name="api-merge"),
    path(f"{V1}<slug:code>/<int:pk>/unmerge", collections.unmerger, name="api-unmerge"),
    path(f"{V1}<slug:code>/<int:pk>/timeline", history.timeline, name="api-timeline"),
    path(f"{V1}<slug:code>/<int:pk>/history", history.history, name="api-history"),
    path(f"{V1}<slug:code>/<int:pk>/files", history.files, name="api-files"),
    path(f"{V1}<slug:code>/<int:pk>/<slug:name>", collections.deed, name="api-deed"),
    path(f"{V1}<path:rest>", door.nowhere, name="api-nowhere"),
]
