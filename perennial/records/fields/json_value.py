"""A value inside the `custom` JSON column, written so that an expression index can serve it.

Django binds the path as a parameter, which no index matches; here the path is a
literal. Codes are checked against CODE before they are ever stored or compiled.
"""

import re

from django.db.models import BooleanField, FloatField, TextField
from django.db.models.expressions import Expression

CODE = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
OUTPUT = {"text": TextField, "number": FloatField, "bool": BooleanField, "date": TextField, "datetime": TextField}


class CustomValue(Expression):
    """The value of custom field `code`, typed as text, number or bool."""

    def __init__(self, code, sql_type="text", part=""):
        if not CODE.match(code):
            raise ValueError(f"not a field code: {code!r}")
        super().__init__(output_field=OUTPUT[sql_type]())
        self.code, self.sql_type, self.part, self.column = code, sql_type, part, None

    def resolve_expression(self, query=None, allow_joins=True, reuse=None, summarize=False, for_save=False):
        resolved = self.copy()
        resolved.column = query.resolve_ref("custom", allow_joins, reuse, summarize)
        return resolved

    def get_source_expressions(self):
        return [self.column]

    def set_source_expressions(self, expressions):
        (self.column,) = expressions

    def as_sql(self, compiler, connection):
        column, params = compiler.compile(self.column)
        return sql(column, self.code, self.sql_type, connection.vendor, self.part), params


def sql(column, code, sql_type, vendor, part=""):
    """Return the SQL of a custom value (or of one part of it); the same words make its index."""
    if vendor == "sqlite":
        return f"json_extract({column}, '$.{code}{'.' + part if part else ''}')"
    path = f"-> '{code}' ->> '{part}'" if part else f"->> '{code}'"
    cast = {"number": "::double precision", "bool": "::boolean"}.get(sql_type, "")
    collate = "" if cast else ' COLLATE "C"'
    return f"(({column} {path}){cast}){collate}"
