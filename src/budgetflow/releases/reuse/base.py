"""The release before as a folder to build on, without fetching what is only taken over.

On a disk it is the release's own folder. Of one on an object store, data and lists are fetched; in
place of its pages and pictures lie empty files, which the new release links to like any others. As
SHA256SUMS tells that they did not change, the store copies them itself. What is to be read after
all is filled in first.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from budgetflow.lake.storage import Files
from budgetflow.releases.reuse.hashes import sealed
from budgetflow.releases.versions import SEAL, Catalogue

# Folders of pages: there are millions of files in them, and few are read by the next release.
_PAGES = ("d/", "v/", "p/", "crops/", "c/", "k/", "r/", "search/", "assets/")
_ASIDE = "fetched"
_READ = ("assets/format.txt",)


def _is_there(names: Iterable[str]) -> None:
    """Fill in nothing: every file of a folder on a disk is whole."""


@dataclass(frozen=True, slots=True)
class Base:
    """The release before; `folder` is None for the first one."""

    folder: Path | None = None
    fill: Callable[[Iterable[str]], None] = _is_there
    """Puts the bytes of files in place that are going to be read; names are relative to the
    folder.
    """


@contextmanager
def base_of(catalogue: Catalogue, version: str | None) -> Iterator[Base]:
    """Return a release to build on; a copy of one on an object store is gone afterwards."""
    if version is None:
        yield Base()
    elif catalogue.files.local:
        yield Base(Path(catalogue.files.full(version)))
    else:
        with tempfile.TemporaryDirectory(prefix="budgetflow-previous-") as folder:
            yield _stand_in(catalogue.files, version, Path(folder))


def _stand_in(files: Files, version: str, folder: Path) -> Base:
    """Fetch what a build reads of a release, and put empty files where its pages are."""
    files.fetch([f"{version}/{SEAL}"], folder)
    release = folder / version
    names = sealed(release).keys()
    empty = {name for name in names if name.startswith(_PAGES) and name not in _READ}
    files.fetch([f"{version}/{name}" for name in names - empty], folder)
    for parent in {(release / name).parent for name in empty}:
        parent.mkdir(parents=True, exist_ok=True)
    for name in empty:
        (release / name).touch()

    def fill(wanted: Iterable[str]) -> None:
        missing = {f"{version}/{name}" for name in wanted if name in empty}
        empty.difference_update(name.partition("/")[2] for name in missing)
        files.fetch(missing, folder / _ASIDE)
        for name in missing:
            _fill_in(folder / name, (folder / _ASIDE / name).read_bytes())

    return Base(release, fill)


def _fill_in(path: Path, data: bytes) -> None:
    """Write bytes into a file that is there: a release that links to it has them too."""
    with path.open("r+b") as stream:
        stream.write(data)
