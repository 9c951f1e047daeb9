"""Files of the newest release on an object store, kept on this machine's disk by their hash.

The next release reads the data and the lists of the one before. On the machine that made it they
need not be fetched again: a request a partition and list would grow with the lake, not with what
changed. What is missing here, or is not what its name says, is fetched; nothing depends on it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from budgetflow.releases.file_listing import link
from budgetflow.releases.reuse.hashes import sha256_of

# Leading digits of a hash that name a folder: a folder of a million files is slow to list.
_DIGITS = 2


class Kept:
    """The files under a folder of this machine; without a folder nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        """Take the folder; it is made when something is kept."""
        self._folder = folder

    def place(self, digest: str, target: Path) -> bool:
        """Put a file of this sha256 in place, if it is kept; the folder of `target` is there."""
        if self._folder is None:
            return False
        held = self._path(self._folder, digest)
        try:
            # A loss of power can leave a name whose bytes never reached the disk.
            if sha256_of(held) != digest:
                held.unlink(missing_ok=True)
                return False
            link(held, target)
        except FileNotFoundError:  # not kept, or another build has just let go of it
            return False
        return True

    def keep(self, digests: Mapping[str, str], folder: Path, names: Iterable[str]) -> None:
        """Keep files under `folder`, whose sha256 are given by name; an empty one stands for a file
        that was never fetched.
        """
        if self._folder is None:
            return
        for name in names:
            source = folder / name
            if source.stat().st_size:
                link(source, self._path(self._folder, digests[name]))

    def let_go(self, wanted: Iterable[str]) -> None:
        """Remove all but the files of these sha256."""
        if self._folder is None or not self._folder.is_dir():
            return
        needed = set(wanted)
        for part in self._folder.iterdir():
            for entry in os.scandir(part):
                if entry.name not in needed:
                    Path(entry.path).unlink(missing_ok=True)

    @staticmethod
    def _path(folder: Path, digest: str) -> Path:
        return folder / digest[:_DIGITS] / digest
