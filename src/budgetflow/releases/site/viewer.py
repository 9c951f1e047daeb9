"""Views of printed pages: each figure of a disclosure as a box on its page, over a picture of that
part of the page.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from budgetflow.readers.document import Box
from budgetflow.releases.file_listing import link
from budgetflow.releases.site.cell_locations import Cells
from budgetflow.releases.site.grids import Figure
from budgetflow.releases.site.page_viewport import Frame, frame_of
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.pictures import Pictures
from budgetflow.releases.site.publishers import Disclosure, Publisher
from budgetflow.releases.site.table_html import boxes_of, cells_body
from budgetflow.releases.site.thumbnails import size_of

# Pixels a point: 108 dpi, sharp enough to read the small print of a wide table.
SCALE = 1.5


class Viewer:
    """Writes the views of one release."""

    def __init__(self, site: Site, previous: Path | None, pictures: Pictures | None) -> None:
        """Take the pages, the release before (whose pictures are used again) and a source of
        pictures.
        """
        self._site = site
        self._previous = previous
        self._pictures = pictures

    def write(
        self,
        publisher: Publisher,
        disclosure: Disclosure,
        figures: Sequence[tuple[Figure, str]],
        documents: Mapping[str, dict[str, Any]],
    ) -> dict[tuple[str, int], tuple[str | None, Frame]]:
        """Write a view for each page that figures of a disclosure are printed on, and return the
        picture of each (None where there is none) and what it shows; each figure comes with the
        page that lists it.
        """
        by_page: dict[tuple[str, int], list[tuple[Figure, str]]] = {}
        for figure, back in figures:
            if figure.box is not None and figure.page is not None:
                by_page.setdefault((figure.document_id, figure.page), []).append((figure, back))
        frames = {
            key: frame_of([figure.box for figure, _ in held if figure.box is not None])
            for key, held in by_page.items()
        }
        drawn = self._draw(frames)
        pictures = {key: drawn.get(key, (None, frame)) for key, frame in frames.items()}
        for (document_id, page), held in sorted(by_page.items()):
            picture, frame = pictures[document_id, page]
            self._site.page(
                self.address(disclosure, document_id, page),
                "view.html",
                publisher=publisher,
                d=disclosure,
                page=page,
                document=documents.get(document_id) or _unknown(document_id),
                picture=picture,
                frame=frame,
                boxes=boxes_of(held, frame, printed=picture is None),
            )
        return pictures

    @staticmethod
    def address(disclosure: Disclosure, document_id: str, page: int) -> str:
        """Return the address of the view of a page."""
        return f"v/{disclosure.slug}/{document_id[:8]}-p{page}.html"

    def write_cells(
        self,
        publisher: Publisher,
        disclosure: Disclosure,
        views: Sequence[Cells],
        documents: Mapping[str, dict[str, Any]],
    ) -> None:
        """Write a view for each sheet, table or text that figures without a box stand in."""
        for view in views:
            self._site.page(
                f"v/{disclosure.slug}/{view.name}.html",
                "cells.html",
                publisher=publisher,
                d=disclosure,
                document=documents.get(view.document_id) or _unknown(view.document_id),
                view=view,
                body=cells_body(view),
            )

    def _draw(
        self, frames: Mapping[tuple[str, int], Frame]
    ) -> dict[tuple[str, int], tuple[str | None, Frame]]:
        """Draw parts of pages, or take them over from the release before; give each one's path and
        what it shows.
        """
        if self._pictures is None:
            return {}
        paths = {key: self._path(key, frame) for key, frame in frames.items()}
        missing: dict[str, list[tuple[int, Box]]] = {}
        for (document_id, page), path in sorted(paths.items()):
            if (
                self._previous is not None
                and (self._previous / path).exists()
                and not (self._site.folder / path).exists()
            ):
                link(self._previous / path, self._site.folder / path)
            if not (self._site.folder / path).exists():
                missing.setdefault(document_id, []).append((page, frames[document_id, page].box))
        for document_id, wanted in missing.items():
            for (page, _), drawn in zip(
                wanted, self._pictures.crops(document_id, wanted, SCALE), strict=True
            ):
                if drawn is None:
                    del paths[document_id, page]
                    continue
                target = self._site.folder / paths[document_id, page]
                target.parent.mkdir(parents=True, exist_ok=True)
                aside = target.with_name(f"{target.name}.{os.getpid()}")
                aside.write_bytes(drawn)
                aside.replace(
                    target
                )  # whole at once: another process may show the same page of the same document
        return {key: (path, self._shown(path, frames[key])) for key, path in paths.items()}

    def _path(self, key: tuple[str, int], frame: Frame) -> str:
        assert self._pictures is not None
        told = hashlib.sha256(repr((self._pictures.version, SCALE, frame)).encode()).hexdigest()
        return f"crops/{key[0][:16]}/p{key[1]}-{told[:8]}.png"

    def _shown(self, path: str, frame: Frame) -> Frame:
        """Return what a picture shows: less than was asked for where the page ends."""
        with (self._site.folder / path).open("rb") as stream:
            width, height = size_of(stream.read(24))
        return Frame(frame.left, frame.top, round(width / SCALE, 2), round(height / SCALE, 2))


def _unknown(document_id: str) -> dict[str, Any]:
    """Stand in for a document that the release does not list."""
    return {"file_name": document_id[:16], "source_url": "", "document_id": document_id}
