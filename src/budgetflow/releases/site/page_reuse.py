"""Pages that the release before has already: taken over where neither the rows nor the catalogue's
own making changed.

A disclosure's pages name no release, so that they are the same in each that holds the same rows of
its year and province.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from budgetflow.lake.partitions import Partition
from budgetflow.releases.file_listing import link
from budgetflow.releases.formats.partition_files import data_file
from budgetflow.releases.site.summaries import path_of

FORMAT = "assets/format.txt"
_PICTURE = re.compile(r"crops/[0-9a-f]{16}/p\d+-[0-9a-f]{8}\.png")


class Takeover:
    """Takes pages over from the release before."""

    def __init__(self, release: Path, previous: Path | None, made_with: str) -> None:
        """Take both folders, and what beside code and templates the pages are made with: how
        pictures are drawn, and what checks ask.
        """
        made = format_of(made_with)
        (release / FORMAT).write_text(made + "\n", encoding="utf-8")
        same = (
            previous is not None
            and (previous / FORMAT).exists()
            and (previous / FORMAT).read_text(encoding="utf-8").strip() == made
        )
        self._release = release
        self._previous = previous if same else None

    def covers(self, place: Partition, datasets: tuple[str, ...]) -> bool:
        """Tell whether all rows of a year and province are those of the release before."""
        if self._previous is None:
            return False
        for dataset in datasets:
            partition = Partition(dataset, place.fiscal_year, place.province)
            old, new = data_file(self._previous, partition), data_file(self._release, partition)
            if old.exists() != new.exists() or (
                new.exists() and not (old.samefile(new) or old.read_bytes() == new.read_bytes())
            ):
                return False
        return True

    def take(self, slug: str) -> None:
        """Put a disclosure's pages and pictures in place."""
        assert self._previous is not None
        for name in _pages(self._previous, slug):
            link(self._previous / name, self._release / name)
            for picture in (
                set(_PICTURE.findall((self._release / name).read_text(encoding="utf-8")))
                if name.startswith("v/")
                else ()
            ):
                if not (self._release / picture).exists():
                    link(self._previous / picture, self._release / picture)


def format_of(made_with: str) -> str:
    """Give a hash of all that pages are made by: templates, styles, code, words and pictures."""
    digest = hashlib.sha256(made_with.encode())
    for folder in ("budgetflow.releases.site", "budgetflow.contracts", "budgetflow.reference"):
        for name, source in sorted(_sources(files(folder))):
            digest.update(name.encode() + source.read_bytes())
    return digest.hexdigest()


def _sources(folder: Traversable, under: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _sources(entry, f"{under}{entry.name}/")
        elif entry.name.endswith((".py", ".html", ".css", ".js", ".svg", ".csv")):
            yield under + entry.name, entry


def _pages(release: Path, slug: str) -> Iterator[str]:
    yield path_of(slug)
    for first in (f"d/{slug}", f"d/{slug}-text"):
        if (release / f"{first}.html").exists():
            yield f"{first}.html"
        number = 2
        while (release / f"{first}-{number}.html").exists():
            yield f"{first}-{number}.html"
            number += 1
    views = release / "v" / slug
    if views.exists():
        yield from (f"v/{slug}/{path.name}" for path in sorted(views.iterdir()))
