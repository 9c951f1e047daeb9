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
import re
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from budgetflow.lake.storage import Files

_CHUNK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
# In the archive itself: a rename is atomic within one file system only.
_INCOMING = ".incoming"


class MissingObject(KeyError):
    """No object of this sha256 is in the archive; the message names both."""

    def __str__(self) -> str:
        """Return the message without the quotes that KeyError puts around it."""
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
        """Check whether every object holds what its name says."""
        return not self.damaged


class Archive:
    """Raw bytes by their sha256 in a folder or under an fsspec URL."""

    def __init__(self, url: str | Path) -> None:
        """Open the archive at a folder or fsspec URL; it is created when something is put."""
        self.url = str(url)
        self._files = Files(url)

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
        # Asked after hashing: most files of a full sweep are known, and writing is the dear part.
        if not self.has(sha256):
            stream.seek(0)
            self._write(sha256, stream)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes of an object; MissingObject names the archive when there is none."""
        try:
            return self._files.read(self._path(sha256))
        except FileNotFoundError:
            raise MissingObject(
                f"{self.url}: no object {sha256}; fetch it again with `budgetflow crawl`"
            ) from None

    def has(self, sha256: str) -> bool:
        """Check whether an object is in the archive."""
        return self._files.exists(self._path(sha256))

    def size(self, sha256: str) -> int:
        """Return the bytes an object holds."""
        try:
            return self._files.size(self._path(sha256))
        except FileNotFoundError:
            raise MissingObject(f"{self.url}: no object {sha256}") from None

    def objects(self) -> Iterator[str]:
        """Return the sha256 of every object, in order."""
        names = (
            path.rpartition("/")[2]
            for path in self._files.names()
            # Half-written files lie there; they are no objects yet.
            if not path.startswith(f"{_INCOMING}/")
        )
        # Records of announcements lie in the archive too, under names of another form.
        yield from sorted(name for name in names if _SHA256.fullmatch(name))

    def verify(self) -> ArchiveReport:
        """Re-hash every object and report those whose bytes are not what their name says; nothing
        is changed.
        """
        damaged: list[str] = []
        count = size = 0
        for sha256 in self.objects():
            digest = hashlib.sha256()
            # In pieces: an object may be larger than memory.
            with self._files.open(self._path(sha256)) as stream:
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
        # An object store shows no half-written object and has nothing to clear.
        if self._files.local:
            shutil.rmtree(self._files.full(_INCOMING), ignore_errors=True)

    def _path(self, sha256: str) -> str:
        """Return an object's place; a name that is no sha256 is refused, so no outside text becomes
        a path.
        """
        if not _SHA256.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a sha256 in lower-case hex")
        return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _write(self, sha256: str, stream: IO[bytes]) -> None:
        self._files.write_stream(self._path(sha256), stream, f"{_INCOMING}/{uuid.uuid4().hex}")
