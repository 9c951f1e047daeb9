"""What a PDF page draws besides text: rulings, and the filled areas that text may stand on or hide
under.

Rulings are strokes, thin filled rectangles and thin images, as horizontal and vertical segments.
"""

from __future__ import annotations

import ctypes
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdf.clipping import Clips, painted_area
from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.object_matrix import matrix_bytes, matrix_in
from budgetflow.readers.pdfium.page_geometry import IDENTITY, Frame, Matrix, multiply

# Points: what is filled and no thicker than this is a ruling (Word draws 0.5, Excel up to 1.5,
# double frames 2.25).
THIN = 3.0
# Path segments read on one page; a table of 400 cells drawn four lines a cell has 1,600, a map has
# millions.
MAX_SEGMENTS = 150_000
# Form XObjects within form XObjects that are followed.
MAX_DEPTH = 8

# Horizontal: y, x0, x1. Vertical: x, y0, y1. Points of the displayed page, x0 <= x1, y0 <= y1.
Segment = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A filled rectangle or a picture, and when it is drawn."""

    order: int
    x0: float
    top: float
    x1: float
    bottom: float
    white: bool = False
    image: int | None = None
    """The picture's address; None for a fill."""

    def holds(self, x: float, y: float) -> bool:
        """Check whether a point lies on it."""
        if x < self.x0 or x > self.x1:
            return False
        # The edges belong to it.
        return self.top <= y <= self.bottom


@dataclass(slots=True)
class Drawings:
    """The straight lines of one page, unmerged and in no order, and its filled areas in the order
    they are drawn.
    """

    clips: Clips
    """What clipping paths leave, for text too."""
    hidden: AbstractSet[int] = frozenset()
    """Addresses of objects that are switched off."""
    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    areas: list[Area] = field(default_factory=list)
    text_order: dict[int, int] = field(default_factory=dict)
    """When each text object (by address) is drawn, on the same count as `Area.order`."""
    moved_text: dict[int, Matrix] = field(default_factory=dict)
    """From the form's coordinates to the displayed page, for text objects (by address) in forms
    with a matrix of their own.
    """
    images: int = 0
    """Pictures on the page, for telling a scan from an empty page."""
    pictured: float = 0.0
    """Square points of the page under pictures, for telling a scan with a page number from text."""
    curves: int = 0
    """Paths with curves, for telling text drawn as outlines from an empty page."""
    truncated: bool = False
    """True where the page has more segments than are read."""
    budget: int = MAX_SEGMENTS
    drawn: int = 0
    """Objects seen so far."""


def read_drawings(page: Any, frame: Frame, hidden: AbstractSet[int] = frozenset()) -> Drawings:
    """Read what a loaded page (a pdfium handle) draws, inside form XObjects too, without the
    objects at the addresses `hidden`.
    """
    drawings = Drawings(Clips(frame.width, frame.height), hidden)
    address = api.address_of(page)
    _walk(
        api.page_object_of, address, api.count_objects_of(address), IDENTITY, frame.matrix, drawings
    )
    return drawings


def _walk(
    get: Any,
    holder: int,
    count: int,
    form: Matrix,
    page: Matrix,
    drawings: Drawings,
    depth: int = 0,
) -> None:
    """Read the objects of a page or form, given by its address, `form` being the form's own
    matrix.
    """
    kind_of = api.type_of
    hidden = drawings.hidden
    outer = multiply(form, page)
    # Most paths of a page have one matrix.
    placed: dict[bytes, Matrix] = {}
    for k in range(count):
        item = get(holder, k)
        if item in hidden:
            continue
        kind = kind_of(item)
        # Text counts too: what is drawn after it may hide it.
        drawings.drawn += 1
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            drawings.text_order[item] = drawings.drawn
            if form is not IDENTITY:
                drawings.moved_text[item] = outer
            continue
        drawings.budget -= 1
        if drawings.budget <= 0:
            drawings.truncated = True
            return
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _read_path(item, outer, placed, drawings)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inside = api.count_form_objects_of(item)
            own = _times(matrix_bytes(item), form)
            _walk(api.form_object_of, item, inside, own, page, drawings, depth + 1)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            drawings.images += 1
            place = _times(matrix_bytes(item), outer)
            drawings.pictured += painted_area(place, drawings.clips.bounds(item, outer))
            _add_filled([(0.0, 0.0), (1.0, 1.0)], place, outer, drawings, item, image=item)


_fill, _stroke = ctypes.c_int(), ctypes.c_int()
_mode_places = api.place_of(_fill), api.place_of(_stroke)
# x and y of one point and of another.
_points = (ctypes.c_float * 4)()
_x_place, _y_place, _other_x_place, _other_y_place = (
    api.place_of(_points, 4 * k) for k in range(4)
)
_two_points = memoryview(_points).cast("B").cast("f")
# Written by pdfium and read at once; one process reads one page at a time.


def _times(own: bytes, outer: Matrix) -> Matrix:
    """Return an object's matrix (`matrix_bytes`) followed by the one of what holds it."""
    matrix = matrix_in(own)
    # Most objects have no matrix of their own; a product may lose the last digit.
    if matrix == IDENTITY:
        return outer
    return multiply(matrix, outer)


def _read_path(path: int, outer: Matrix, placed: dict[bytes, Matrix], drawings: Drawings) -> None:
    """Add what a path draws: its straight strokes, or the filled area of each subpath. `outer` is
    the matrix of what holds it, `placed` are its products with those that paths have.
    """
    api.draw_mode_of(path, *_mode_places)
    if not _stroke.value and not _fill.value:
        return
    count = api.count_segments_of(path)
    if not _stroke.value and count <= 5 and _read_thin(path, outer, drawings):
        return
    own = matrix_bytes(path)
    matrix = placed.get(own) or placed.setdefault(own, _times(own, outer))
    # Read in full or not at all: half of a table's lines would make another table.
    if count > drawings.budget:
        drawings.truncated = True
        return
    drawings.budget -= count
    # Most paths are a line from one point to another.
    if count == 2 and _stroke.value:
        _add_line(path, matrix, drawings)
        return
    subpaths = _subpaths_of(path, count)
    if subpaths is None:
        drawings.curves += (
            1  # a drawing (a stamp, a chart, a letter's outline), and no table is made of drawings
        )
        return
    # Strokes before fills: a path that does both draws its border, and its fill lies within.
    if _stroke.value:
        for points in subpaths:
            _add_strokes(points, matrix, drawings)
    else:
        _add_fill(subpaths, path, matrix, outer, drawings)


def _add_fill(
    subpaths: list[list[tuple[float, float]]],
    path: int,
    matrix: Matrix,
    outer: Matrix,
    drawings: Drawings,
) -> None:
    """Add what a filled path draws: a line where it is a frame, else the area of each subpath."""
    if len(subpaths) == 2 and _is_frame(*subpaths):
        _add_strokes(_between(*subpaths), matrix, drawings)
    else:
        for points in subpaths:
            _add_filled(points, matrix, outer, drawings, path)


def _subpaths_of(path: int, count: int) -> list[list[tuple[float, float]]] | None:
    """Return the points of a path, a list a subpath, closed ones ending where they began; None
    where it has a curve.
    """
    segment_of = api.segment_of
    type_of = api.segment_type_of
    subpaths: list[list[tuple[float, float]]] = []
    segment = 0
    for k in range(count):
        previous = segment
        segment = segment_of(path, k)
        kind = type_of(segment)
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return None
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO or not subpaths:
            if subpaths:
                _close(subpaths[-1], previous)
            subpaths.append([])
        subpaths[-1].append(_point_of(segment))
    if subpaths:
        _close(subpaths[-1], segment)
    return subpaths


def _point_of(segment: int) -> tuple[float, float]:
    api.point_of(segment, _x_place, _y_place)
    x, y, _, _ = _two_points
    return x, y


def _close(points: list[tuple[float, float]], last: int) -> None:
    """Let a subpath end where it began if its last segment says so."""
    if api.segment_closes(last):
        points.append(points[0])


def _corners(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the bounds of points as a closed line around them."""
    xs = [x for x, _ in points]
    ys = [y for _, y in points]
    x0 = min(xs)
    x1 = max(xs)
    y0 = min(ys)
    y1 = max(ys)
    first = (x0, y0)
    return [first, (x1, y0), (x1, y1), (x0, y1), first]


def _between(
    outer: list[tuple[float, float]], inner: list[tuple[float, float]]
) -> list[tuple[float, float]]:
    """Return the closed line in the middle of a frame, given by its two outlines."""
    pairs = zip(_corners(outer), _corners(inner), strict=True)
    return [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairs]


def _is_frame(outer: list[tuple[float, float]], inner: list[tuple[float, float]]) -> bool:
    """Check for a border filled between two rectangles, one within the other, as browsers print
    the border of a cell.
    """
    if len(outer) > 6 or len(inner) > 6:
        return False
    for (ax, ay), (bx, by) in zip(_corners(outer), _corners(inner), strict=True):
        # As thin as a ruling on every side; else it is a shape with a hole.
        if abs(ax - bx) > THIN:
            return False
        if abs(ay - by) > THIN:
            return False
    return True


_edges = (ctypes.c_float * 4)()
_edge_places = tuple(api.place_of(_edges, 4 * k) for k in range(4))


def _read_thin(path: int, outer: Matrix, drawings: Drawings) -> bool:
    """Add a filled shape of few points by its bounds, one call instead of sixteen, if it is thin:
    most rulings are.
    """
    api.bounds_of(path, *_edge_places)
    left, bottom, right, top = _edges
    if right - left > THIN and top - bottom > THIN:
        return False
    _add_filled([(left, bottom), (right, top)], outer, outer, drawings, path)
    return True


def _add_strokes(points: list[tuple[float, float]], matrix: Matrix, drawings: Drawings) -> None:
    a, b, c, d, e, f = matrix
    places = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    for (xa, ya), (xb, yb) in pairwise(places):
        _add_stroke(xa, ya, xb, yb, drawings)


def _add_line(path: int, matrix: Matrix, drawings: Drawings) -> None:
    """Add the stroke of a path of two points, and the one back where the path is closed; there is
    no doubt of what kind they are.
    """
    a, b, c, d, e, f = matrix
    first = api.segment_of(path, 0)
    last = api.segment_of(path, 1)
    api.point_of(first, _x_place, _y_place)
    api.point_of(last, _other_x_place, _other_y_place)
    x, y, other_x, other_y = _two_points
    xa = a * x + c * y + e
    ya = b * x + d * y + f
    xb = a * other_x + c * other_y + e
    yb = b * other_x + d * other_y + f
    _add_stroke(xa, ya, xb, yb, drawings)
    if api.segment_closes(last):
        _add_stroke(xb, yb, xa, ya, drawings)


def _add_stroke(xa: float, ya: float, xb: float, yb: float, drawings: Drawings) -> None:
    """Add a stroke between two points of the displayed page if it is a ruling."""
    wide = abs(xb - xa)
    high = abs(yb - ya)
    # One point of drift is a line drawn by hand; a slanting one crosses out or decorates.
    if high <= 1.0 and wide > high:
        along = (xa, xb) if xa <= xb else (xb, xa)
        drawings.horizontal.append(((ya + yb) / 2, *along))
    elif wide <= 1.0 and high > wide:
        along = (ya, yb) if ya <= yb else (yb, ya)
        drawings.vertical.append(((xa + xb) / 2, *along))


def _add_filled(
    points: list[tuple[float, float]],
    matrix: Matrix,
    outer: Matrix,
    drawings: Drawings,
    item: int,
    image: int | None = None,
) -> None:
    """Add a filled shape: the middle line of its bounds where they are thin (a dot counts both
    ways), else its area.

    A wide area under a thin clip is thin. `outer` is the matrix of what holds the shape, in whose
    coordinates clips are.
    """
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    x0 = min(xs)
    x1 = max(xs)
    y0 = min(ys)
    y1 = max(ys)
    # Clips are asked for wide shapes alone: nearly all rulings are thin without them.
    if min(x1 - x0, y1 - y0) > THIN:
        left, top, right, bottom = drawings.clips.bounds(item, outer)
        x0 = max(x0, left)
        x1 = min(x1, right)
        y0 = max(y0, top)
        y1 = min(y1, bottom)
        if x0 >= x1 or y0 >= y1:
            return
    wide = x1 - x0
    high = y1 - y0
    if high <= THIN and wide >= high:
        drawings.horizontal.append(((y0 + y1) / 2, x0, x1))
    if wide <= THIN and high >= wide:
        drawings.vertical.append(((x0 + x1) / 2, y0, y1))
    # An image has no corners of its own in the file, and is a rectangle.
    if min(wide, high) <= THIN or not (image or _is_rectangle(xs, ys)):
        return
    # What shows through hides nothing.
    if not api.has_transparency(item):
        white = image is None and api.is_white(item)
        drawings.areas.append(Area(drawings.drawn, x0, y0, x1, y1, white, image))


def _is_rectangle(xs: list[float], ys: list[float]) -> bool:
    """Check whether the points of a shape all stand on its bounds: at most five corners (the first
    repeated as the last) and the start of a line that was not drawn.
    """
    if len(xs) > 6:
        return False
    ends_x = (min(xs), max(xs))
    ends_y = (min(ys), max(ys))
    return all(x in ends_x for x in xs) and all(y in ends_y for y in ys)
