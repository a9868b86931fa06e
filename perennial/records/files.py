"""Files of records: kept below the data folder under names of our own, never served as pages."""

import hashlib
import mimetypes
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

from perennial.core import verbs
from perennial.core.errors import Forbidden, Refused
from perennial.core.prepared import Prepared
from perennial.records.models import File
from perennial.ui.formats import size as shown_size

LONGEST_NAME = 200
THUMB = 320  # pixels of the longer side
PICTURES = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF")
PICTURE_TYPES = {"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/tiff"}
LARGEST_PICTURE = 80_000_000  # pixels that are opened at all
_OF = Prepared(
    lambda type, pk: File.objects.filter(type=type, record_id=pk, trashed_at=None)
    .order_by("-created_at", "-pk")
    .select_related("uploaded_by"),
    str, int,
)  # fmt: skip


def keep(record, upload, *, by):
    """Store an upload as a file of a record, with its event; return the File. Raises Refused, Forbidden."""
    if upload.size > settings.UPLOAD_LIMIT:
        raise Refused({"file": _("This file is larger than %(size)s.") % {"size": shown_size(settings.UPLOAD_LIMIT)}})
    if not by.may("edit", record):
        raise Forbidden("edit", record)
    try:
        stored_as, digest, length = _write(upload)
    except OSError:
        raise Refused({"file": _("There is no room left for files: tell an administrator.")}) from None
    try:
        with transaction.atomic():
            file = File.objects.create(
                type=record.TYPE,
                record_id=record.pk,
                name=_name(upload.name),
                size=length,
                content_type=_kind(upload.name),
                sha256=digest,
                stored_as=stored_as,
                uploaded_by_id=by.user_id,
            )
            _tell(record, file, "file_added", by)
    except BaseException:
        _path(stored_as).unlink(missing_ok=True)
        raise
    return file


def keep_values(type, record, raw, *, by):
    """Return raw values whose uploads (values of file fields) have become files of the record."""
    return {
        code: keep(record, value, by=by).pk if isinstance(value, UploadedFile) else value for code, value in raw.items()
    }


def trash(file, record, *, by):
    """Move a file to the trash; its bytes stay, so that it can be taken out again."""
    _mark(file, record, timezone.now(), "file_trashed", by)


def restore(file, record, *, by):
    """Take a file out of the trash."""
    _mark(file, record, None, "file_restored", by)


def of(record):
    """Return the list of a record's files, newest first, with who added them."""
    return _OF(record.TYPE, record.pk)


def path(file):
    """Return where the bytes of a file lie."""
    return _path(file.stored_as)


def thumbnail(file):
    """Return the path of a small picture, drawn anew: nothing hidden in the original is in it. None for no picture."""
    small = _path(f"{file.stored_as}.thumb")
    if small.exists():
        return small
    try:
        with Image.open(path(file), formats=PICTURES) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                return None
            picture.draft("RGB", (THUMB, THUMB))
            drawn = ImageOps.exif_transpose(picture).convert("RGB")
            drawn.thumbnail((THUMB, THUMB))
            drawn.save(small, "WEBP", quality=80)
    except (OSError, UnidentifiedImageError, ValueError, SyntaxError, Image.DecompressionBombError):
        small.unlink(missing_ok=True)
        return None
    return small


def is_picture(file):
    """Tell by its name whether a file may have a thumbnail."""
    return file.content_type in PICTURE_TYPES


def _write(upload):
    """Write the bytes; return (name below the folder, SHA-256, length in bytes)."""
    stored_as = f"{secrets.token_hex(1)}/{secrets.token_hex(16)}"
    target, digest, length = _path(stored_as), hashlib.sha256(), 0
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as out:
            for chunk in upload.chunks():
                digest.update(chunk)
                length += len(chunk)
                out.write(chunk)
    except OSError:
        target.unlink(missing_ok=True)
        raise
    return stored_as, digest.hexdigest(), length


def _mark(file, record, moment, verb, by):
    with transaction.atomic():
        _tell(record, file, verb, by)
        file.trashed_at = moment
        file.save(update_fields=["trashed_at"])


def _tell(record, file, verb, by):
    with verbs.change(record, verb, by=by, data={"file": file.pk, "name": file.name, "size": file.size}):
        pass


def _path(stored_as):
    return Path(settings.HOME) / "files" / stored_as


def _name(name):
    """Keep the end of a long name: it tells what the file is."""
    clean = (
        "".join(sign for sign in str(name).replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable()).strip()
        or "file"
    )
    return clean if len(clean) <= LONGEST_NAME else clean[: LONGEST_NAME - 20] + "…" + clean[-19:]


def _kind(name):
    return (mimetypes.guess_type(str(name))[0] or "application/octet-stream")[:100]
