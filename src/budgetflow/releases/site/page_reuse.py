"""Pages that the release before has already: taken over where neither the rows nor the catalogue's
own making changed.

The pages of a disclosure or a publisher name no release, so that they are the same in each that
holds the same rows of it. What changed is known from the comparison of the two releases' data
(`reuse.touched`): no page is written or read to find out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Set
from pathlib import Path

import pyarrow.parquet as pq

from budgetflow.extras import installed_version
from budgetflow.releases.file_listing import link_all
from budgetflow.releases.formats.partition_files import parts_of
from budgetflow.releases.leaks import MASK_VERSION
from budgetflow.releases.reuse.base import Base
from budgetflow.releases.reuse.code_version import code_version
from budgetflow.releases.reuse.hashes import sealed
from budgetflow.releases.reuse.touched import Touched, told_before
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.summaries import path_of

FORMAT = "assets/format.txt"
_MADE_BY = (
    "budgetflow.releases.site",
    "budgetflow.releases.formats",  # names of measures and columns
    "budgetflow.contracts",
    "budgetflow.reference",
)
_PAGES = ("d", "v", "p")
_WHOSE = re.compile(r"[0-9a-f]{16}")
# Digits of a document's id in the names of its pictures.
_DIGITS = 16
_PICTURE = re.compile(r"crops/[0-9a-f]{16}/p\d+-[0-9a-f]{8}\.png")


class Takeover:
    """Takes pages over from the release before, of disclosures and publishers nothing touched."""

    def __init__(self, release: Path, base: Base, made_with: str, touched: Touched) -> None:
        """Take the folder of the release and the one before, what beside code and templates the
        pages are made with (how pictures are drawn, what checks ask), and what differs between the
        two, closed over publishers.
        """
        made = format_of(made_with)
        (release / FORMAT).write_text(made + "\n", encoding="utf-8")
        self._release = release
        self.previous = base.folder if _made_as(base.folder, made) else None
        """The release before, if the same code made it and the same mask looked at it."""
        self._fill = base.fill
        self._touched = touched
        self._pages: dict[str, list[str]] = {}
        self._pictures: dict[str, list[str]] = {}
        if self.previous is not None:
            self._index(sealed(self.previous))
        self._told = told_before(self.previous)

    def keeps(self, disclosure: Disclosure) -> bool:
        """Check whether the pages of a disclosure are those of the release before."""
        if self.previous is None or disclosure.disclosure_id in self._touched.disclosures:
            return False
        return f"d/{disclosure.slug}" in self._pages

    def keeps_publisher(self, publisher: Publisher) -> bool:
        """Check whether the page of a publisher is that of the release before."""
        if self.previous is None or publisher.publisher_id in self._touched.publishers:
            return False
        if any(d.disclosure_id in self._told for d in publisher.disclosures):
            return False
        return f"p/{publisher.publisher_id}" in self._pages

    def take_publisher(self, publisher: Publisher) -> None:
        """Put the page of a publisher in place."""
        self._link(self._pages[f"p/{publisher.publisher_id}"])

    def fill_summaries(self, publishers: Iterable[Publisher], accused: Set[str]) -> None:
        """Put in place what the pages still to write read of disclosures that were taken over:
        those of a publisher that something touched, and those with an error of the publisher's.
        """
        read = []
        for publisher in publishers:
            whole = not self.keeps_publisher(publisher)
            for disclosure in publisher.disclosures:
                if whole or disclosure.disclosure_id in accused:
                    read.append(path_of(disclosure.slug))
        self._fill(read)

    def take(self, disclosures: Iterable[Disclosure]) -> None:
        """Put the pages of disclosures and the pictures they show in place."""
        slugs = {d.disclosure_id: d.slug for d in disclosures}
        for slug in slugs.values():
            self._link(self._pages[f"d/{slug}"])
            self._link(self._pages.get(f"v/{slug}", ()))
        if not self._pictures:
            return
        for document, users in self._shown_by().items():
            if users <= slugs.keys() and document not in self._touched.documents:
                self._link(self._pictures.get(document, ()))
            else:
                self._fill(self._pictures.get(document, ()))
                self._link_shown(slugs[name] for name in sorted(users & slugs.keys()))

    def _index(self, names: Iterable[str]) -> None:
        """Sort the files of the release before by whose they are: `d/<slug>`, `v/<slug>`,
        `p/<publisher>`, and pictures by the first digits of the document they show.
        """
        for name in names:
            folder, _, rest = name.partition("/")
            if folder in _PAGES:
                whose = _WHOSE.match(rest)
                if whose is not None:
                    self._pages.setdefault(f"{folder}/{whose[0]}", []).append(name)
            elif folder == "crops":
                self._pictures.setdefault(rest.partition("/")[0], []).append(name)

    def _shown_by(self) -> dict[str, set[str]]:
        """Return the disclosures of each document that pictures show, by its first digits."""
        found: dict[str, set[str]] = {}
        for part in parts_of(self._release, "documents"):
            path = part.path(self._release)
            table = pq.read_table(path, columns=["document_id", "disclosure_id"], partitioning=None)
            for document, disclosure in zip(*(c.to_pylist() for c in table.columns), strict=True):
                if document[:_DIGITS] in self._pictures and disclosure is not None:
                    found.setdefault(document[:_DIGITS], set()).add(disclosure)
        return found

    def _link_shown(self, slugs: Iterable[str]) -> None:
        """Put the pictures in place that the pages of some disclosures show. Only read where a
        document serves a touched disclosure too: which of its pictures are whose, no name tells.
        """
        assert self.previous is not None
        for slug in slugs:
            pages = self._pages.get(f"v/{slug}", [])
            self._fill(pages)
            for page in pages:
                text = (self.previous / page).read_text(encoding="utf-8")
                self._link(sorted(set(_PICTURE.findall(text))))

    def _link(self, names: Iterable[str]) -> None:
        assert self.previous is not None
        link_all(names, self.previous, self._release)


def _made_as(previous: Path | None, made: str) -> bool:
    """Check whether the pages of a release were made by the same code from the same words."""
    if previous is None or not (previous / FORMAT).exists():
        return False
    return (previous / FORMAT).read_text(encoding="utf-8").strip() == made


def format_of(made_with: str) -> str:
    """Return a hash of all that pages are made by: templates, styles, code, words and pictures, and
    the library that spells their names in English.
    """
    parts = (made_with, MASK_VERSION, code_version(*_MADE_BY), installed_version("pypinyin"))
    return hashlib.sha256(repr(parts).encode()).hexdigest()
