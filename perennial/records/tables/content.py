"""Telling the format of a file by what is inside it, whatever its name says."""

import gzip
import re
import zipfile
import zlib
from dataclasses import dataclass

from .encoding import wide_encoding
from .refusal import Refused

HEAD = 64 << 10

MAGIC = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "bitmap"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"!BDN", "outlook"),
    (b"SQLite format 3\x00", "database"),
    (b"PAR1", "database"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"BZh", "archive"),
    (b"\xfd7zXZ", "archive"),
    (b"\x7fELF", "program"),
    (b"MZ\x90", "program"),
)
OLD_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00")
INSIDE = (("xl/workbook.bin", "xlsb"), ("xl/workbook.xml", "xlsx"), ("word/", "document"), ("ppt/", "presentation"))
MIMES = {
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.text": "document",
    "application/vnd.oasis.opendocument.presentation": "presentation",
}
STREAMS = (
    ("EncryptedPackage", "password"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("WordDocument", "document"),
    ("PowerPoint Document", "presentation"),
    ("__properties_version1.0", "outlook"),
)
ZEROS = 3  # more zero bytes than this in the beginning of a text, and it is none
BARE = 64 << 20  # bytes that a part may unpack to whatever its ratio


@dataclass(frozen=True)
class Content:
    """What a file is: its format, and whether it is gzipped."""

    format: str
    packed: bool = False


def find_content(path, limits):
    """Give the Content of a file, or refuse what is no table."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
    packed = head.startswith(b"\x1f\x8b")
    if packed:
        head = _unpacked_head(path)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    return Content(_binary(head, path, limits, packed) or _text(head), packed)


def _unpacked_head(path):
    try:
        with gzip.open(path) as file:
            return file.read(HEAD)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise Refused("corrupt") from error


def _binary(head, path, limits, packed):
    if head.startswith(b"PK"):
        return "zip" if packed else zip_format(path, limits)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls" if packed else ole_format(path, head)
    if head.startswith(OLD_EXCEL):
        raise Refused("old_excel")
    if head[4:19] in (b"Standard Jet DB", b"Standard ACE DB"):
        raise Refused("access")
    for magic, reason in MAGIC:
        if head.startswith(magic) and (reason != "bitmap" or b"\x00\x00" in head[:32]):
            raise Refused("picture" if reason == "bitmap" else reason)
    return None


def zip_format(path, limits):
    """Name the workbook format of a ZIP archive after checking what it would unpack to."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_bomb(parts, limits)
            names = {part.filename.replace("\\", "/").lower().lstrip("/") for part in parts}
            mime = archive.read("mimetype")[:100].decode("ascii", "ignore").strip() if "mimetype" in names else ""
    except Refused:
        raise
    except Exception as error:  # the archive's module raises many kinds over broken files
        raise Refused("corrupt") from error
    return _zip_kind(names, mime)


def _zip_kind(names, mime):
    kind = MIMES.get(mime)
    if kind is None:
        kind = next((kind for start, kind in INSIDE if any(name.startswith(start) for name in names)), None)
    if kind is None and "content.xml" in names:
        kind = "ods"
    if kind is None and "[content_types].xml" in names:
        kind = "xlsx"
    if kind in ("document", "presentation"):
        raise Refused(kind)
    if kind is None:
        raise Refused("archive")
    return kind


def _check_bomb(parts, limits):
    total = sum(part.file_size for part in parts)
    if total > limits.workbook or len(parts) > 20_000:
        raise Refused("bomb")
    for part in parts:
        if part.file_size > BARE and part.file_size > limits.ratio * max(part.compress_size, 1):
            raise Refused("bomb")


def ole_format(path, head):
    """Name the format of an old Office file by the names of its streams."""
    with open(path, "rb") as file:
        body = head + file.read(64 << 20)
    for name, kind in STREAMS:
        if name.encode("utf-16-le") + b"\x00\x00" in body or name.upper().encode("utf-16-le") + b"\x00\x00" in body:
            if kind == "xls":
                return kind
            raise Refused(kind)
    return "xls"


def _text(head):
    encoding = wide_encoding(head)
    text = head.decode(encoding, "ignore").encode("utf-8", "ignore") if encoding else head
    if text.count(0) > ZEROS and not re.match(rb"\s*begin:vcard", head, re.IGNORECASE):
        raise Refused("program")
    start = text.lstrip(b"\xef\xbb\xbf \t\r\n")[:4096]
    if re.match(rb"begin:vcard", start, re.IGNORECASE):
        return "vcard"
    if re.match(rb"(version:\s*1\s+)?(#.*\s+)*dn::?\s", start, re.IGNORECASE):
        return "ldif"
    if re.match(rb"begin:vcalendar", start, re.IGNORECASE):
        raise Refused("calendar")
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        raise Refused("xml_excel")
    if re.match(rb"<(!doctype html|html|table|head|body|meta|style)", start, re.IGNORECASE):
        return "html"
    if start.startswith((b"<?xml", b"<")) and re.search(rb"<(html|table)[\s>]", start, re.IGNORECASE):
        return "html"
    if re.match(rb"<\?xml|\{\s*[\"}]|\[\s*[{\[]", start):
        raise Refused("program")
    return "csv"
