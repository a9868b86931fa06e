"""A value inside the `custom` JSON column, written so that an expression index can serve it.

Django binds the path as a parameter, which no index matches; here the path is a
literal. Codes are checked against CODE before they are ever stored or compiled.
"""

import re

from django.db.models import BooleanField, FloatField, Func, TextField
from django.db.models.expressions import Expression

from perennial.records.fields.fold import IN_ORDER, LETTERS

CODE = re.compile(r"[a-z][a-z0-9_]{0,40}\Z")
OUTPUT = {
    "text": TextField, "ordered": TextField, "number": FloatField, "bool": BooleanField, "date": TextField, "datetime": TextField,
}


class CustomValue(Expression):
    """The value of custom field `code`, typed as text, ordered (text without regard to letter case, in alphabetical order), number or bool."""

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


class Ordered(Func):
    """The same form of a text that a custom value is compared with."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="perennial_order", **extra)

    def as_postgresql(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template=f"translate(lower(%(expressions)s), '{LETTERS}', '{IN_ORDER}')", **extra)


def sql(column, code, sql_type, vendor, part=""):
    """Return the SQL of a custom value (or of one part of it); the same words make its index."""
    if vendor == "sqlite":
        value = f"json_extract({column}, '$.{code}{'.' + part if part else ''}')"
        return f"perennial_order({value})" if sql_type == "ordered" else value
    path = f"-> '{code}' ->> '{part}'" if part else f"->> '{code}'"
    if sql_type == "ordered":  # folded by the rules of the database, then compared byte by byte
        return f"""(translate(lower({column} {path}), '{LETTERS}', '{IN_ORDER}') COLLATE "C")"""
    cast = {"number": "::double precision", "bool": "::boolean"}.get(sql_type, "")
    collate = "" if cast else ' COLLATE "C"'
    return f"(({column} {path}){cast}){collate}"
