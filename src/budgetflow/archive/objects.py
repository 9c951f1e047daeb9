"""The archive of raw bytes: content-addressed, written once, never rewritten and never deleted by
the program.

An object lies at `aa/bb/<sha256>`, where `aa` and `bb` are the first four hex digits, in a folder
or under any fsspec URL.
It is written beside its place under `.incoming` and moved there when it is whole, so a reader never
sees half a file and
a kill leaves at most a stray file under `.incoming`, which the next crawl clears.
"""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_INCOMING = ".incoming"


class MissingObject(KeyError):
    """No object of this sha256 is in the archive; the message names both."""

    def __str__(self) -> str:
        """Give the message without the quotes that KeyError puts around it."""
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What re-hashing every object found: how many were read, and those whose bytes do not match
    their name.
    """

    objects: int
    bytes: int
    damaged: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Tell whether every object holds what its name says."""
        return not self.damaged


class Archive:
    """Raw bytes by their sha256 in a folder or under an fsspec URL."""

    def __init__(self, url: str | Path) -> None:
        """Open the archive at a folder or fsspec URL; it is created when something is put."""
        import fsspec  # noqa: PLC0415

        self.url = str(url)
        self._fs: Any
        self._fs, root = fsspec.core.url_to_fs(self.url)
        self._root = str(root).rstrip("/")
        protocol = self._fs.protocol if isinstance(self._fs.protocol, str) else self._fs.protocol[0]
        self._local = protocol in ("file", "local")

    def put(self, content: bytes | IO[bytes]) -> str:
        """Keep bytes, or a stream read from its start, and give their sha256; keeping the same
        bytes again writes nothing.
        """
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        stream.seek(0)
        digest = hashlib.sha256()
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
        sha256 = digest.hexdigest()
        if not self.has(sha256):
            stream.seek(0)
            self._write(sha256, stream)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Give the bytes of an object; MissingObject names the archive when there is none."""
        try:
            return bytes(self._fs.cat_file(self._path(sha256)))
        except FileNotFoundError:
            raise MissingObject(
                f"{self.url}: no object {sha256}; fetch it again with `budgetflow crawl`"
            ) from None

    def has(self, sha256: str) -> bool:
        """Tell whether an object is in the archive."""
        return bool(self._fs.exists(self._path(sha256)))

    def size(self, sha256: str) -> int:
        """Give the bytes an object holds."""
        try:
            return int(self._fs.size(self._path(sha256)))
        except FileNotFoundError:
            raise MissingObject(f"{self.url}: no object {sha256}") from None

    def objects(self) -> Iterator[str]:
        """Give the sha256 of every object, in order."""
        if not self._fs.exists(self._root):
            return
        names = (
            path.rsplit("/", 1)[-1]
            for path in self._fs.find(self._root)
            if f"/{_INCOMING}/" not in path
        )
        yield from sorted(name for name in names if _SHA256.fullmatch(name))

    def verify(self) -> ArchiveReport:
        """Re-hash every object and report those whose bytes are not what their name says; nothing
        is changed.
        """
        damaged: list[str] = []
        count = size = 0
        for sha256 in self.objects():
            digest = hashlib.sha256()
            with self._fs.open(self._path(sha256), "rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
            count += 1
            if digest.hexdigest() != sha256:
                damaged.append(sha256)
        return ArchiveReport(count, size, tuple(damaged))

    def clear_incoming(self) -> None:
        """Remove what a killed writer left unfinished; only the holder of the crawl lock may call
        this.
        """
        if self._local:
            shutil.rmtree(Path(self._root) / _INCOMING, ignore_errors=True)

    def _path(self, sha256: str) -> str:
        """Give an object's place; a name that is no sha256 is refused, so no outside text becomes a
        path.
        """
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a sha256 in lower-case hex")
        return f"{self._root}/{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _write(self, sha256: str, stream: IO[bytes]) -> None:
        if not self._local:  # object stores show an object only when its upload is complete
            with self._fs.open(self._path(sha256), "wb") as target:
                shutil.copyfileobj(stream, target, _CHUNK)
            return
        place, waiting = Path(self._path(sha256)), Path(self._root) / _INCOMING / uuid.uuid4().hex
        place.parent.mkdir(parents=True, exist_ok=True)
        waiting.parent.mkdir(parents=True, exist_ok=True)
        with waiting.open("wb") as target:
            shutil.copyfileobj(stream, target, _CHUNK)
            target.flush()
            os.fsync(target.fileno())
        waiting.replace(place)
        _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename durable before anything is written that relies on it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
