"""Addresses of lists: those of one record type, and those bound to none."""

from functools import wraps

from django.urls import path

from perennial.core.errors import Forbidden
from perennial.records.pages import (
    bulk,
    bulk_runs,
    columns,
    export,
    filtering_builder,
    inline,
    lists,
    quick,
    trash,
    views,
)  # fmt: skip
from perennial.records.registry import record_type


def of_a_list(view):
    """Let a part of a type's list be reached by those only who may see such records at all."""

    @wraps(view)
    def asked(request, code, **rest):
        model = record_type(code).model
        if not request.actor.may("see", model):
            raise Forbidden("see", model)
        return view(request, code, **rest)

    return asked


def of(code):
    """Return the url patterns of a type's list and its parts; each view gets the type's code."""
    def at(address, view, name):
        return path(address, view, {"code": code}, name=name)

    return [
        at("", lists.index, "list"),
        at("view/<int:pk>/", lists.index, "view"),
        at("view/<int:pk>/keep/", views.overwrite, "view-keep"),
        at("view/<int:pk>/columns/", of_a_list(columns.choose), "columns-view"),
        at("view/<int:pk>/export/", export.export, "export-view"),
        at("views/new/", of_a_list(views.keep), "views-new"),
        at("views/order/", of_a_list(views.order), "views-order"),
        at("counts/", of_a_list(lists.counts), "counts"),
        at("columns/", of_a_list(columns.choose), "columns"),
        at("columns/width/", of_a_list(columns.width), "width"),
        at("filter/", of_a_list(filtering_builder.builder), "filter"),
        at("filter/row/", of_a_list(filtering_builder.one), "filter-row"),
        at("cell/<int:pk>/<str:field>/", inline.cell, "cell"),
        at("cell/<int:pk>/<str:field>/warnings/", inline.warnings, "cell-warnings"),
        at("cell/<int:pk>/back/<int:event>/", inline.back, "cell-back"),
        at("quick/<int:pk>/", quick.quick, "quick"),
        at("bulk/<str:action>/", bulk.bulk_change, "bulk"),
        at("export/", export.export, "export"),
        at("<int:pk>/out/", trash.trash, "out"),
        at("<int:pk>/back/", trash.restore, "back"),
    ]


site = [
    path("views/<int:pk>/", views.show, name="view"),
    path("views/<int:pk>/edit/", views.edit, name="view-edit"),
    path("views/<int:pk>/delete/", views.delete, name="view-delete"),
    path("runs/<str:key>/", bulk_runs.show, name="run"),
    path("runs/<str:key>/part/", bulk_runs.part, name="run-part"),
    path("runs/<str:key>/stop/", bulk_runs.stop, name="run-stop"),
    path("runs/<str:key>/seen/", bulk_runs.seen, name="run-seen"),
    path("runs/<str:key>/undo/", bulk_runs.undo, name="run-undo"),
    path("trash/", trash.index, name="trash"),
]
