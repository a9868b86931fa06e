"""Addresses of the people room."""

from perennial.records.pages.mount import pages

urlpatterns = [pages("people"), pages("companies")]
