"""What is served besides the files of the rooms: listed files of npm packages, and all stylesheets as one."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder, find
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from perennial.ui.assets import PACKAGE_FILES, SHEET, STYLESHEETS

_SOURCE_MAP = re.compile(rb"^//[#@] sourceMappingURL=.*$", re.MULTILINE)


class PackageStorage(FileSystemStorage):
    """Reads node_modules; drops pointers to source maps, which are not served."""

    prefix = "pkg"

    def _open(self, name, mode="rb"):
        if name.endswith(".js"):
            return ContentFile(_SOURCE_MAP.sub(b"", Path(self.path(name)).read_bytes()), name=name)
        return super()._open(name, mode)


class PackageFinder(BaseFinder):
    """Finds a file only when the asset table names it."""

    def __init__(self, *args, **kwargs):
        self.storage = PackageStorage(location=settings.NODE_MODULES)

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        name = path.removeprefix("pkg/")
        if name == path or name not in PACKAGE_FILES or not self.storage.exists(name):
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        return [(name, self.storage) for name in PACKAGE_FILES if self.storage.exists(name)]


class SheetFinder(BaseFinder):
    """Finds all stylesheets joined in their order: asked for once, and smaller packed than each alone."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.HOME / "sheet")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path != SHEET:
            return []
        found = self._join()
        return [found] if find_all else found

    def list(self, ignore_patterns):
        self._join()
        return [(SHEET, self.storage)]

    def _join(self):
        joined = "\n".join(Path(find(path)).read_text(encoding="utf-8") for path in STYLESHEETS)
        sheet = Path(self.storage.path(SHEET))
        if not sheet.exists() or sheet.read_text(encoding="utf-8") != joined:
            sheet.parent.mkdir(parents=True, exist_ok=True)
            sheet.write_text(joined, encoding="utf-8")
        return str(sheet)
