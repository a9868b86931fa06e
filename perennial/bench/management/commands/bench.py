"""`perennial bench`: how fast this installation is on this machine, with a company as large as wished."""

import os
import sys
from pathlib import Path

import orjson
from django.conf import settings
from django.core.management import CommandError

from perennial.bench import company, house, server
from perennial.bench.company import Sizes
from perennial.bench.run import run
from perennial.bench.table import as_text, written
from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare


class Command(Base):
    help = "Make a large company in an empty data folder and measure every operation through the running server."
    example = (
        "perennial bench --home /srv/bench --people 100000\n"
        "  perennial bench --home /srv/bench --again --write performance.md\n"
        "  DATABASE_URL=postgres://… perennial bench --home /srv/bench-postgres"
    )

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("--home", type=Path, metavar="FOLDER", help="the data folder to use instead of the configured one; made when it is not there")
        parser.add_argument("--again", action="store_true", help="measure the company that an earlier run has made there")
        parser.add_argument("--only-make", action="store_true", help="make the company and measure nothing")
        for name, one in Sizes.__dataclass_fields__.items():
            scales = ", and all else in its proportion" if name == "people" else ""
            parser.add_argument(f"--{name}", type=int, metavar="N", help=f"how many {name} ({one.default:,}{scales})")
        parser.add_argument("--seed", type=int, default=1, metavar="N", help="another number makes another company (1)")
        parser.add_argument("--times", type=int, default=40, metavar="N", help="timed calls of each operation (40)")
        parser.add_argument("--seconds", type=int, default=10, metavar="N", help="of each load by 8 clients (10)")
        parser.add_argument("--rows", type=int, default=10_000, metavar="N", help="rows of the file that is brought in (10,000)")
        parser.add_argument("--write", type=Path, metavar="FILE", help="put the tables into this Markdown file, in place of those of the same database and size")

    def handle(self, *, home, again, seed, write, **options):
        if home and home.resolve() != settings.HOME:
            self._elsewhere(home)
        self._refuse(again)
        prepare(self.say)
        note = orjson.loads(company.note().read_bytes()) if again else self._made(seed, options)
        if options["only_make"]:
            return self.answer({"sizes": note["sizes"], "seconds": note["seconds"]}, f"The company is made, in {note['seconds']:.0f} s.")
        try:
            found = run(note, options, self.say, self.progress)
        except server.Unwell as problem:
            raise CommandError(str(problem)) from problem
        if write:
            before = write.read_text(encoding="utf-8") if write.exists() else ""
            write.write_text(written(before, found), encoding="utf-8")
        return self.answer(found, as_text(found))

    def _elsewhere(self, home):
        """Begin anew with another data folder: settings are read when a process begins."""
        home.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "PERENNIAL_HOME": str(home.resolve())}
        os.execve(sys.executable, [sys.executable, "-m", "perennial", *sys.argv[1:]], environment)

    def _refuse(self, again):
        if again and not company.note().exists():
            raise CommandError(f"Nothing was made in {settings.HOME} to be measured again. Leave --again out.")
        if company.note().exists() and not again:
            raise CommandError(f"A large company was made in {settings.HOME} before. Measure it with --again, or name another --home.")

    def _made(self, seed, options):
        if not house.is_empty():
            raise CommandError("There are records here, and nobody wants a million invented people among them. Name an empty folder with --home.")
        sizes = Sizes.of(**{name: options[name] for name in Sizes.__dataclass_fields__})
        return company.make(sizes, seed, self.progress)
