"""`perennial export`: take records out as a file."""

import json
import sys
from pathlib import Path

from django.core.management.base import CommandError

from perennial.accounts.models import User
from perennial.accounts.policy import actor_for
from perennial.accounts.roles import OWNER
from perennial.core.actor import SYSTEM
from perennial.core.errors import Refused
from perennial.core.management.command import Command as Base
from perennial.records.context import context_for
from perennial.records.pages import export
from perennial.records.query import Query
from perennial.records.registry import REGISTRY
from perennial.records.tables.writing import write

FORMATS = ("csv", "xlsx", "json", "vcard")
ENDINGS = {".csv": "csv", ".xlsx": "xlsx", ".json": "json", ".vcf": "vcard"}


class Command(Base):
    help = "Take people, companies, deals… out as CSV, XLSX, JSON or vCard."
    example = """perennial export people --filter '{"field": "company.industry", "op": "is", "value": "Cafés"}' --out people.xlsx"""

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("type", choices=sorted(REGISTRY), help="what to take out")
        parser.add_argument("--filter", default="", help="which records: a filter as JSON, as saved views and the API have it")
        parser.add_argument("--search", default="", help="words that the records must have")
        parser.add_argument("--sort", default="", help="fields to sort by, as in -created_at,name")
        parser.add_argument("--fields", default="", help="fields to take out, parted by commas; all that files can hold when left out")
        parser.add_argument("--format", choices=FORMATS, help="told by the name of the file when left out; else csv")
        parser.add_argument("--out", type=Path, metavar="FILE", help="where to write; standard output when left out")
        parser.add_argument("--as-user", metavar="EMAIL", help="whose rights count; the first owner's when left out")

    def handle(self, *, type, out, **options):
        type, by = REGISTRY[type], _actor(options["as_user"])
        format = options["format"] or ENDINGS.get(out.suffix.lower() if out else "", "csv")
        if format not in export.formats_of(type):
            raise CommandError(f"{type.plural} cannot be written as {format}.")
        if not by.may("export", type.model):
            raise CommandError(f"{by.name} may not take data out.")
        try:
            asked = _asked(type, format, options)
            query = Query.of(type, asked, actor=by, context=context_for(by))
            query.action = "export"
            count = self._write(query, format, out, by)
        except Refused as refused:
            raise CommandError(" ".join(map(str, refused.errors.values()))) from refused
        export.note(by, type, count, format, asked)
        if out:
            self.answer({"type": type.code, "format": format, "count": count, "file": str(out)}, f"{count:,} written to {out}.")

    def _write(self, query, format, out, by):
        rows = self.progress(export.rows_of(query, None, by), label=str(query.type.plural)) if out else export.rows_of(query, None, by)
        if not out:
            return write(format, export.heads_of(query.fields()), rows, sys.stdout.buffer)
        partial = out.with_name(f"{out.name}.part")
        try:
            with partial.open("wb") as file:
                count = write(format, export.heads_of(query.fields()), rows, file)
            partial.replace(out)
        except OSError as error:
            raise CommandError(f"{out} cannot be written: {error.strerror}.") from error
        finally:
            partial.unlink(missing_ok=True)
        return count


def _asked(type, format, options):
    known = {field.code for field in type.fields}
    columns = [code.strip() for code in options["fields"].split(",") if code.strip()]
    if not columns:
        columns = [code for code in export.CONTACT if code in known] if format == "vcard" else _all(type)
    try:
        tree = json.loads(options["filter"]) if options["filter"] else None
    except ValueError as error:
        raise CommandError(f"--filter is not JSON: {error}") from error
    asked = {"columns": columns, "filter": tree, "search": options["search"]}
    asked["sort"] = [code.strip() for code in options["sort"].split(",") if code.strip()]
    return {name: value for name, value in asked.items() if value}


def _all(type):
    """Return the codes of the fields that a file can hold."""
    odd = ("file", "lines", "external", "computed", "step")
    return [field.attribute if field.custom else field.code for field in type.fields if field.kind not in odd and not field.attached]


def _actor(email):
    users = User.objects.select_related("role").filter(is_active=True).order_by("pk")
    user = users.filter(email=email.lower()).first() if email else users.filter(role__code=OWNER).first()
    if email and not user:
        raise CommandError(f"Nobody who can sign in has the address {email}.")
    return actor_for(user, via="cli") if user else SYSTEM
