"""A backup on disk: one compressed tar, whose last member lists sizes and checksums of the others."""

import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

MANIFEST = "manifest.json"
ENDINGS = (".tar.gz", ".tgz", ".tar.zst")
PIECE = 1 << 20  # bytes read at once


class Broken(Exception):
    """The archive is not one of ours, or not whole."""


class Writer:
    """Adds files to an archive and remembers their checksums."""

    def __init__(self, tar):
        self.tar, self.members = tar, {}

    def add(self, path, name):
        """Add a file under a name; one that has gone meanwhile is left out."""
        try:
            file = open(path, "rb")  # noqa: SIM115  closed below; only a missing file is let go
        except FileNotFoundError:
            return
        with file:
            info = self.tar.gettarinfo(arcname=name, fileobj=file)
            info.uid = info.gid = 0
            info.uname = info.gname = ""
            reader = _Hashing(file)
            self.tar.addfile(info, reader)
        self.members[name] = {"size": info.size, "sha256": reader.digest.hexdigest()}


class _Hashing:
    def __init__(self, file):
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size=-1):
        piece = self.file.read(size)
        self.digest.update(piece)
        return piece


@contextmanager
def writing(path, facts):
    """Yield a Writer; the archive appears under its name only when it is whole."""
    part = Path(f"{path}.part")
    with open(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as raw:
        try:
            with _compressing(raw, str(path)) as stream, tarfile.open(fileobj=stream, mode="w|") as tar:
                writer = Writer(tar)
                yield writer
                _add_manifest(tar, {**facts, "members": writer.members})
            raw.flush()
            os.fsync(raw.fileno())
        except BaseException:
            part.unlink()
            raise
    part.rename(path)


def _add_manifest(tar, manifest):
    content = json.dumps(manifest, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size = len(content)
    tar.addfile(info, io.BytesIO(content))


@contextmanager
def _compressing(raw, name):
    if not name.endswith(".zst"):
        with gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=5) as stream:
            yield stream
        return
    process = subprocess.Popen(["zstd", "-q", "-T0", "-c"], stdin=subprocess.PIPE, stdout=raw)
    try:
        yield process.stdin
    finally:
        process.stdin.close()
        process.wait()
    if process.returncode:
        raise OSError("zstd could not write the archive.")


def unpack(path, folder):
    """Unpack an archive into an empty folder, check every member, and return the manifest."""
    found = {}
    try:
        with _reading(path) as stream, tarfile.open(fileobj=stream, mode="r|") as tar:
            for info in tar:
                found[info.name] = _take(tar, info, folder)
    except (tarfile.TarError, EOFError, OSError) as problem:
        raise Broken(f"{path} cannot be read to its end: {problem}") from problem
    if MANIFEST not in found:
        raise Broken(f"{path} is no backup of Perennial, or it ends too early.")
    manifest = json.loads((folder / MANIFEST).read_text())
    for name, known in manifest["members"].items():
        if found.get(name) != known:
            raise Broken(f"{path} is damaged: {name} is not as it was written.")
    return manifest


def _take(tar, info, folder):
    name = PurePosixPath(info.name)
    if not info.isreg() or name.is_absolute() or ".." in name.parts:
        raise Broken(f"The archive holds something that no backup holds: {info.name}")
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    reader = _Hashing(tar.extractfile(info))
    with target.open("wb") as file:
        shutil.copyfileobj(reader, file, PIECE)
    target.chmod(info.mode & 0o700)
    return {"size": info.size, "sha256": reader.digest.hexdigest()}


@contextmanager
def _reading(path):
    with open(path, "rb") as raw:
        packed_by_zstd = raw.read(4) == b"\x28\xb5\x2f\xfd"
    if packed_by_zstd:
        process = subprocess.Popen(["zstd", "-q", "-d", "-c", str(path)], stdout=subprocess.PIPE)
        try:
            yield process.stdout
        finally:
            process.stdout.close()
            process.wait()
        return
    with gzip.open(path, "rb") as stream:
        yield stream
