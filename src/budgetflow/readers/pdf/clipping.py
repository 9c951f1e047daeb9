"""What clipping paths leave of an object: the part of it that is painted."""

from __future__ import annotations

import ctypes

from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.page_geometry import Matrix

# x0, top, x1, bottom in points of the displayed page.
Bounds = tuple[float, float, float, float]
# Clipping paths of one object that are looked at; real pages nest up to four.
MOST_PATHS = 32


class Clips:
    """Answers for one page; reads each clipping path once, however many objects stand under it."""

    def __init__(self, width: float, height: float) -> None:
        """Take the size of the displayed page, which clips everything."""
        self._page: Bounds = (0.0, 0.0, width, height)
        self._known: dict[tuple[int, int, int], Bounds] = {}
        # Written by pdfium and read at once, for the points of every path.
        self._x = ctypes.c_float()
        self._y = ctypes.c_float()
        self._at = (api.place_of(self._x), api.place_of(self._y))

    def bounds(self, item: int, matrix: Matrix) -> Bounds:
        """Return the bounds that an object, by its address, is painted within; `matrix` leads from
        what holds it to the displayed page.

        Clips that are no rectangles are left alone. Objects under the same clip share its points in
        memory, which tells one clip
        from another without reading it.
        """
        clip = api.clip_of(item)
        count = api.clip_paths_of(clip) if clip else 0
        # No clip at all (-1) and one of no paths clip nothing.
        if count <= 0:
            return self._page
        first = api.clip_segment_of(clip, 0, 0)
        last = api.clip_segment_of(clip, count - 1, 0) if count > 1 else first
        key = (count, first, last)
        known = self._known.get(key)
        if known is None:
            known = self._read(clip, min(count, MOST_PATHS), matrix)
            self._known[key] = known
        return known

    def _read(self, clip: int, count: int, matrix: Matrix) -> Bounds:
        a, b, c, d, e, f = matrix
        x0, top, x1, bottom = self._page
        for path in range(count):
            points = api.clip_segments_of(clip, path)
            # Four corners, or five with the first again: a rectangle; others are left alone.
            if points not in (4, 5):
                continue
            xs = []
            ys = []
            for k in range(points):
                api.point_of(api.clip_segment_of(clip, path, k), *self._at)
                xs.append(a * self._x.value + c * self._y.value + e)
                ys.append(b * self._x.value + d * self._y.value + f)
            x0 = max(x0, min(xs))
            x1 = min(x1, max(xs))
            top = max(top, min(ys))
            bottom = min(bottom, max(ys))
        return x0, top, x1, bottom


def painted_area(place: Matrix, painted: Bounds) -> float:
    """Return how many square points of a picture are painted; a matrix places its unit square."""
    a, b, c, d, e, f = place
    x0, top, x1, bottom = painted
    width = min(max(e, e + a, e + c, e + a + c), x1) - max(min(e, e + a, e + c, e + a + c), x0)
    height = min(max(f, f + b, f + d, f + b + d), bottom) - max(
        min(f, f + b, f + d, f + b + d), top
    )
    return max(0.0, width) * max(0.0, height)
