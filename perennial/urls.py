"""Every room's addresses: those that programs call all the time first, the rest in the order of the rooms."""

from importlib.util import find_spec

from django.urls import include, path

ROOMS = ("api", "ui", "accounts", "records", "people", "activities", "sales", "demo")

urlpatterns = [path("", include(f"perennial.{room}.urls")) for room in ROOMS if find_spec(f"perennial.{room}.urls")]

handler400 = "perennial.ui.errors.bad_request"
handler403 = "perennial.ui.errors.forbidden"
handler404 = "perennial.ui.errors.not_found"
handler500 = "perennial.api.door.server_error"
