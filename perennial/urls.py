"""Every room's addresses, in the order of the rooms."""

from django.urls import include, path

urlpatterns = [
    path("", include("perennial.accounts.urls")),
]
