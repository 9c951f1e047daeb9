"""The sha256 of each file of a release; those taken over are known from the release before."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from budgetflow.releases.versions import SEAL

# Hex digits of a sha256; two spaces and the name follow in SHA256SUMS.
_DIGEST = 64


class Hashes:
    """Hashes of a release's files, each taken once. Files may be added, none may change after it
    was asked for.
    """

    def __init__(self, release: Path, previous: Path | None = None) -> None:
        """Take the folder of a release and of the one before, whose SHA256SUMS tells the hashes of
        files that both share as hard links.
        """
        self._release = release
        self._previous = previous
        self._before = {} if previous is None else sealed(previous)
        self._known: dict[str, str] = {}
        self._taken_over: dict[str, bool] = {}

    def of(self, name: str) -> str:
        """Return the sha256 of a file in hex; raises FileNotFoundError."""
        known = self._known.get(name)
        if known is None:
            if self.taken_over(name):
                known = self._before[name]
            else:
                known = sha256_of(self._release / name)
            self._known[name] = known
        return known

    def was_there(self, name: str) -> bool:
        """Check whether the release before has a file of this name."""
        return name in self._before

    def taken_over(self, name: str) -> bool:
        """Check whether a file is the very file of the release before, not merely the same bytes:
        where a disk knows no hard links, or the file was taken out of the older release to save
        room, it is not.
        """
        if self._previous is None or name not in self._before:
            return False
        known = self._taken_over.get(name)
        if known is None:
            known = self._taken_over[name] = self._is_same_file(name, self._previous)
        return known

    def _is_same_file(self, name: str, previous: Path) -> bool:
        """Check whether a file of the release and one of the release before are one on the disk.

        Asked of each file of a release, so paths are texts: `Path` took three times as long.
        """
        here = os.stat(f"{self._release}/{name}")  # noqa: PTH116
        try:
            there = os.stat(f"{previous}/{name}")  # noqa: PTH116
        except FileNotFoundError:
            return False
        return os.path.samestat(here, there)

    def unchanged(self, name: str) -> bool:
        """Check whether a file has the bytes it had in the release before; missing in both counts
        as unchanged.
        """
        if self._previous is None:
            return False
        # A partition without rows has no file, in either release.
        if not (self._release / name).exists():
            return name not in self._before
        return self.of(name) == self._before.get(name)


def sealed(release: Path) -> dict[str, str]:
    """Return the sha256 that a release's SHA256SUMS says of each file; empty where it has none."""
    path = release / SEAL
    if not path.exists():
        return {}
    # As `sha256sum` writes them: the digest, two spaces, the name.
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line[_DIGEST + 2 :]: line[:_DIGEST] for line in lines}


def sha256_of(path: Path) -> str:
    """Return the sha256 of a file, in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
