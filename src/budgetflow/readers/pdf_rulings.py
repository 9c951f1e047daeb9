"""The rulings of a PDF page: strokes, thin filled rectangles and thin images, as horizontal and vertical segments."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdf_frame import Frame, Matrix, multiply

THIN = 3.0
"""Points: what is filled and no thicker than this is a ruling (Word draws 0.5, Excel up to 1.5, double frames 2.25)."""
MAX_SEGMENTS = 150_000
"""Path segments read on one page; a table of 400 cells drawn four lines a cell has 1,600, a map has millions."""
MAX_DEPTH = 8
"""Form XObjects within form XObjects that are followed."""

Segment = tuple[float, float, float]
"""Horizontal: y, x0, x1. Vertical: x, y0, y1. Points of the displayed page, x0 <= x1, y0 <= y1."""


@dataclass(slots=True)
class Rulings:
    """The straight lines of one page, as drawn: unmerged, in no order."""

    horizontal: list[Segment] = field(default_factory=list)
    vertical: list[Segment] = field(default_factory=list)
    images: int = 0
    """Pictures on the page, for telling a scan from an empty page."""
    truncated: bool = False
    """True where the page has more segments than are read."""
    budget: int = MAX_SEGMENTS


def read_rulings(page: Any, frame: Frame) -> Rulings:
    """Read the rulings of a loaded page (a pdfium handle), those inside form XObjects too."""
    rulings = Rulings()
    objects = [pdfium_c.FPDFPage_GetObject(page, k) for k in range(min(pdfium_c.FPDFPage_CountObjects(page), MAX_SEGMENTS))]
    _walk(objects, frame.matrix, rulings, 0)
    return rulings


def _walk(objects: list[Any], outer: Matrix, rulings: Rulings, depth: int) -> None:
    kind_of = pdfium_c.FPDFPageObj_GetType
    for item in objects:
        kind = kind_of(item)
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT:
            continue
        if rulings.budget <= 0:
            rulings.truncated = True
            return
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            _read_path(item, multiply(_matrix_of(item), outer), rulings)
        elif kind == pdfium_c.FPDF_PAGEOBJ_FORM and depth < MAX_DEPTH:
            inside = [pdfium_c.FPDFFormObj_GetObject(item, k) for k in range(min(pdfium_c.FPDFFormObj_CountObjects(item), MAX_SEGMENTS))]
            _walk(inside, multiply(_matrix_of(item), outer), rulings, depth + 1)
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            rulings.images += 1
            _add_thin([(0.0, 0.0), (1.0, 1.0)], multiply(_matrix_of(item), outer), rulings)


def _matrix_of(item: Any) -> Matrix:
    matrix = pdfium_c.FS_MATRIX()
    pdfium_c.FPDFPageObj_GetMatrix(item, matrix)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


_fill = ctypes.c_int()
_stroke = ctypes.c_int()
_x = ctypes.c_float()
_y = ctypes.c_float()
_refs = tuple(ctypes.byref(v) for v in (_fill, _stroke, _x, _y))


def _read_path(path: Any, matrix: Matrix, rulings: Rulings) -> None:
    """Add what a path draws: its straight strokes, or the middle line of each thin filled subpath."""
    fill_ref, stroke_ref, x_ref, y_ref = _refs
    pdfium_c.FPDFPath_GetDrawMode(path, fill_ref, stroke_ref)
    stroked = bool(_stroke.value)
    if not stroked and not _fill.value:
        return
    count = min(pdfium_c.FPDFPath_CountSegments(path), rulings.budget)
    rulings.budget -= max(count, 1)
    subpath: list[tuple[float, float]] = []
    closed = False
    for k in range(count):
        segment = pdfium_c.FPDFPath_GetPathSegment(path, k)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        pdfium_c.FPDFPathSegment_GetPoint(segment, x_ref, y_ref)
        if kind == pdfium_c.FPDF_SEGMENT_MOVETO and subpath:
            _add_subpath(subpath, closed, stroked, matrix, rulings)
            subpath, closed = [], False
        if kind == pdfium_c.FPDF_SEGMENT_BEZIERTO:
            return  # a curve is a drawing (a stamp, a chart), and no table is made of drawings
        subpath.append((_x.value, _y.value))
        closed = closed or bool(pdfium_c.FPDFPathSegment_GetClose(segment))
    if subpath:
        _add_subpath(subpath, closed, stroked, matrix, rulings)


def _add_subpath(points: list[tuple[float, float]], closed: bool, stroked: bool, matrix: Matrix, rulings: Rulings) -> None:
    if not stroked:
        _add_thin(points, matrix, rulings)
        return
    a, b, c, d, e, f = matrix
    places = [(a * x + c * y + e, b * x + d * y + f) for x, y in points]
    if closed:
        places.append(places[0])
    for (xa, ya), (xb, yb) in pairwise(places):
        wide, high = abs(xb - xa), abs(yb - ya)
        if high <= 1.0 and wide > high:
            rulings.horizontal.append(((ya + yb) / 2, min(xa, xb), max(xa, xb)))
        elif wide <= 1.0 and high > wide:
            rulings.vertical.append(((xa + xb) / 2, min(ya, yb), max(ya, yb)))


def _add_thin(points: list[tuple[float, float]], matrix: Matrix, rulings: Rulings) -> None:
    """Add the middle line of a filled shape where its bounds are thin; a dot of a dotted line counts both ways."""
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in points]
    ys = [b * x + d * y + f for x, y in points]
    x0, x1, y0, y1 = min(xs), max(xs), min(ys), max(ys)
    wide, high = x1 - x0, y1 - y0
    if high <= THIN and wide >= high:
        rulings.horizontal.append(((y0 + y1) / 2, x0, x1))
    if wide <= THIN and high >= wide:
        rulings.vertical.append(((x0 + x1) / 2, y0, y1))
