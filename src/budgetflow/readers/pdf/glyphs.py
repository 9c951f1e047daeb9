"""The characters of a PDF page, with their places, in the order the file draws them.

Calls into pdfium for each character are what reading costs, so nothing is asked twice: its loose
box (advance wide, font size high, so that neighbours touch and `,` stands as high as `8`) and the
text object it belongs to. Blanks are not taken: a blank is a gap, and gaps are seen in the boxes
whatever the producer wrote.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.document import Table
from budgetflow.readers.pdf.mistaken_fonts import without_mistaken
from budgetflow.readers.pdf.visibility import BRIM, TextStyle, Visibility
from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.page_geometry import Frame
from budgetflow.readers.tables.glyphs import BLANKS, UNKNOWN, Glyph

# What pdfium gives for a hyphen at a line's end that may break a word; in a table it is the sign
# of an empty place.
BROKEN_HYPHEN = 2

HYPHEN = ord("-")
NOT_A_CHARACTER = 0xFFFE
UNKNOWN_CODE = ord(UNKNOWN)

# Points within its clip, and behind the character before it, at which a hidden character stands.
_WITHIN, _NEXT = 1.0, 0.01
# How far back the word is looked for that a hidden character ends.
_LATEST = 60
# The clip of a cell is not higher than so many lines; that of a page is.
_LINES_OF_A_CELL = 6

# What figures are made of; a sign or a percent beyond the page's edge is another matter.
_OF_FIGURES = frozenset("0123456789.,")

# Characters read on one page; the densest real page (A3, six points) has 9,000.
MAX_CHARACTERS = 100_000


@dataclass(slots=True)
class PageText:
    """The visible characters of a page and what was left out."""

    glyphs: list[Glyph]
    hidden: int = 0
    """Characters drawn in an invisible mode beside visible ones, or off the page."""
    unmapped: int = 0
    """Characters whose font does not say what they mean: U+FFFD, or of private use."""
    truncated: bool = False
    """True where there are more characters than are read."""
    cut: tuple[Glyph, ...] = ()
    """The characters of figures that the page's left or right edge cuts: the ones beside it."""
    scanned: bool = False
    """True where all text is invisible: the text layer that a scanner laid over its picture."""


class _Overflow:
    """Puts characters that a clip hides behind the words they end: a name too long for its cell is
    worth having whole, and none of its end is the next cell's.

    Spreadsheets print a long name over the cells beside it, clipped at its own. Where each
    character is an object, its end stood in the next cell, and an amount there (选700000) was lost.
    """

    def __init__(self) -> None:
        self._start = -1.0
        self._reach = 0.0

    def place(
        self, x0: float, x1: float, middle: float, clip: TextStyle, seen: list[Glyph]
    ) -> tuple[float, float]:
        """Return left and right of a character whose middle lies beyond its clip's right edge.

        It stands at the edge where it goes on with the line of the last character of `seen` that
        begins within the clip; else it stays where it is. In the clip of one cell characters may be
        missing between them: pdfium leaves out those that others cover.
        """
        before = _last_within(clip, middle, seen)
        if before is None:
            return x0, x1
        reach = self._reach if before.x0 == self._start else before.x1
        em = before.bottom - before.top
        of_one_cell = clip.bottom - clip.top < _LINES_OF_A_CELL * em
        if x0 < reach - em:
            return x0, x1
        if x0 > reach + em and not of_one_cell:
            return x0, x1
        self._reach = x1
        self._start = max(before.x0 + _NEXT, clip.right - _WITHIN)
        return self._start, self._start + _NEXT


def _last_within(clip: TextStyle, middle: float, seen: list[Glyph]) -> Glyph | None:
    """Return the last character before the right edge of a clip on the line of this `middle`; None
    where there is none among the latest.

    Not the very last: pdfium tells a line from left to right, and so the next cell's words before
    the hidden end of this one's.
    """
    for glyph in reversed(seen[-_LATEST:]):
        same_line = abs(2 * middle - glyph.top - glyph.bottom) < glyph.bottom - glyph.top
        if same_line and glyph.x0 < clip.right:
            return glyph
    return None


def read_glyphs(text_page: int, frame: Frame, visibility: Visibility) -> PageText:
    """Read the visible characters of a loaded text page, given by its address.

    Text that paints nothing is left out where the page has other text (a title under the picture
    that hides it); where all
    of it is so, it is the text layer of a scan, and all there is.
    """
    seen: list[Glyph] = []
    unseen: list[Glyph] = []
    clipped = 0
    beyond: list[tuple[int, int]] = []
    a, b, c, d, e, f = frame.matrix
    upright = frame.rotation == 0
    width = frame.width
    floats = (ctypes.c_float * 4)()
    box = memoryview(floats).cast("B").cast("f")  # a fifth of the time of unpacking the array
    box_at = api.place_of(floats)
    handle = ctypes.c_void_p(text_page)
    styles: dict[int, TextStyle] = {}
    overflow = _Overflow()
    loose_box_of = api.loose_box_of
    object_of = api.object_of
    glyph_of = partial(
        tuple.__new__, Glyph
    )  # a third of the time of Glyph(...), which counts once a character
    count = api.count_chars_of(text_page)
    for index, code in _printed_codes(text_page, min(count, MAX_CHARACTERS)):
        loose_box_of(handle, index, box_at)
        left, top, right, bottom = box
        if upright:
            x0 = left + e
            x1 = right + e
            y0 = f - top
            y1 = f - bottom
        else:
            x0, x1 = sorted((a * left + c * top + e, a * right + c * bottom + e))
            y0, y1 = sorted((b * left + d * top + f, b * right + d * bottom + f))
        # The address of the text object: characters of one share its style, asked once.
        owner = object_of(handle, index) or 0
        style = styles.get(owner)
        if style is None:
            style = styles[owner] = visibility.style(owner, (x0 + x1) / 2, (y0 + y1) / 2)
        # Chinese characters are about square; the others are higher than wide, `m` and `—` are not.
        lowest, highest = (0.7, 1.25) if code > 0x2E80 else (0, 2.2)
        if not lowest * (x1 - x0) <= y1 - y0 <= highest * (x1 - x0) or y1 - y0 < 1.0:
            size = visibility.font_size(index)
            y0, y1 = _stand_on_baseline(text_page, index, size, frame) or (y0, y1)
        if x0 + x1 > 2 * style.right:
            x0, x1 = overflow.place(x0, x1, (y0 + y1) / 2, style, seen)
        if y0 + y1 > style.brim:
            y0, y1 = _within_cell(y0, y1, style)
        if x1 <= 0 or x0 >= width:
            beyond.append((index, code))
        elif not style.top <= (y0 + y1) / 2 <= style.bottom:
            clipped += 1
        else:
            glyph = glyph_of((chr(code), x0, y0, x1, y1, owner, index))
            (seen if style.painted else unseen).append(glyph)
    text = _page_text(seen, unseen, clipped + len(beyond), count)
    text.unmapped = _count_unmapped(text.glyphs)
    text.cut = _cut_by_the_edge(text.glyphs, beyond)
    return text


def _within_cell(y0: float, y1: float, clip: TextStyle) -> tuple[float, float]:
    """Return top and bottom of a character that the lower edge of its cell's clip halves, moved up
    so that its middle lies in the cell; as they are for others.

    The last line of a cell too low for its text stands half in the row below it:
    置产出指标数量指标… began an indicator with the end of the one above.
    """
    beyond = (y0 + y1) / 2 - (clip.bottom - BRIM)
    of_one_cell = clip.bottom - clip.top < _LINES_OF_A_CELL * (y1 - y0)
    if 0 < beyond <= BRIM and of_one_cell:
        return y0 - beyond, y1 - beyond
    return y0, y1


def _page_text(seen: list[Glyph], unseen: list[Glyph], away: int, count: int) -> PageText:
    """Return the text of a page of `count` characters, `away` of them clipped or off the page;
    what paints nothing is its text where there is no other.
    """
    truncated = count > MAX_CHARACTERS
    if unseen and not seen:
        return PageText(without_mistaken(unseen), away, truncated=truncated, scanned=True)
    return PageText(without_mistaken(seen), away + len(unseen), truncated=truncated)


def _printed_codes(text_page: int, count: int) -> Iterator[tuple[int, int]]:
    """Return place and code point of the first characters of a page, blanks left out; U+FFFD where
    the font does not say what a character means.
    """
    has_no_meaning = api.has_no_meaning
    handle = ctypes.c_void_p(text_page)
    for index, code in enumerate(_codes(text_page, count)):
        if has_no_meaning(handle, index) or code == 0:
            yield index, UNKNOWN_CODE
        elif code == BROKEN_HYPHEN:
            yield index, HYPHEN
        elif code <= 0x20 or code in BLANKS:
            continue
        elif not 0xD800 <= code < 0xE000:
            yield index, code
        elif whole := _whole(text_page, index, code):
            yield index, whole


def _count_unmapped(glyphs: Sequence[Glyph]) -> int:
    """Return how many characters nobody but the font knows: of private use, or unknown."""
    unmapped = 0
    # No function of its own for one character: the calls took 2 % of the time of reading glyphs.
    for glyph in glyphs:
        if "\ue000" <= glyph.char <= "\uf8ff" or glyph.char == UNKNOWN:
            unmapped += 1
    return unmapped


def _cut_by_the_edge(seen: list[Glyph], beyond: list[tuple[int, int]]) -> tuple[Glyph, ...]:
    """Return the characters of figures whose next or last digit lies beyond the page (`10` of
    `1027.50`); `beyond` are the places in the text and the codes of what lies there.
    """
    outside = {index for index, code in beyond if chr(code) in _OF_FIGURES}
    if not outside:
        return ()
    cut: list[Glyph] = []
    for glyph in seen:
        if glyph.char not in _OF_FIGURES:
            continue
        # Neighbours in the text, not on the page: what lies beyond it has no place there.
        if {glyph.number - 1, glyph.number + 1} & outside:
            cut.append(glyph)
    return tuple(cut)


def _codes(text_page: int, count: int) -> list[int]:
    """Return what pdfium gives for each of the first characters of a page.

    The text of the page in one call has them all, U+FFFE for a hyphen at a line's end. Where it
    leaves characters out, or has some in two halves, each is asked for by itself.
    """
    units = (ctypes.c_ushort * (count + 1))()
    written = api.text_of(text_page, 0, count, api.place_of(units))
    codes = memoryview(units).cast("B").cast("H").tolist()[:count]
    # Halves of a character and characters left out shift all places behind them.
    if written != count + 1 or any(0xD800 <= code < 0xE000 for code in codes):
        return [api.unicode_of(text_page, index) for index in range(count)]
    for index, code in enumerate(codes):
        if code == NOT_A_CHARACTER:
            codes[index] = api.unicode_of(text_page, index)
    return codes


def _whole(text_page: int, index: int, half: int) -> int:
    """Return the code point of which this is the first half (UTF-16), 0 for a second half that
    follows its first, U+FFFD for one that stands alone.
    """
    if half < 0xDC00:
        second: int = api.unicode_of(text_page, index + 1)
        if 0xDC00 <= second < 0xE000:
            return 0x10000 + ((half - 0xD800) << 10) + second - 0xDC00
        return UNKNOWN_CODE
    first = api.unicode_of(text_page, index - 1) if index else 0
    if 0xD800 <= first < 0xDC00:
        return 0
    return UNKNOWN_CODE


def _stand_on_baseline(
    text_page: int, index: int, size: float, frame: Frame
) -> tuple[float, float] | None:
    """Return top and bottom of a character that seems too high or too flat for its width.

    Some fonts declare twice their size, some none: there a 、 would be a speck below its line, and
    be read as another line.
    0.88 em above the baseline and 0.12 below, as Chinese fonts are drawn. None where the font's
    size is not known.
    """
    if size <= 0:
        return None
    x = ctypes.c_double()
    y = ctypes.c_double()
    api.origin_of(text_page, index, api.place_of(x), api.place_of(y))
    _, b, _, d, _, f = frame.matrix
    baseline = b * x.value + d * y.value + f
    return baseline - 0.88 * size, baseline + 0.12 * size


def is_bold(text_page: Any, index: int, text_object: int) -> bool:
    """Check whether a character is printed bold: by its font's weight or name, or stroked as well
    as filled.
    """
    # Stroked as well as filled: so programs make a bold that a font does not have.
    mode = api.render_mode_of(text_object) if text_object else None
    if mode == pdfium_c.FPDF_TEXTRENDERMODE_FILL_STROKE:
        return True
    if pdfium_c.FPDFText_GetFontWeight(text_page, index) >= 600:
        return True
    _font_name[0] = b"\0"  # nothing is written where the name is too long
    pdfium_c.FPDFText_GetFontInfo(text_page, index, _font_name, len(_font_name), _font_flags)
    # SimHei has one weight, which is that of headings.
    own = _font_name.value.lower()
    return any(word in own for word in (b"bold", b"heavy", b"black", b"simhei"))


# Written by pdfium and read at once.
_font_name = ctypes.create_string_buffer(128)
_font_flags = ctypes.c_int()


def mark_cut(tables: Sequence[Table], cut: Sequence[Glyph]) -> None:
    """Set the confidence of cells to 0 that hold a figure which the page's edge cuts."""
    for glyph in cut:
        x = (glyph.x0 + glyph.x1) / 2
        y = (glyph.top + glyph.bottom) / 2
        for table in tables:
            for cell in table.cells:
                box = cell.box
                if box is None or not box.x0 <= x <= box.x1:
                    continue
                if box.top <= y <= box.bottom:
                    cell.confidence = 0.0
