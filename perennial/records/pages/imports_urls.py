"""Addresses of the import: files brought in, and the steps of one."""

from django.urls import path

from perennial.records.pages import imports, imports_columns, imports_run

site = [
    path("import/", imports.index, name="imports"),
    path("import/<str:key>/", imports_run.show, name="import"),
    path("import/<str:key>/what/", imports.what, name="import-what"),
    path("import/<str:key>/columns/", imports_columns.columns, name="import-columns"),
    path("import/<str:key>/verdict/", imports_columns.verdict, name="import-verdict"),
    path("import/<str:key>/mend/", imports_columns.mend, name="import-mend"),
    path("import/<str:key>/known/", imports_columns.known, name="import-known"),
    path("import/<str:key>/start/", imports_run.start, name="import-start"),
    path("import/<str:key>/part/", imports_run.part, name="import-part"),
    path("import/<str:key>/stop/", imports_run.stop, name="import-stop"),
    path("import/<str:key>/undo/", imports_run.undo, name="import-undo"),
    path("import/<str:key>/left-out/", imports_run.left_out, name="import-left-out"),
    path("import/<str:key>/discard/", imports_run.discard, name="import-discard"),
]
