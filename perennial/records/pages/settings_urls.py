"""Addresses of the company's own fields in settings."""

from django.urls import path

from perennial.records.pages import settings_fields

site = [
    path("settings/fields/", settings_fields.index, name="fields"),
    path("settings/fields/<str:code>/", settings_fields.index, name="fields_of"),
    path("settings/fields/<str:code>/code/", settings_fields.code_for, name="field_code"),
    path("settings/fields/<str:code>/new/", settings_fields.new, name="field_new"),
    path("settings/fields/<str:code>/order/", settings_fields.order, name="fields_order"),
    path("settings/fields/<str:code>/<int:pk>/", settings_fields.edit, name="field"),
    path("settings/fields/<str:code>/<int:pk>/away/", settings_fields.put_away, name="field_away"),
    path("settings/fields/<str:code>/<int:pk>/back/", settings_fields.bring_back, name="field_back"),
]
