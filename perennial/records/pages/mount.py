"""Mount the generic pages of a record type under a room's address."""

from django.urls import include, path

from perennial.records.pages import duplicates_urls, lists_urls, record_urls


def pages(code, at=None):
    """Return the url pattern that serves a type's list, boards, record pages and their parts.

    Names: `<code>:list`, `<code>:new`, `<code>:record` (pk), and their parts.
    """
    patterns = [*lists_urls.of(code), *record_urls.of(code), *duplicates_urls.of(code)]
    return path(f"{at or code}/", include((patterns, code)))
