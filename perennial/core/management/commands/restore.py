"""`perennial restore`: what `perennial backup` wrote, back in place."""

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError
from django.db.migrations.loader import MigrationLoader

from perennial.core.management import archive, databases
from perennial.core.management.command import Command as Base
from perennial.core.management.preparation import prepare
from perennial.core.models import Event, Installation


class Command(Base):
    help = "Put database, files and keys of a backup in place; it is checked to its end before anything is changed."
    example = "perennial restore /backups/perennial-2026-11-22.tar.gz"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="an archive that `perennial backup` wrote")
        parser.add_argument("--replace", action="store_true", help="throw away what this installation holds now")

    def handle(self, *, file, replace, **options):
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if not replace and self._holds_something():
            raise CommandError("This installation is not empty. Add --replace to throw away what it holds now.")
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".restore-") as name:
            folder = Path(name)
            try:
                manifest = archive.unpack(file, folder)
            except archive.Broken as problem:
                raise CommandError(str(problem)) from problem
            self._refuse_other(manifest)
            if (folder / databases.TABLES).exists():
                databases.migrate_to(manifest["migrations"])
            databases.load(folder)
            self._put_files(folder / "home")
        prepare(self.say)
        self.answer(
            {"restored": str(file), "made_at": manifest["made_at"], "members": len(manifest["members"])},
            f"Restored the state of {manifest['made_at']}. Restart Perennial if it runs.",
        )

    def _holds_something(self):
        try:
            return Installation.objects.exclude(company="").exists() or Event.objects.exists()
        except DatabaseError:
            return False  # no tables yet

    def _refuse_other(self, manifest):
        if manifest["database"] != databases.kind():
            raise CommandError(
                f"The backup is of {manifest['database']}, this installation uses {databases.kind()}. "
                "Change DATABASE_URL."
            )
        known = set(MigrationLoader(None).disk_migrations)
        if unknown := [name for name in map(tuple, manifest["migrations"]) if name not in known]:
            raise CommandError(
                f"The backup was made by Perennial {manifest['perennial']}, which is newer than this one "
                f"({len(unknown)} unknown migrations). Update Perennial first."
            )

    def _put_files(self, home):
        for path in sorted(home.iterdir()) if home.is_dir() else []:
            target = settings.HOME / path.name
            if target.is_dir():
                shutil.rmtree(target)
            path.replace(target)
