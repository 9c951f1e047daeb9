"""Which text of a page a person reads: what is neither invisible, clipped away, covered, white on
white, nor a watermark.

Publishers mend a page by drawing a white picture over a title and a new one beside it, and cut a
long table into pages by
clipping the same text in two places. The text taken must be the text displayed, each line on the
page that shows it.
"""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from functools import lru_cache

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdf.clipping import Bounds
from budgetflow.readers.pdf.drawings import Area, Drawings
from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.object_matrix import direction_bytes, direction_in
from budgetflow.readers.pdfium.page_geometry import Frame

# Points above the lower edge of a clip at which a character's middle is looked at again.
BRIM = 1.0
# Text rendering modes that paint nothing (PDF 32000-1, table 106): neither fill nor stroke; clip
# only.
INVISIBLE_MODES = {3, 7}
# Points: the page is looked up in bands of this height, so that a page of a thousand shaded cells
# stays cheap.
BAND = 24.0
# Pictures larger than this are photographs or scans, not masks, and are not looked into.
MASK_PIXELS = 4_000_000


@dataclass(slots=True)
class TextStyle:
    """What is the same for all characters of one text object."""

    painted: bool
    top: float
    """What the page and the clipping paths leave, in points from the top of the displayed page."""
    bottom: float
    right: float
    """Where a clip ends on the page, sideways: text goes on beyond it where a name is too long for
    its cell. Infinite where none does.
    """
    brim: float = math.inf
    """Twice the height below which the middle of a character is all but clipped away."""


class Visibility:
    """Answers for one loaded page; asks pdfium once for each text object and each clipping path."""

    def __init__(self, text_page: int, drawings: Drawings, frame: Frame) -> None:
        """Take the address of the text page, what the page draws, and its frame."""
        self._text_page = text_page
        self._drawings = drawings
        self._matrix = frame.matrix
        self._bands: dict[int, list[Area]] = {}
        self._band = max(BAND, frame.height / 200)  # a page may claim to be a kilometre high
        for area in drawings.areas:
            first = int(max(area.top, 0.0) / self._band)
            last = int(min(area.bottom, frame.height) / self._band)
            for band in range(first, last + 1):
                self._bands.setdefault(band, []).append(area)
        self._last_area = max((area.order for area in drawings.areas), default=0)
        self._width = frame.width
        self._open = (0.0, frame.height, math.inf)
        self._masks: dict[int, bool] = {}
        # Most objects of a page share a clip, and what is the same is kept once.
        self._styles: dict[tuple[bool, Bounds], TextStyle] = {}

    def style(self, owner: int, x: float, y: float) -> TextStyle:
        """Return the style of a text object by its address and the place of its first character."""
        if not owner:
            # A character that belongs to no object is one that pdfium puts in between others.
            return TextStyle(True, *self._open)
        painted = api.render_mode_of(owner) not in INVISIBLE_MODES
        if painted and _is_aslant(direction_bytes(owner)):
            painted = False
        # Text in a form that was not walked is taken as drawn last, so that nothing hides it.
        order = self._drawings.text_order.get(owner, self._last_area)
        if painted and order < self._last_area:
            painted = not any(area.order > order and self._hides(area) for area in self._at(x, y))
        # White letters show on a colour only.
        if painted and api.is_white(owner):
            painted = any(area.order < order and not area.white for area in self._at(x, y))
        matrix = self._drawings.moved_text.get(owner, self._matrix)
        bounds = self._drawings.clips.bounds(owner, matrix)
        style = self._styles.get((painted, bounds))
        if style is None:
            _, top, right, bottom = bounds
            if right >= self._width:
                right = math.inf
            style = TextStyle(painted, top, bottom, right, 2 * (bottom - BRIM))
            self._styles[painted, bounds] = style
        return style

    def _at(self, x: float, y: float) -> list[Area]:
        near = self._bands.get(int(y / self._band), ())
        return [area for area in near if area.holds(x, y)]

    def font_size(self, index: int) -> float:
        """Return the font size of a character as displayed, points; 0 where pdfium does not
        know.
        """
        matrix = pdfium_c.FS_MATRIX()
        if not api.char_matrix_of(self._text_page, index, api.place_of(matrix)):
            return 0.0
        scale: float = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        return scale * float(api.font_size_of(self._text_page, index))

    def _hides(self, area: Area) -> bool:
        """Check whether an area hides what is under it: a fill, or a white picture, as is laid over
        a mistake.
        """
        hides = self._masks.get(area.order)
        if hides is None:
            hides = area.image is None or _is_blank(area.image)
            # Kept: looking into a picture costs more than all else asked of a page.
            self._masks[area.order] = hides
        return hides


# Texts of a document are set in a handful of sizes and directions.
@lru_cache(maxsize=1000)
def _is_aslant(direction: bytes) -> bool:
    """Check whether text of a direction (`direction_bytes`) runs across the page at an angle, as a
    watermark does.
    """
    along, up = map(abs, direction_in(direction))
    # From about eleven degrees on: a scan's text may lie a little askew.
    return min(along, up) > 0.2 * max(along, up)


def _is_blank(image: int) -> bool:
    """Check whether a picture is white all over; one of another colour may be a seal, whose shape
    lies in a mask of its own.
    """
    wide = ctypes.c_uint()
    high = ctypes.c_uint()
    handle = ctypes.cast(image, pdfium_c.FPDF_PAGEOBJECT)
    if (
        not pdfium_c.FPDFImageObj_GetImagePixelSize(handle, wide, high)
        or not 0 < wide.value * high.value <= MASK_PIXELS
    ):
        return False
    bitmap = pdfium_c.FPDFImageObj_GetBitmap(handle)
    if not bitmap:
        return False
    try:
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        rows = pdfium_c.FPDFBitmap_GetHeight(bitmap)
        pixel = {pdfium_c.FPDFBitmap_Gray: 1, pdfium_c.FPDFBitmap_BGR: 3}.get(
            pdfium_c.FPDFBitmap_GetFormat(bitmap), 4
        )
        width = pdfium_c.FPDFBitmap_GetWidth(bitmap) * pixel
        start = api.address_of(pdfium_c.FPDFBitmap_GetBuffer(bitmap))
        first = ctypes.string_at(start, pixel)
        if min(first[:3]) < 250:
            return False
        line = first * (width // pixel)
        return all(ctypes.string_at(start + k * stride, width) == line for k in range(rows))
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
