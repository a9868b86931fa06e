"""Addresses of the search over everything."""

from django.urls import path

from perennial.records.pages import palette, palette_page

site = [
    path("search/", palette_page.everything, name="search"),
    path("search/palette/", palette.palette, name="palette"),
]
