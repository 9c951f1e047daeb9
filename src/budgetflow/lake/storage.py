"""A folder of files, on disk or under an fsspec URL, with the few acts that must be atomic.

An object store shows an object whole or not at all, so a plain put is atomic there. On a disk the
bytes are written beside
their place under a hidden name, and then renamed or linked into it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO

import fsspec
from fsspec import AbstractFileSystem
from fsspec.implementations.local import LocalFileSystem

# Bytes copied at a time: files may be larger than memory.
_CHUNK = 1 << 20
# Requests to an object store that are under way at a time. One by one, each waits for the answer
# to the last, and 400,000 files took four hours.
AT_ONCE = 32


class Files:
    """The files under one root; every path given or taken is relative to it, with forward
    slashes.
    """

    def __init__(self, url: str | Path) -> None:
        """Take a path, or any URL fsspec knows (`s3://bucket/prefix`); nothing is made until
        something is written.
        """
        # a listing kept from before another writer's commit would name files that are gone
        self.fs, root = fsspec.core.url_to_fs(str(url), use_listings_cache=False)
        self.root: str = root.rstrip("/")
        self.local: bool = isinstance(self.fs, LocalFileSystem)

    def full(self, path: str) -> str:
        """Return the path as the file system knows it."""
        if path:
            return f"{self.root}/{path}"
        return self.root

    def url(self, path: str) -> str:
        """Return the path as a URL that another `Files` can be opened with."""
        url: str = self.fs.unstrip_protocol(self.full(path))
        return url

    def read(self, path: str) -> bytes:
        """Return a file's bytes; raises FileNotFoundError."""
        data: bytes = self.fs.cat_file(self.full(path))
        return data

    def open(self, path: str) -> IO[bytes]:
        """Open a file for reading; raises FileNotFoundError."""
        stream: IO[bytes] = self.fs.open(self.full(path), "rb")
        return stream

    def size(self, path: str) -> int:
        """Return the bytes a file holds; raises FileNotFoundError."""
        return int(self.fs.size(self.full(path)))

    def exists(self, path: str) -> bool:
        """Check whether a file or folder is there."""
        return bool(self.fs.exists(self.full(path)))

    def write(self, path: str, data: bytes) -> None:
        """Put a file in place, whole, over whatever was there."""
        if not self.local:
            self.fs.pipe_file(self.full(path), data)
            return
        temporary = self._beside(path, data)
        # A rename within one folder is atomic: readers see the old file or the new one.
        temporary.replace(self.full(path))

    def write_stream(self, path: str, stream: IO[bytes], waiting: str) -> None:
        """Put what a stream holds in place, whole; on a disk it is gathered at `waiting` first, and
        the new name is safe from a loss of power when this returns.
        """
        if not self.local:
            # The store shows it when it is closed, and not before.
            with self.fs.open(self.full(path), "wb") as target:
                shutil.copyfileobj(stream, target, _CHUNK)
            return
        place = Path(self.full(path))
        gathered = Path(self.full(waiting))
        place.parent.mkdir(parents=True, exist_ok=True)
        gathered.parent.mkdir(parents=True, exist_ok=True)
        with gathered.open("wb") as target:
            shutil.copyfileobj(stream, target, _CHUNK)
            target.flush()
            os.fsync(target.fileno())
        # The bytes are on the disk before the name is: a loss of power leaves the one or the other.
        gathered.replace(place)
        # The name is an entry of the folder, which the system too keeps in memory for a while.
        _sync_folder(place.parent)

    def create(self, path: str, data: bytes) -> bool:
        """Put a file in place, whole, only where none is; give False, and change nothing, where one
        is.
        """
        if not self.local:
            try:
                self.fs.pipe_file(self.full(path), data, mode="create")
            except FileExistsError:
                return False
            return True
        temporary = self._beside(path, data)
        try:
            # link() fails where the name is taken, which rename() does not.
            os.link(temporary, self.full(path))
        except FileExistsError:
            return False
        finally:
            temporary.unlink()
        return True

    def names(self, folder: str = "", suffix: str = "") -> list[str]:
        """List the files under a folder, at any depth, sorted; hidden files (half-written ones) are
        left out.
        """
        found = self.fs.find(self.full(folder)) if self.exists(folder) else []
        relative = (name[len(self.root) + 1 :] for name in found)
        return sorted(
            name
            for name in relative
            if name.endswith(suffix) and not name.rpartition("/")[2].startswith(".")
        )

    def remove(self, path: str) -> None:
        """Remove a file; one that is not there is no error."""
        try:
            self.fs.rm_file(self.full(path))
        except FileNotFoundError:
            return

    def age_seconds(self, path: str, now: float) -> float:
        """Return how long ago a file was written; 0 where the store does not say, or another writer
        just removed it.
        """
        try:
            info = self.fs.info(self.full(path))
        except FileNotFoundError:
            return 0.0
        # Each kind of file system names it otherwise.
        written = info.get("mtime") or info.get("LastModified") or info.get("created")
        if written is None:
            return 0.0
        return now - (written.timestamp() if hasattr(written, "timestamp") else float(written))

    def publish(
        self, folder: Path, name: str, last: str, same: Mapping[str, str] | None = None
    ) -> None:
        """Put a local folder in place under a name: at once by a rename on a disk; with `last`
        copied last on an object store.

        `same` gives for files of the folder where the store has the same bytes already: it copies
        those itself, and they are not sent again.

        Readers of an object store find a release through `versions.json`, which is written after
        this, and through `last`.
        Raises FileExistsError where the name is taken.
        """
        same = same or {}
        # On an object store a folder is there as soon as its first file is; the seal comes last.
        if self.exists(name if self.local else f"{name}/{last}"):
            raise FileExistsError(
                f"{self.full(name)} is there already, and a release is never rewritten; choose "
                f"the next version"
            )
        if self.local:
            target = Path(self.full(name))
            target.parent.mkdir(parents=True, exist_ok=True)
            folder.rename(target)
            return
        self._send(folder, name, last, same)
        shutil.rmtree(folder)

    def _send(self, folder: Path, name: str, last: str, same: Mapping[str, str]) -> None:
        """Copy a local folder to an object store, the file `last` after all others; what `same`
        names is copied there by the store itself.
        """
        paths = [path.relative_to(folder).as_posix() for path in _files_under(folder)]
        sent = [path for path in paths if path not in same and path != last]
        self._side_by_side(
            "put",
            [str(folder / path) for path in sent],
            [self.full(f"{name}/{path}") for path in sent],
        )
        copied = [path for path in paths if path in same and path != last]
        self._copy([same[path] for path in copied], [f"{name}/{path}" for path in copied])
        # What a build that ended in the middle left under the same name is no part of this one.
        for left in set(self.names(name)).difference(f"{name}/{path}" for path in paths):
            self.remove(left)
        # Alone and after all others: who sees the seal sees the whole release.
        self.fs.put_file(str(folder / last), self.full(f"{name}/{last}"))

    def fetch(self, names: Iterable[str], folder: Path) -> None:
        """Write files of the store into a local folder under their names, many at a time; raises
        FileNotFoundError.
        """
        wanted = sorted(names)
        for parent in {(folder / name).parent for name in wanted}:
            parent.mkdir(parents=True, exist_ok=True)
        self._side_by_side(
            "get",
            [self.full(name) for name in wanted],
            [str(folder / name) for name in wanted],
        )

    def _copy(self, sources: list[str], targets: list[str]) -> None:
        """Let the store copy files of its own that nobody changes meanwhile.

        Before each copy s3fs asks for the size. A listing of the folders copied from tells them
        all, a thousand an answer.
        """
        fs = self.fs
        if fs.async_impl:
            # An instance of its own: its listing is kept, which the shared one must not do.
            fs, _ = fsspec.core.url_to_fs(self.url(""), skip_instance_cache=True)
            for folder in sorted({source.partition("/")[0] for source in sources}):
                fs.find(self.full(folder))
        self._side_by_side("copy", list(map(self.full, sources)), list(map(self.full, targets)), fs)

    def _side_by_side(
        self,
        act: str,
        sources: list[str],
        targets: list[str],
        store: AbstractFileSystem | None = None,
    ) -> None:
        """Let the store `get`, `put` or `copy` files, as many at a time as it may; a store that
        knows only one after the other does so.
        """
        if not sources:
            return
        fs = store or self.fs
        if fs.async_impl:
            getattr(fs, act)(sources, targets, batch_size=AT_ONCE)
            return
        one = getattr(fs, "cp_file" if act == "copy" else f"{act}_file")
        for source, target in zip(sources, targets, strict=True):
            one(source, target)

    def folders(self) -> Iterator[str]:
        """Return the names of the folders right under the root."""
        try:
            entries = self.fs.ls(self.root, detail=True)
        except FileNotFoundError:
            return
        for entry in entries:
            if entry["type"] == "directory":
                yield str(entry["name"]).rstrip("/").rpartition("/")[2]

    def _beside(self, path: str, data: bytes) -> Path:
        """Write bytes under a hidden name in the folder of `path`, down to the disk, and give that
        name.
        """
        target = Path(self.full(path))
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".{target.name}.{os.getpid()}-{os.urandom(4).hex()}")
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        return temporary


def _sync_folder(folder: Path) -> None:
    """Make a rename durable before anything is written that relies on it."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _files_under(folder: Path) -> list[Path]:
    """Return the files under a folder at any depth, sorted."""
    return sorted(path for path in folder.rglob("*") if path.is_file())
