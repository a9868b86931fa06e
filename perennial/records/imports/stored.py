"""Files of imports: kept below the data folder while their import may still be needed."""

import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from perennial.core.jobs import periodic
from perennial.records.models import ImportBatch
from perennial.records.tables import open_table

DAYS_KEPT = 30


def folder():
    """Return the folder of import files, made on first use."""
    path = Path(settings.HOME) / "imports"
    path.mkdir(parents=True, exist_ok=True)
    return path


def keep(upload):
    """Store an upload (anything with `chunks()`); return the name it is stored under."""
    name = secrets.token_hex(16)
    with (folder() / name).open("xb") as out:
        for chunk in upload.chunks():
            out.write(chunk)
    return name


def path_of(batch):
    """Return where the file of a batch lies, or None when it is gone."""
    path = folder() / batch.stored_as
    return path if batch.stored_as and path.is_file() else None


def rejects_of(batch):
    """Return where the rows that a batch left out lie."""
    return folder() / f"{batch.stored_as or batch.key}.left-out.csv"


def verdict_of(batch):
    """Return where the verdict of a dry run is kept."""
    return folder() / f"{batch.stored_as or batch.key}.check.json"


def table_of(batch, plan):
    """Open the file of a batch as its plan reads it. Raises Refused, FileNotFoundError."""
    path = path_of(batch)
    if path is None:
        raise FileNotFoundError(batch.file_name)
    return opened(path, batch.file_name, plan)


def opened(path, name, plan):
    """Open any file as a plan reads it. Raises Refused."""
    return open_table(
        path, name, sheet=plan.sheet or None, encoding=plan.encoding or None, delimiter=plan.delimiter or None,
        header_row=plan.header_row,
    )


def forget(batch):
    """Remove the files of a batch."""
    for path in (path_of(batch), rejects_of(batch), verdict_of(batch)):
        if path:
            path.unlink(missing_ok=True)


@periodic(every=24 * 3600)
def forget_old():
    """Remove files whose import nobody will need any more, and drafts that were never brought in."""
    old = timezone.now() - timedelta(days=DAYS_KEPT)
    for batch in ImportBatch.objects.filter(created_at__lt=old).exclude(stored_as="", rejects_as=""):
        forget(batch)
        ImportBatch.objects.filter(pk=batch.pk).update(stored_as="", rejects_as="")
    ImportBatch.objects.filter(created_at__lt=old, state="draft").delete()
