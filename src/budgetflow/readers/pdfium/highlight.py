"""Pictures of PDF pages: a part of a page, or a page with boxes around cells, drawn by pdfium and
written as PNG.

Places are those of a Document: points from the top left of the page as displayed, a sideways page
turned upright.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from budgetflow.readers.document import Box
from budgetflow.readers.pdfium.fonts import fonts_of_machine, use_one_font
from budgetflow.readers.pdfium.orientation import turned_frame
from budgetflow.readers.pdfium.page_geometry import Frame
from budgetflow.readers.pdfium.png import COLOUR, png_file
from budgetflow.readers.pdfium.render import Picture, picture_of

# Pixels a point: 144 dpi.
SCALE = 2.0
# Two pixels: one is lost where the picture is made smaller for the screen.
LINE = 2
RED = (220, 30, 30)
# A character a page, set in a font that is not embedded.
_TWO_PAGES = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 40 40]/Resources<</Font<</F 5 0 R>>>>>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 7 0 R>>endobj
4 0 obj<</Type/Page/Parent 2 0 R/Contents 8 0 R>>endobj
5 0 obj<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>endobj
6 0 obj<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 4>>>>endobj
7 0 obj<</Length 32>>stream
BT /F 36 Tf 2 6 Td <4E8C> Tj ET
endstream endobj
8 0 obj<</Length 32>>stream
BT /F 36 Tf 2 6 Td <7B97> Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""  # noqa: E501


def draw_boxes(
    data: bytes, page: int, boxes: Sequence[Box], part: Box | None = None, scale: float = SCALE
) -> bytes:
    """Draw a page of a PDF (from 1), or a part of it, with a red frame around each box; return PNG
    bytes.

    Raises ValueError where the bytes are no PDF or have no such page, or the part lies off the
    page.
    """
    picture, _ = _draw(data, page, part, scale)
    for box in boxes:
        left = (box.x0 - picture.shown.x0) * picture.scale
        top = (box.top - picture.shown.top) * picture.scale
        right = (box.x1 - picture.shown.x0) * picture.scale
        bottom = (box.bottom - picture.shown.top) * picture.scale
        _outline(picture, [round(left), round(top), round(right), round(bottom)])
    return png(picture.width, picture.height, bytes(picture.pixels))


def crop(data: bytes, page: int, box: Box, scale: float = SCALE) -> tuple[bytes, bool]:
    """Draw a part of a page of a PDF (from 1), `scale` pixels a point; return PNG bytes and whether
    they are the same on every machine. Raises as `draw_boxes` does.
    """
    picture, same = _draw(data, page, box, scale)
    pixels = bytes(picture.pixels)
    return png(picture.width, picture.height, pixels), same


def draws_chinese() -> bool:
    """Check whether this machine has a font for Chinese print: without one all characters look
    alike.
    """
    two = draw_boxes(_TWO_PAGES, 1, ())
    plan = draw_boxes(_TWO_PAGES, 2, ())
    return two != plan


def _draw(data: bytes, page: int, part: Box | None, scale: float) -> tuple[Picture, bool]:
    """Draw without the machine's fonts and, where the page names one that is not embedded, with
    them; return the picture and whether it was drawn without.
    """
    fonts = use_one_font()
    asked = fonts.asked
    with _opened(data, page) as (handle, frame):
        picture = picture_of(handle, frame, scale, part)
    # Nothing was asked for that is not in the file: the picture is the same everywhere.
    if fonts.asked == asked:
        return picture, True
    with fonts_of_machine(), _opened(data, page) as (handle, frame):
        picture = picture_of(handle, frame, scale, part)
    return picture, False


@contextmanager
def _opened(data: bytes, page: int) -> Iterator[tuple[Any, Frame]]:
    """Open a page; yield its pdfium handle and its frame."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise ValueError(f"no picture can be drawn of what is no readable PDF ({error})") from error
    try:
        handle = (
            pdfium_c.FPDF_LoadPage(document.raw, page - 1) if 1 <= page <= len(document) else None
        )
        if not handle:
            raise ValueError(f"there is no page {page}; the document has {len(document)}")
        try:
            yield handle, turned_frame(handle)
        finally:
            pdfium_c.FPDF_ClosePage(handle)
    finally:
        document.close()


def _outline(picture: Picture, edges: Sequence[int]) -> None:
    """Draw a frame around left, top, right, bottom, as far as it lies in the picture."""
    left = max(edges[0], 0)
    top = max(edges[1], 0)
    right = min(edges[2], picture.width)
    bottom = min(edges[3], picture.height)
    if left >= right or top >= bottom:
        return
    for y in range(top, bottom):
        full = y < top + LINE or y >= bottom - LINE
        # A row within the frame has its two ends only.
        spans = [(left, min(left + LINE, right)), (max(right - LINE, left), right)]
        if full:
            spans = [(left, right)]
        for start, end in spans:
            at = (y * picture.width + start) * 3
            picture.pixels[at : at + (end - start) * 3] = bytes(RED) * (end - start)


def png(width: int, height: int, pixels: bytes) -> bytes:
    """Return RGB pixels as a PNG."""
    stride = width * 3
    # A zero before each row: no filter, which keeps writing simple and the bytes the same.
    rows = [b"\0" + pixels[y * stride : (y + 1) * stride] for y in range(height)]
    return png_file(width, height, 8, COLOUR, b"".join(rows))
