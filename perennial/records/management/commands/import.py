"""`perennial import`: bring in a file, or take an import back."""

import json
import signal
import sys
from pathlib import Path

from django.core.management.base import CommandError

from perennial.accounts.models import User
from perennial.accounts.policy import actor_for
from perennial.accounts.roles import OWNER
from perennial.core.actor import SYSTEM
from perennial.core.errors import Forbidden, Refused
from perennial.core.management.command import Command as Base
from perennial.records import tables
from perennial.records.context import context_for
from perennial.records.imports import run, stored
from perennial.records.imports.plan import MATCH_WORDS, Plan, suggest_plan
from perennial.records.imports.run import new_batch
from perennial.records.imports.undo import take_back
from perennial.records.models import ImportBatch
from perennial.records.registry import REGISTRY


class Command(Base):
    help = "Bring in people, companies, deals… from a spreadsheet or an address book; take an import back."
    example = "perennial import clients.xlsx --as people --match email,phone --rejects left-out.csv"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file", nargs="?", type=Path, help="CSV, XLSX, XLS, ODS, vCard or LDIF")
        parser.add_argument("--as", dest="type", choices=sorted(c for c, t in REGISTRY.items() if t.importable), help="what the rows are")
        parser.add_argument("--undo", metavar="BATCH", help="take back what an import made and changed")
        parser.add_argument("--resume", metavar="BATCH", help="go on with an import that was cut off, with the same file")
        parser.add_argument("--map", default="auto", metavar="auto|MAP.json", help='{"column": "field", …}; other columns are guessed')
        parser.add_argument("--match", default=None, help="what tells that a record is there already: email,phone,number or fields")
        parser.add_argument("--on-match", choices=["update", "skip", "create"], default="update")
        parser.add_argument("--missing", choices=["create", "blank", "reject"], default="create", help="what to do with names nobody has")
        parser.add_argument("--wrong", choices=["out", "blank"], help="keep rows with a wrong cell out, or leave the cell empty")
        parser.add_argument("--extra", choices=["leave", "custom"], default="leave", help="make own fields of columns without a place")
        parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="a value for every row")
        parser.add_argument("--source", default="", help="the name under which the rows' own numbers are kept")
        parser.add_argument("--sheet", default="")
        parser.add_argument("--encoding", default="")
        parser.add_argument("--delimiter", default="")
        parser.add_argument("--header-row", type=int)
        parser.add_argument("--date-order", choices=["DMY", "MDY", "YMD"], default="")
        parser.add_argument("--dry-run", action="store_true", help="check everything and store nothing")
        parser.add_argument("--rejects", type=Path, metavar="FILE", help="where to write the rows that are left out (CSV)")
        parser.add_argument("--as-user", metavar="EMAIL", help="who brings it in; the first owner when left out")

    def handle(self, *, file, type, undo, **options):
        by = _actor(options["as_user"])
        try:
            if undo:
                self._undo(undo, by)
            elif not file or not type:
                self._wrong_usage("Give a FILE and --as, or --undo BATCH.")
            else:
                self._import(file, REGISTRY[type], by, options)
        except (Refused, tables.Refused) as refusal:
            raise CommandError(_words(refusal)) from refusal
        except Forbidden as refusal:
            raise CommandError(f"{by.name} may not do this ({refusal}).") from refusal

    def _import(self, file, type, by, options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        batch, plan = _begun(options["resume"])
        plan = plan or Plan(**{name: options[name] for name in ("sheet", "encoding", "delimiter", "header_row")})
        table = stored.opened(file, file.name, plan)
        for warning in table.warnings:
            self.say(str(warning))
        if not batch:
            plan = self._plan(type, table, file, options)
            plan.check(type)
            batch = _new(type, file, plan, by, dry=options["dry_run"])
        self._stop = False
        before = signal.signal(signal.SIGINT, self._interrupted)
        try:
            self._total = sum(1 for _row in table.rows()) if sys.stderr.isatty() else None
            run(
                batch, type, table, plan, by=by, context=context_for(by), rejects=options["rejects"], dry=options["dry_run"],
                progress=self._progress,
            )
        finally:
            signal.signal(signal.SIGINT, before)
        self._show(batch.read, self._total, "Rows", last=True)
        self._tell(batch, table, plan, options)

    def _plan(self, type, table, file, options):
        plan = suggest_plan(type, table, options["source"], file_name=file.name)
        if options["map"] != "auto":
            plan.mapping |= self._map(Path(options["map"]), table.columns)
            plan.match = [code for code in plan.match if code in {c for t in plan.mapping.values() for c in t.split("+")} or code == "external_id"]
        for name in ("on_match", "missing", "extra", "sheet", "encoding", "delimiter", "header_row", "date_order"):
            setattr(plan, name, options[name])
        plan.wrong = options["wrong"] or plan.wrong
        if options["match"] is not None:
            plan.match = [MATCH_WORDS.get(word.strip(), word.strip()) for word in options["match"].split(",") if word.strip()]
        for pair in options["set"]:
            code, equals, value = pair.partition("=")
            if not equals:
                self._wrong_usage(f"--set wants FIELD=VALUE, not {pair}.")
            plan.fixed[code] = value
        return plan

    def _map(self, path, columns):
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            mapping = {str(column): str(target or "") for column, target in found.items()}
        except (OSError, ValueError, AttributeError) as error:
            raise CommandError(f"{path} is not a JSON object of columns and fields: {error}") from error
        unknown = mapping.keys() - set(columns)
        if unknown:
            raise CommandError(f"The file has no column {', '.join(sorted(unknown))}. It has: {', '.join(columns)}.")
        return mapping

    def _progress(self, batch, _rows):
        if sys.stderr.isatty() or batch.read % 10_000 == 0:
            self._show(batch.read, self._total, "Rows")
        if self._stop:
            raise StopIteration

    def _interrupted(self, *_signal):
        self._stop = True
        self.say("Stopping after these rows…")

    def _tell(self, batch, table, plan, options):
        answer = {name: getattr(batch, name) for name in ("read", "created", "updated", "skipped", "failed", "errors", "seconds")}
        answer = {"batch": batch.key if batch.pk else None, **answer}
        answer |= {"unmapped": plan.unmapped(table.columns), "mapping": plan.mapping, "match": plan.match, "source": plan.source}
        answer |= {"state": batch.state, "dry_run": options["dry_run"], "warnings": [str(warning) for warning in table.warnings]}
        self.answer(answer, _summary(answer))
        if batch.read and batch.failed == batch.read:
            raise CommandError("No row could be brought in.")

    def _undo(self, key, by):
        batch = ImportBatch.objects.filter(key=key).first()
        if not batch:
            raise CommandError(f"There is no import {key}.")
        taken = take_back(batch, by=by, progress=lambda done: self._show(done, None, "Taken back"))
        lines = [f"{taken['undone']} taken back, {taken['left']} left as they are."]
        if taken["gone"]:
            lines.append(f"Tags, entries of lists and colleagues that it made, gone too: {taken['gone']}.")
        if taken["stays"]:
            lines.append(f"Used by something else meanwhile, so they stay: {', '.join(taken['stays'])}.")
        self.answer({"batch": key, **taken}, "\n".join(lines))

    def _wrong_usage(self, words):
        print(f"perennial import: {words}", file=sys.stderr)
        sys.exit(2)


def _actor(email):
    if email:
        user = User.objects.select_related("role").filter(email=email.lower(), is_active=True).first()
        if not user:
            raise CommandError(f"Nobody who can sign in has the address {email}.")
    else:
        user = User.objects.select_related("role").filter(role__code=OWNER, is_active=True).order_by("pk").first()
    return actor_for(user, via="import") if user else SYSTEM


def _begun(key):
    if not key:
        return None, None
    batch = ImportBatch.objects.filter(key=key).first()
    if not batch or batch.state == "undone":
        raise CommandError(f"There is no import {key} to go on with.")
    return batch, Plan.of(batch.options)


def _new(type, file, plan, by, dry):
    if dry:
        return ImportBatch(key="dry", type=type.code, file_name=file.name, options=plan.kept())
    return new_batch(type, file.name, plan, by=by)


def _summary(answer):
    lines = ["{read} rows read: {created} new, {updated} updated, {skipped} as they were, {failed} left out.".format(**answer)]
    lines += [f"Row {error['row']}, {error['column']}: {error['message']}" for error in answer["errors"][:10]]
    if answer["unmapped"]:
        lines.append(f"Columns without a place: {', '.join(answer['unmapped'])}")
    lines.append("Nothing was stored." if answer["dry_run"] else f"To take it back: perennial import --undo {answer['batch']}")
    return "\n".join(lines)


def _words(refusal):
    if isinstance(refusal, tables.Refused):
        return str(refusal)
    return " ".join(f"{field}: {message}" if field else str(message) for field, message in refusal.errors.items())
