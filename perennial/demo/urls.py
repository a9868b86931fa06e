"""Addresses of the demo room."""

from django.urls import path

from perennial.demo import pages

app_name = "demo"
urlpatterns = [path("settings/demo/", pages.settings, name="story")]
