"""The rulings of a page's picture: long thin dark lines, as the lattice takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from budgetflow.readers.document import Box
from budgetflow.readers.pdfium.render import Picture
from budgetflow.readers.tables.rulings import Segment

# Points: shorter dark strokes are strokes of characters; the lowest rows and narrowest columns of
# print are about this.
SHORTEST = 18.0
# Of 255: grey that still counts as ink; hairlines drawn at 200 dpi come out grey.
DARK = 170
# Points: what is dark and thicker than this is a bar or a picture.
THICKEST = 4.0


def array_of(picture: Picture) -> npt.NDArray[np.uint8]:
    """Return a picture as rows x columns x RGB."""
    pixels = np.frombuffer(picture.pixels, dtype=np.uint8)
    return pixels.reshape(picture.height, picture.width, 3)


def find_rulings(
    pixels: npt.NDArray[np.uint8], scale: float
) -> tuple[list[Segment], list[Segment]]:
    """Find the horizontal and vertical rulings of a picture (rows x columns x RGB, `scale` pixels a
    point), in points.

    A line that leans by a pixel or two over its length (a scan put in askew) is found in pieces,
    which the lattice joins.
    """
    dark = pixels.min(axis=2) < DARK
    return _lines(dark, scale), _lines(dark.T, scale)


def _lines(dark: npt.NDArray[np.bool_], scale: float) -> list[Segment]:
    near = dark.copy()
    near[:-1] |= dark[1:]  # a leaning line steps from one row of pixels to the next
    rows, columns = near.shape
    padded = np.zeros((rows, columns + 2), dtype=np.int8)
    padded[:, 1:-1] = near
    steps = np.diff(padded, axis=1)
    # Where ink begins and ends in each row of pixels, all rows at once: loops in Python take
    # seconds.
    row, start = np.nonzero(steps == 1)
    end = np.nonzero(steps == -1)[1]
    long = end - start >= SHORTEST * scale
    row = row[long]
    start = start[long]
    end = end[long]
    ink = np.zeros((rows, columns + 1), dtype=np.int32)
    np.cumsum(near, axis=1, out=ink[:, 1:])
    # A ruling has no ink beside most of its length; a bar and a picture have.
    thick = max(2, round(THICKEST * scale))
    above = np.clip(row - thick, 0, rows - 1)
    below = np.clip(row + thick, 0, rows - 1)
    beside = np.maximum(ink[above, end] - ink[above, start], ink[below, end] - ink[below, start])
    thin = beside < 0.5 * (end - start)
    found: list[Segment] = []
    for r, first, last in zip(row[thin], start[thin], end[thin], strict=True):
        found.append((float(r + 1) / scale, float(first) / scale, float(last) / scale))
    return found


def without_strokes(
    horizontal: list[Segment], vertical: list[Segment], texts: Sequence[Box]
) -> tuple[list[Segment], list[Segment]]:
    """Leave out what is a stroke of a large character: no longer than a line of text is high, and
    within that line.
    """

    def stroke(across: float, start: float, end: float, upright: bool) -> bool:
        for box in texts:
            slack = 0.2 * (box.bottom - box.top)
            if upright:
                x0, x1, y0, y1 = across, across, start, end
            else:
                x0, x1, y0, y1 = start, end, across, across
            beside = x0 < box.x0 - slack or x1 > box.x1 + slack
            outside = y0 < box.top - slack or y1 > box.bottom + slack
            if beside or outside:
                continue
            # A line of text is five times the slack high.
            if end - start <= 6 * slack:
                return True
        return False

    kept_horizontal = [line for line in horizontal if not stroke(*line, False)]
    kept_vertical = [line for line in vertical if not stroke(*line, True)]
    return kept_horizontal, kept_vertical
