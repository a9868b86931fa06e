"""Serves single listed files of npm packages straight from node_modules, under pkg/."""

import re
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage

from perennial.ui.assets import PACKAGE_FILES

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
