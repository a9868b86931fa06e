"""`perennial backup`: database, files and keys in one archive, while everybody works on."""

import shutil
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.management.base import CommandError

import perennial
from perennial.core.management import archive, databases
from perennial.core.management.command import Command as Base

# What a restored installation makes anew, or what belongs to the database.
LEFT_OUT = {"static", "prepared", "workers", "perennial.sqlite3", "perennial.sqlite3-wal", "perennial.sqlite3-shm"}


class Command(Base):
    help = "Write database, files and keys into one archive (.tar.gz or .tar.zst), running or not."
    example = "perennial backup /backups/perennial-$(date +%F).tar.gz"

    def add_arguments(self, parser):
        super().add_arguments(parser)
        parser.add_argument("file", type=Path, help="the archive to write; it must not exist yet")

    def handle(self, *, file, **options):
        began = time.monotonic()
        self._refuse_wrong(file)
        facts = {
            "format": 1,
            "perennial": perennial.__version__,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "database": databases.kind(),
            "migrations": databases.applied_migrations(),
        }
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".backup-") as folder:
            databases.save(Path(folder), self.say)
            with archive.writing(file, facts) as writer:
                self._add_all(writer, Path(folder), "")
                self._add_all(writer, settings.HOME, "home/", LEFT_OUT)
        size = file.stat().st_size
        data = {
            "file": str(file),
            "bytes": size,
            "members": len(writer.members),
            "seconds": round(time.monotonic() - began, 1),
        }
        self.answer(data, f"{file}: {size:,} bytes, {len(writer.members)} files, {data['seconds']} s.")

    def _refuse_wrong(self, file):
        if not file.name.endswith(archive.ENDINGS):
            raise CommandError(
                f"Name the archive with one of these endings: {', '.join(archive.ENDINGS)}", returncode=2
            )
        if file.name.endswith(".zst") and not shutil.which("zstd"):
            raise CommandError("The program zstd is missing. Install it, or write a .tar.gz.")
        if file.exists():
            raise CommandError(f"{file} exists already. Choose another name.")
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}. Make it first.")

    def _add_all(self, writer, folder, prefix, left_out=()):
        for path in sorted(folder.rglob("*")):
            first = path.relative_to(folder).parts[0]
            if path.is_file() and first not in left_out and not first.startswith(".backup-"):
                writer.add(path, prefix + path.relative_to(folder).as_posix())
