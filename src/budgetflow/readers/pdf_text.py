"""The characters of a PDF page, with their places, in the order the file draws them.

One call into pdfium a character is what reading costs, so nothing is asked twice: the character, its loose box (advance
wide, font size high, so that neighbours touch and `,` stands as high as `8`) and the text object it belongs to. Blanks are
not taken: a blank is a gap, and gaps are seen in the boxes whatever the producer wrote.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdf_frame import Frame

INVISIBLE_MODES = {3, 7}
"""Text rendering modes that paint nothing (PDF 32000-1, table 106): neither fill nor stroke; clip only."""

BLANKS = {0xA0, 0x3000, 0xFEFF, 0xFFFE, 0x200B, 0x7F}
"""Code points that print nothing: blanks, byte order marks, pdfium's own mark of a broken word."""


def _entry(function: Any, result: Any, *arguments: Any) -> Any:
    """Give a pdfium entry point without the wrapper's pointer classes and GIL hand-over: a third of a page's time went there."""
    return ctypes.PYFUNCTYPE(result, *arguments)(ctypes.cast(function, ctypes.c_void_p).value or 0)


_unicode_of = _entry(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_loose_box_of = _entry(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_object_of = _entry(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_render_mode_of = _entry(pdfium_c.FPDFTextObj_GetTextRenderMode, ctypes.c_int, ctypes.c_void_p)


@dataclass(slots=True)
class Glyph:
    """One printed character; box in points from the top left of the displayed page."""

    char: str
    x0: float
    top: float
    x1: float
    bottom: float
    text_object: int
    """Address of the text object that draws it, only to be compared with others of the page."""
    index: int
    """Its number in the text page, to ask pdfium for its font."""


@dataclass(slots=True)
class PageText:
    """The visible characters of a page and what was left out."""

    glyphs: list[Glyph]
    hidden: int = 0
    """Characters drawn in an invisible mode beside visible ones, or off the page."""
    unmapped: int = 0
    """Characters whose font does not say what they mean (private use, U+FFFD)."""


def read_glyphs(text_page: Any, frame: Frame) -> PageText:
    """Read the visible characters of a loaded text page (a pdfium handle).

    Invisible text is left out where the page has visible text too (a second title under the picture of the first); where all
    of it is invisible it is the text layer of a scan, and all there is.
    """
    seen: list[Glyph] = []
    unseen: list[Glyph] = []
    off_page = 0
    a, b, c, d, e, f = frame.matrix
    width, height = frame.width, frame.height
    rect = pdfium_c.FS_RECTF()
    pointer = ctypes.addressof(rect)
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    paints: dict[int, bool] = {}
    for index in range(pdfium_c.FPDFText_CountChars(text_page)):
        code = _unicode_of(handle, index)
        if code <= 0x20 or code in BLANKS:
            continue
        _loose_box_of(handle, index, pointer)
        left, top, right, bottom = rect.left, rect.top, rect.right, rect.bottom
        xa, ya = a * left + c * top + e, b * left + d * top + f
        xb, yb = a * right + c * bottom + e, b * right + d * bottom + f
        x0, x1 = (xa, xb) if xa <= xb else (xb, xa)
        y0, y1 = (ya, yb) if ya <= yb else (yb, ya)
        if x1 <= 0 or y1 <= 0 or x0 >= width or y0 >= height:
            off_page += 1
            continue
        owner = _object_of(handle, index) or 0
        painted = paints.get(owner)
        if painted is None:
            painted = paints[owner] = not owner or _render_mode_of(owner) not in INVISIBLE_MODES
        (seen if painted else unseen).append(Glyph(chr(code), x0, y0, x1, y1, owner, index))
    if not seen:
        seen, unseen = unseen, []
    unmapped = sum(1 for g in seen if "\ue000" <= g.char <= "\uf8ff" or g.char == "\ufffd")
    return PageText(seen, hidden=off_page + len(unseen), unmapped=unmapped)


def is_bold(text_page: Any, index: int, text_object: int) -> bool:
    """Tell whether a character is printed bold: by its font's weight or name, or stroked as well as filled."""
    if text_object and _render_mode_of(text_object) == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE:
        return True
    if pdfium_c.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.c_int())
    return any(word in name.value.lower() for word in (b"bold", b"heavy", b"black", b"simhei"))
