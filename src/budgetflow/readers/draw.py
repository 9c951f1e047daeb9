"""Pictures of PDF pages: a part of a page, or a page with boxes around cells, drawn by pdfium and written as PNG.

Places are those of a Document: points from the top left of the page as displayed, a sideways page turned upright.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from budgetflow.readers import pdf_calls
from budgetflow.readers.document import Box
from budgetflow.readers.pdf_frame import Frame
from budgetflow.readers.pdf_page import frame_of, upright

SCALE = 2.0
"""Pixels a point: 144 dpi."""
MAX_PIXELS = 25_000_000
"""Beyond this a picture is drawn smaller: a page may claim to be a kilometre wide."""
LINE = 2
RED = (220, 30, 30)


def draw_boxes(data: bytes, page: int, boxes: Sequence[Box], part: Box | None = None, scale: float = SCALE) -> bytes:
    """Draw a page of a PDF (from 1), or a part of it, with a red frame around each box; gives PNG bytes.

    Raises ValueError where the bytes are no PDF or have no such page, or the part lies off the page.
    """
    with open_page(data, page) as (handle, frame, turn):
        pixels, width, height, scale, shown = _render(handle, frame, turn, part, scale)
        for box in boxes:
            edges = (box.x0 - shown.x0, box.top - shown.top, box.x1 - shown.x0, box.bottom - shown.top)
            _outline(pixels, width, height, [round(edge * scale) for edge in edges])
        return png(width, height, bytes(pixels))


def crop(data: bytes, page: int, box: Box, scale: float = SCALE) -> bytes:
    """Draw a part of a page of a PDF (from 1), `scale` pixels a point; gives PNG bytes. Raises as `draw_boxes` does."""
    return draw_boxes(data, page, (), box, scale)


@contextmanager
def open_page(data: bytes, page: int) -> Iterator[tuple[Any, Frame, int]]:
    """Open a page; give its pdfium handle, its frame, and the degrees it is turned upright by beyond its own /Rotate."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ValueError(f"no picture can be drawn of what is no readable PDF ({error})") from error
    try:
        handle = pdfium_c.FPDF_LoadPage(document.raw, page - 1) if 1 <= page <= len(document) else None
        if not handle:
            raise ValueError(f"there is no page {page}; the document has {len(document)}")
        text_page = pdfium_c.FPDFText_LoadPage(handle)
        own = frame_of(handle)
        frame = upright(own, pdf_calls.address_of(text_page))
        pdfium_c.FPDFText_ClosePage(text_page)
        try:
            yield handle, frame, (frame.rotation - own.rotation) % 360
        finally:
            pdfium_c.FPDF_ClosePage(handle)
    finally:
        document.close()


def _render(handle: Any, frame: Frame, turn: int, part: Box | None, scale: float) -> tuple[bytearray, int, int, float, Box]:
    """Draw a part of a page; give RGB pixels, width, height, the scale they are drawn at and the part that is shown."""
    asked = part or Box(0.0, 0.0, frame.width, frame.height)
    shown = Box(max(0.0, asked.x0), max(0.0, asked.top), min(frame.width, asked.x1), min(frame.height, asked.bottom))
    wide, high = shown.x1 - shown.x0, shown.bottom - shown.top
    if wide <= 0 or high <= 0:
        raise ValueError(f"the part {asked} lies off the page, which is {frame.width:g} by {frame.height:g} points")
    scale = min(scale, (MAX_PIXELS / (wide * high)) ** 0.5)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    bitmap = pdfium_c.FPDFBitmap_CreateEx(width, height, pdfium_c.FPDFBitmap_BGR, None, 0)
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        place = (round(-shown.x0 * scale), round(-shown.top * scale), round(frame.width * scale), round(frame.height * scale))
        flags = pdfium_c.FPDF_ANNOT | pdfium_c.FPDF_REVERSE_BYTE_ORDER
        pdfium_c.FPDF_RenderPageBitmap(bitmap, handle, *place, turn // 90, flags)
        stride = pdfium_c.FPDFBitmap_GetStride(bitmap)
        buffer = pdf_calls.bytes_at(pdf_calls.address_of(pdfium_c.FPDFBitmap_GetBuffer(bitmap)), stride * height)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)
    if stride == width * 3:
        return bytearray(buffer), width, height, scale, shown
    return bytearray(b"".join(buffer[y * stride : y * stride + width * 3] for y in range(height))), width, height, scale, shown


def _outline(pixels: bytearray, width: int, height: int, edges: Sequence[int]) -> None:
    """Draw a frame around left, top, right, bottom, as far as it lies in the picture."""
    left, top, right, bottom = max(edges[0], 0), max(edges[1], 0), min(edges[2], width), min(edges[3], height)
    if left >= right or top >= bottom:
        return
    for y in range(top, bottom):
        full = y < top + LINE or y >= bottom - LINE
        for start, end in ((left, right),) if full else ((left, min(left + LINE, right)), (max(right - LINE, left), right)):
            at = (y * width + start) * 3
            pixels[at : at + (end - start) * 3] = bytes(RED) * (end - start)


def png(width: int, height: int, pixels: bytes) -> bytes:
    """Write RGB pixels as a PNG (ISO/IEC 15948), without a library of pictures."""
    rows = b"".join(b"\0" + pixels[y * width * 3 : (y + 1) * width * 3] for y in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(rows, 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
