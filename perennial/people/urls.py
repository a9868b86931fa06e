"""Addresses of the people room."""

from django.urls import include, path

from perennial.people.pages import relations
from perennial.records.pages.mount import pages

relation = [
    path("<int:pk>/relations/<int:relation>/end/", relations.end, name="relation-end"),
    path("<int:pk>/relations/<int:relation>/resume/", relations.resume, name="relation-resume"),
    path("<int:pk>/relations/<int:relation>/remove/", relations.remove, name="relation-remove"),
    path("<int:pk>/relations/again/<int:event>/", relations.again, name="relation-again"),
]

urlpatterns = [pages("people"), pages("companies"), path("people/", include((relation, "relations")))]
