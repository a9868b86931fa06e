"""Addresses that belong to records of every type: views, trash, files, imports, runs, search."""

from perennial.records.pages import (
    duplicates_urls,
    imports_urls,
    lists_urls,
    palette_urls,
    record_urls,
    settings_urls,
)

PARTS = (lists_urls, record_urls, imports_urls, settings_urls, palette_urls, duplicates_urls)
urlpatterns = [one for part in PARTS for one in part.site]
