"""Which text of a page a person sees: what is neither invisible, clipped away, covered, nor white on white.

Publishers mend a page by drawing a white picture over a title and a new one beside it, and cut a long table into pages by
clipping the same text in two places. The text taken must be the text displayed, each line on the page that shows it.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers import pdf_calls
from budgetflow.readers.pdf_drawings import Area, Drawings
from budgetflow.readers.pdf_frame import Frame

INVISIBLE_MODES = {3, 7}
"""Text rendering modes that paint nothing (PDF 32000-1, table 106): neither fill nor stroke; clip only."""
BAND = 24.0
"""Points: the page is looked up in bands of this height, so that a page of a thousand shaded cells stays cheap."""
MASK_PIXELS = 4_000_000
"""Pictures larger than this are photographs or scans, not masks, and are not looked into."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What is the same for all characters of one text object."""

    size: float
    """Font size as displayed, points; 0 where it is not known."""
    clip: tuple[float, float, float, float] | None
    """x0, top, x1, bottom of what the clipping paths leave; None where nothing clips."""
    painted: bool


class Visibility:
    """Answers for one loaded page; asks pdfium once for each text object."""

    def __init__(self, text_page: int, drawings: Drawings, frame: Frame) -> None:
        """Take the address of the text page, what it draws, and its frame."""
        self._text_page = text_page
        self._order = drawings.text_order
        self._matrix = frame.matrix
        self._bands: dict[int, list[Area]] = {}
        for area in drawings.areas:
            for band in range(max(0, int(area.top / BAND)), int(min(area.bottom, frame.height) / BAND) + 1):
                self._bands.setdefault(band, []).append(area)
        self._masks: dict[int, bool] = {}
        self._styles: dict[int, TextStyle] = {}

    def style(self, owner: int, index: int, x: float, y: float) -> TextStyle:
        """Give the style of a text object by its address, its first character's number and that character's place."""
        known = self._styles.get(owner)
        if known is None:
            known = self._styles[owner] = self._ask(owner, index, x, y)
        return known

    def _ask(self, owner: int, index: int, x: float, y: float) -> TextStyle:
        if not owner:
            return TextStyle(0.0, None, True)
        matrix = pdfium_c.FS_MATRIX()
        known = pdf_calls.char_matrix_of(self._text_page, index, ctypes.addressof(matrix))
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 if known else 0.0
        size = pdf_calls.font_size_of(self._text_page, index) * scale
        painted = pdf_calls.render_mode_of(owner) not in INVISIBLE_MODES and not self._covered(owner, x, y) and not self._white_on_white(owner, x, y)
        return TextStyle(size, self._clip(owner, matrix), painted)

    def _at(self, x: float, y: float) -> list[Area]:
        return [area for area in self._bands.get(int(y / BAND), ()) if area.holds(x, y)]

    def _covered(self, owner: int, x: float, y: float) -> bool:
        """Tell whether something opaque is drawn over the text later."""
        order = self._order.get(owner)
        return order is not None and any(a.order > order and (a.image is None or self._is_mask(a)) for a in self._at(x, y))

    def _white_on_white(self, owner: int, x: float, y: float) -> bool:
        if not pdf_calls.is_white(owner):
            return False
        order = self._order.get(owner, 0)
        below = [area for area in self._at(x, y) if area.order < order]
        return all(area.white for area in below)

    def _is_mask(self, area: Area) -> bool:
        """Tell whether a picture is of one opaque colour, as what hides a mistake is."""
        if area.order not in self._masks:
            self._masks[area.order] = _one_colour(area.image)
        return self._masks[area.order]

    def _clip(self, owner: int, char_matrix: Any) -> tuple[float, float, float, float] | None:
        clip = pdf_calls.clip_of(owner)
        paths = pdf_calls.clip_paths_of(clip) if clip else 0
        if paths <= 0:
            return None
        own = pdfium_c.FS_MATRIX()
        pdf_calls.object_matrix_of(owner, ctypes.addressof(own))
        if any(abs(getattr(own, k) - getattr(char_matrix, k)) > 0.01 for k in "abcdef"):
            return None  # inside a form that moves it, where the clip is in the form's own coordinates
        a, b, c, d, e, f = self._matrix
        x, y = ctypes.c_float(), ctypes.c_float()
        at = (ctypes.addressof(x), ctypes.addressof(y))
        left, top, right, bottom = -1e9, -1e9, 1e9, 1e9
        for path in range(min(paths, 8)):
            xs, ys = [], []
            for k in range(min(pdf_calls.clip_segments_of(clip, path), 6)):
                pdf_calls.point_of(pdf_calls.clip_segment_of(clip, path, k), *at)
                xs.append(a * x.value + c * y.value + e)
                ys.append(b * x.value + d * y.value + f)
            if len(xs) in (4, 5):  # a rectangle; other shapes are left alone
                left, right, top, bottom = max(left, min(xs)), min(right, max(xs)), max(top, min(ys)), min(bottom, max(ys))
        return left, top, right, bottom


def _one_colour(image: Any) -> bool:
    wide, high = ctypes.c_uint(), ctypes.c_uint()
    if not pdfium_c.FPDFImageObj_GetImagePixelSize(image, wide, high) or not 0 < wide.value * high.value <= MASK_PIXELS:
        return False
    bitmap = pdfium_c.FPDFImageObj_GetBitmap(image)
    if not bitmap:
        return False
    try:
        stride, rows = pdfium_c.FPDFBitmap_GetStride(bitmap), pdfium_c.FPDFBitmap_GetHeight(bitmap)
        pixel = {pdfium_c.FPDFBitmap_Gray: 1, pdfium_c.FPDFBitmap_BGR: 3}.get(pdfium_c.FPDFBitmap_GetFormat(bitmap), 4)
        width = pdfium_c.FPDFBitmap_GetWidth(bitmap) * pixel
        start = pdf_calls.address_of(pdfium_c.FPDFBitmap_GetBuffer(bitmap))
        first = ctypes.string_at(start, pixel)
        if pixel == 4 and first[3] not in (0, 255):
            return False
        line = first * (width // pixel)
        return all(ctypes.string_at(start + k * stride, width) == line for k in range(rows))
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
