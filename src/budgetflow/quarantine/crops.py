"""Pictures of held pages with the suspected cells boxed, drawn by pdfium alone and written as PNG."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence

import pypdfium2

SCALE = 2.0
"""Pixels a point: 144 dpi."""
MARGIN = 60.0
"""Points of the page kept around the boxes, so that headings and neighbours can be read."""
LINE = 2
RED = (220, 30, 30, 255)


def boxed_page(data: bytes, page: int, boxes: Sequence[Sequence[float]]) -> bytes:
    """Draw a page of a PDF with boxes (x0, top, x1, bottom in points as displayed) around cells; gives PNG bytes.

    The picture is cut to the rows of the boxes and spans the page's whole width. Raises ValueError where there is no such page.
    """
    document = pypdfium2.PdfDocument(data)
    try:
        if not 1 <= page <= len(document):
            raise ValueError(f"there is no page {page}; the document has {len(document)}")
        sheet = document[page - 1]
        top, bottom = _rows(boxes, sheet.get_height())
        bitmap = sheet.render(
            scale=SCALE, crop=(0, sheet.get_height() - bottom, 0, top), rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx
        )
        for box in boxes:
            _frame(bitmap, [(value - offset) * SCALE for value, offset in zip(box, (0, top, 0, top), strict=True)])
        return png(bitmap.width, bitmap.height, bytes(bitmap.buffer), bitmap.stride)
    finally:
        document.close()


def _rows(boxes: Sequence[Sequence[float]], height: float) -> tuple[float, float]:
    if not boxes:
        return 0.0, height
    return max(0.0, min(box[1] for box in boxes) - MARGIN), min(height, max(box[3] for box in boxes) + MARGIN)


def _frame(bitmap: pypdfium2.PdfBitmap, box: Sequence[float]) -> None:
    left, top, right, bottom = (round(value) for value in box)
    width, height = max(right - left, LINE), max(bottom - top, LINE)
    for x, y, w, h in ((left, top, width, LINE), (left, bottom - LINE, width, LINE), (left, top, LINE, height), (right - LINE, top, LINE, height)):
        bitmap.fill_rect(RED, x, y, w, h)


def png(width: int, height: int, pixels: bytes, stride: int) -> bytes:
    """Write RGBx rows as a PNG; the fourth byte of a pixel is left out."""
    lines = bytearray()
    for y in range(height):
        row = pixels[y * stride : y * stride + width * 4]
        line = bytearray(width * 3)
        line[0::3], line[1::3], line[2::3] = row[0::4], row[1::4], row[2::4]
        lines += b"\0" + line
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", zlib.compress(bytes(lines), 6)) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
