"""A page, or a part of it, drawn by pdfium as pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.document import Box
from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.page_geometry import Frame

# Beyond this a picture is drawn smaller: a page may claim to be a kilometre wide.
MAX_PIXELS = 25_000_000


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of a page: three bytes each, red, green, blue, row after row."""

    pixels: bytearray
    width: int
    height: int
    scale: float
    """Pixels a point."""
    shown: Box
    """The part of the page, in points of the displayed page."""


def picture_of(handle: Any, frame: Frame, scale: float, part: Box | None = None) -> Picture:
    """Draw a loaded page (a pdfium handle) the way up that its frame says, or a part of it.

    Raises ValueError where the part lies off the page.
    """
    asked = part or Box(0.0, 0.0, frame.width, frame.height)
    shown = Box(
        max(0.0, asked.x0),
        max(0.0, asked.top),
        min(frame.width, asked.x1),
        min(frame.height, asked.bottom),
    )
    wide = shown.x1 - shown.x0
    high = shown.bottom - shown.top
    if wide <= 0 or high <= 0:
        raise ValueError(
            f"the part {asked} lies off the page, which is {frame.width:g} by {frame.height:g} "
            f"points"
        )
    scale = min(scale, (MAX_PIXELS / (wide * high)) ** 0.5)
    width = max(1, round(wide * scale))
    height = max(1, round(high * scale))
    bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_BGR, None, 0)
    try:
        # White first: pdfium draws nothing where the page has nothing.
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        # The whole page is placed so that the part asked for falls on the bitmap.
        place = (
            round(-shown.x0 * scale),
            round(-shown.top * scale),
            round(frame.width * scale),
            round(frame.height * scale),
        )
        # pdfium turns the page by its own /Rotate already; what is left is what `upright` has
        # added.
        turn = (frame.rotation // 90 - pdfium_c.FPDFPage_GetRotation(handle)) % 4
        pdfium_c.FPDF_RenderPageBitmap(
            bitmap, handle, *place, turn, pdfium_c.FPDF_ANNOT | pdfium_c.FPDF_REVERSE_BYTE_ORDER
        )
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        buffer = api.bytes_at(
            api.address_of(pdfium_c.FPDFBitmap_GetBuffer(bitmap)), stride * height
        )
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    # A row of pixels may be padded to four bytes.
    if stride == width * 3:
        rows = buffer
    else:
        rows = b"".join(buffer[y * stride : y * stride + width * 3] for y in range(height))
    return Picture(bytearray(rows), width, height, scale, shown)
