"""Addresses of likely duplicates and merges: those of one record type, and those bound to none."""

from functools import partial

from django.urls import path

from perennial.records.pages import duplicates, duplicates_merge


def of(code):
    """Return the url patterns of one type's merges, inside the namespace of its code."""
    at = partial(path, kwargs={"code": code})
    return [
        at("merge/", duplicates_merge.pick, name="merge-pick"),
        at("<int:pk>/merge/", duplicates_merge.ask, name="merge"),
        at("<int:pk>/merge/<int:other>/", duplicates_merge.merge, name="merge-with"),
        at("<int:pk>/unmerge/<int:merge>/", duplicates_merge.unmerge, name="unmerge"),
    ]


site = [
    path("duplicates/", duplicates.index, name="duplicates-first"),
    path("duplicates/<int:pk>/apart/", duplicates.apart, name="duplicates-apart"),
    path("duplicates/<int:pk>/reopen/", duplicates.reopen, name="duplicates-reopen"),
    path("duplicates/<slug:code>/", duplicates.index, name="duplicates"),
]
