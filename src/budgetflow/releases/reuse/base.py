"""The release before as a folder to build on, without fetching what is only taken over.

On a disk it is the release's own folder. Of one on an object store, data and lists are fetched
unless this machine kept them; in place of its pages and pictures lie empty files, which the new
release links to like any others. As SHA256SUMS tells that they did not change, the store copies
them itself. What is to be read after all is filled in first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from budgetflow.lake.storage import Files
from budgetflow.releases.making.staging import own_folder, room_of
from budgetflow.releases.reuse.hashes import sealed
from budgetflow.releases.reuse.kept import Kept
from budgetflow.releases.versions import SEAL, Catalogue

# Folders of pages: there are millions of files in them, and few are read by the next release.
_PAGES = ("d/", "v/", "p/", "crops/", "c/", "k/", "r/", "search/", "assets/")
# Written anew by each release, which never looks at those of the one before.
_ANEW = ("schemas/", "examples/", "errors/")
_READ = ("assets/format.txt",)
# What pages of several disclosures are made of, read of some that did not change.
_SUMMARIES = ("d/", ".json")
_ASIDE = "fetched"
_KEPT = "kept"
_PREFIX = ".previous-"


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
def base_of(catalogue: Catalogue, version: str | None, room: Path | None = None) -> Iterator[Base]:
    """Return a release to build on; a copy of one on an object store is gone afterwards. `room` is
    the folder of this machine where files of it are kept, if they are.
    """
    if version is None:
        yield Base()
    elif catalogue.files.local:
        yield Base(Path(catalogue.files.full(version)))
    else:
        with own_folder(room_of(catalogue, room), _PREFIX) as folder:
            yield _StandIn(catalogue.files, version, folder, _kept_in(room)).base()


def keep_for_next(release: Path, room: Path | None) -> None:
    """Keep of a sealed release what the next one reads, and let go of everything else."""
    kept = _kept_in(room)
    digests = sealed(release)
    names = [name for name in digests if _is_kept(name)]
    kept.keep(digests, release, names)
    kept.let_go(digests[name] for name in names)


def _kept_in(room: Path | None) -> Kept:
    return Kept(None if room is None else room / _KEPT)


def _is_read(name: str) -> bool:
    """Check whether the next release reads a file whatever changed."""
    return name in _READ or not name.startswith(_PAGES + _ANEW)


def _is_kept(name: str) -> bool:
    folder, ending = _SUMMARIES
    return _is_read(name) or (name.startswith(folder) and name.endswith(ending))


class _StandIn:
    """A release of an object store as a folder: whole files where a build reads, else empty."""

    def __init__(self, files: Files, version: str, folder: Path, kept: Kept) -> None:
        files.fetch([f"{version}/{SEAL}"], folder)
        self._files = files
        self._version = version
        self._folder = folder
        self._kept = kept
        self._release = folder / version
        self._digests = sealed(self._release)
        self._empty = {name for name in self._digests if not _is_read(name)}

    def base(self) -> Base:
        """Put all files in place."""
        self._bring(self._digests.keys() - self._empty, self._folder)
        for parent in {(self._release / name).parent for name in self._empty}:
            parent.mkdir(parents=True, exist_ok=True)
        for name in self._empty:
            (self._release / name).touch()
        return Base(self._release, self._fill)

    def _fill(self, names: Iterable[str]) -> None:
        missing = self._empty.intersection(names)
        self._empty -= missing
        aside = self._folder / _ASIDE
        self._bring(missing, aside)
        for name in missing:
            _fill_in(self._release / name, (aside / self._version / name).read_bytes())

    def _bring(self, names: Iterable[str], folder: Path) -> None:
        """Write files into a folder, from what is kept or from the store."""
        release = folder / self._version
        wanted = set(names)
        for parent in {(release / name).parent for name in wanted}:
            parent.mkdir(parents=True, exist_ok=True)
        fetched = {
            name for name in wanted if not self._kept.place(self._digests[name], release / name)
        }
        self._files.fetch([f"{self._version}/{name}" for name in fetched], folder)
        self._kept.keep(self._digests, release, fetched)


def _fill_in(path: Path, data: bytes) -> None:
    """Write bytes into a file that is there: a release that links to it has them too."""
    with path.open("r+b") as stream:
        stream.write(data)
