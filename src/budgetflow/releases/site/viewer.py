"""Views of printed pages: each figure of a disclosure as a box on its page, over a picture of that part of the page."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from budgetflow.readers.document import Box
from budgetflow.releases.data import link
from budgetflow.releases.site.grids import Figure
from budgetflow.releases.site.pages import Site
from budgetflow.releases.site.publishers import Disclosure, Publisher

SCALE = 1.5
"""Pixels a point: 108 dpi, sharp enough to read the small print of a wide table."""
MARGIN = 12.0
HEAD = 150.0
"""Points above the first figure: there stand the title, the unit and the headings."""
FRAME = 900.0
"""Points a page is taken to be wide where there is no picture: a sideways A4 page with room to spare."""


class Pictures(Protocol):
    """Gives pictures of pages, from the archive; a release without one has boxes on blank pages."""

    version: str
    """Raised where the same page would be drawn otherwise, so that no picture is taken over from an earlier release."""

    def crop(self, document_id: str, page: int, box: Box, scale: float) -> bytes | None:
        """Draw a part of a page as PNG, `scale` pixels a point; None where there is no such page, or its bytes are not there."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a page that a view shows, in points."""

    left: float
    top: float
    width: float
    height: float


class Viewer:
    """Writes the views of one release."""

    def __init__(self, site: Site, previous: Path | None, pictures: Pictures | None) -> None:
        """Take the pages, the release before (whose pictures are used again) and a source of pictures."""
        self._site = site
        self._previous = previous
        self._pictures = pictures

    def write(
        self, publisher: Publisher, disclosure: Disclosure, figures: Sequence[tuple[Figure, str]], documents: Mapping[str, dict[str, Any]]
    ) -> None:
        """Write a view for each page that figures of a disclosure are printed on; each figure comes with the page that lists it."""
        by_page: dict[tuple[str, int], list[tuple[Figure, str]]] = {}
        for figure, back in figures:
            if figure.box is not None and figure.page is not None:
                by_page.setdefault((figure.document_id, figure.page), []).append((figure, back))
        for (document_id, page), held in sorted(by_page.items()):
            boxes = [figure.box for figure, _ in held if figure.box is not None]
            frame = frame_of(boxes)
            picture, frame = self._picture(document_id, page, frame)
            self._site.page(
                f"v/{disclosure.slug}/{document_id[:8]}-p{page}.html",
                "view.html",
                publisher=publisher,
                d=disclosure,
                page=page,
                document=documents.get(document_id) or {"file_name": document_id[:16], "source_url": "", "document_id": document_id},
                picture=picture,
                frame=frame,
                figures=[_placed(figure, back, frame) for figure, back in held],
            )

    def _picture(self, document_id: str, page: int, frame: Frame) -> tuple[str | None, Frame]:
        """Draw the part of the page, or take it over from the release before; give its path and what it shows."""
        if self._pictures is None:
            return None, frame
        told = repr((self._pictures.version, SCALE, frame))
        path = f"crops/{document_id[:16]}/p{page}-{hashlib.sha256(told.encode()).hexdigest()[:8]}.png"
        target = self._site.folder / path
        if not target.exists() and self._previous is not None and (self._previous / path).exists():
            link(self._previous / path, target)
        if not target.exists():
            drawn = self._pictures.crop(document_id, page, Box(frame.left, frame.top, frame.left + frame.width, frame.top + frame.height), SCALE)
            if drawn is None:
                return None, frame
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(drawn)
        width, height = size_of(target.read_bytes()[:24])
        return path, Frame(frame.left, frame.top, round(width / SCALE, 2), round(height / SCALE, 2))


def frame_of(boxes: Sequence[tuple[float, float, float, float]]) -> Frame:
    """Give the part of a page that shows these figures with their headings and labels: from the left edge on."""
    top = max(0.0, min(box[1] for box in boxes) - HEAD)
    bottom = max(box[3] for box in boxes) + MARGIN
    right = max(max(box[2] for box in boxes) + MARGIN, FRAME)
    return Frame(0.0, round(top, 2), round(right, 2), round(bottom - top, 2))


def size_of(png: bytes) -> tuple[int, int]:
    """Give the width and height of a PNG from its first 24 bytes."""
    if png[:8] != b"\x89PNG\r\n\x1a\n":
        raise ValueError("a picture of a page must be a PNG")
    width, height = struct.unpack(">II", png[16:24])
    return int(width), int(height)


def _placed(figure: Figure, back: str, frame: Frame) -> dict[str, object]:
    assert figure.box is not None
    x0, top, x1, bottom = figure.box
    return {
        "x": round(x0 - frame.left, 1),
        "y": round(top - frame.top, 1),
        "w": round(x1 - x0, 1),
        "h": round(bottom - top, 1),
        "anchor": figure.anchor,
        "label": figure.label,
        "column": figure.column,
        "printed": figure.printed,
        "back": back,
    }
