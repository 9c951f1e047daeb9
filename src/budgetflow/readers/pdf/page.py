"""One PDF page: its characters and rulings put together into tables and lines, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from importlib import import_module
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.document import Box, Page, TextLayer, TextLine
from budgetflow.readers.ocr.read import available
from budgetflow.readers.ocr.runs import Recognised, mark_confidence
from budgetflow.readers.pdf.drawings import Drawings, read_drawings
from budgetflow.readers.pdf.glyphs import PageText, is_bold, mark_cut, read_glyphs
from budgetflow.readers.pdf.unknown import UnknownText
from budgetflow.readers.pdf.visibility import Visibility
from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.orientation import frame_of, upright
from budgetflow.readers.pdfium.page_geometry import Frame
from budgetflow.readers.pdfium.render import picture_of
from budgetflow.readers.tables.glyphs import UNKNOWN, Glyph
from budgetflow.readers.tables.page import find_tables, in_reading_order
from budgetflow.readers.tables.rulings import Segment
from budgetflow.readers.tables.runs import Run, line_text, make_runs, visual_lines

# Curves on a page without characters: its text is drawn as outlines.
OUTLINES = 50
# Characters that may stand beside a picture which is all of a page: its number, a title or two.
FEW_CHARACTERS = 60

_NO_MEANING = "its font does not say which characters it prints"

# Pixels a point at which a scan is drawn to look for its rulings.
SCAN_SCALE = 150 / 72


def read_page(
    handle: Any,
    number: int,
    before: Page | None = None,
    hidden: AbstractSet[int] = frozenset(),
    unknown: UnknownText | None = None,
) -> tuple[Page, list[str]]:
    """Read a loaded page (a pdfium handle); return it with notes on what could not be read.

    `before` is the page before, where it was read: a table without rulings that goes on here has
    its columns. `hidden` are the addresses of objects that are switched off. `unknown` reads
    characters that the file does not name from the page's picture.
    """
    text_page = pdfium_c.FPDFText_LoadPage(handle)
    try:
        text_address = api.address_of(text_page)
        frame = upright(frame_of(handle), text_address)
        drawings = read_drawings(handle, frame, hidden)
        visibility = Visibility(text_address, drawings, frame)
        text = read_glyphs(text_address, frame, visibility)
        page = Page(
            number,
            width=round(frame.width, 2),
            height=round(frame.height, 2),
            rotation=frame.rotation,
            text_layer=_text_layer(text, drawings),
        )
        pictured = _is_picture(text, drawings, frame)
        notes = _notes_of_limits(number, text, drawings)
        # A page without characters has tables only in its picture, which is recognised later.
        if not text.glyphs:
            return page, notes
        if page.text_layer == "none":
            notes.append(f"page {number}: {_NO_MEANING}; compare with the page image")
            return page, notes
        glyphs = text.glyphs
        recognised: list[Recognised] = []
        # Nearly all pages say what each of their characters means.
        if text.unmapped:
            recogniser = unknown or UnknownText()
            glyphs, recognised = recogniser.read(handle, frame, glyphs)
            notes += _notes_of_unread(number, text, glyphs, recognised, recogniser)
        rulings = (drawings.horizontal, drawings.vertical)
        # Rulings of a scan are in its picture; what the file draws there are marks of the scanner.
        if text.scanned and drawings.images:
            rulings = _rulings_of_picture(handle, frame)
        runs = make_runs(glyphs)
        tables, rest = find_tables(runs, rulings, number, before)
        mark_confidence(tables, recognised)
        mark_cut(tables, text.cut)
        lines = [_text_line(line, number, text_page) for line in visual_lines(rest)]
        page.blocks = in_reading_order([*tables, *lines])
        if pictured:
            # What is printed beside the picture stays; the picture is recognised later.
            page.text_layer = "none"
        return page, notes
    finally:
        pdfium_c.FPDFText_ClosePage(text_page)


def _text_layer(text: PageText, drawings: Drawings) -> TextLayer:
    """Return what the text of a page is worth: "none" where it prints what its text does not say,
    in a picture, as outlines, or with a font that does not name most of its characters.
    """
    if text.glyphs:
        # Half: pages mix fonts, and a heading in a font without meaning leaves the rest readable.
        unread = text.unmapped > 0.5 * len(text.glyphs)
    else:
        unread = bool(drawings.images) or drawings.curves > OUTLINES
    return "none" if unread else "native"


def _is_picture(text: PageText, drawings: Drawings, frame: Frame) -> bool:
    """Check whether a page with some text is a picture all the same: a scan that has a page number
    or a title printed on it.
    """
    # A scan whose text layer a scanner made has its words from there.
    if text.scanned or len(text.glyphs) > FEW_CHARACTERS:
        return False
    return drawings.pictured > 0.5 * frame.width * frame.height


def _notes_of_limits(number: int, text: PageText, drawings: Drawings) -> list[str]:
    """Return what is to be said of a page that holds more than is read."""
    notes: list[str] = []
    if drawings.truncated:
        notes.append(
            f"page {number}: too many drawn lines; only the first were looked at, tables may "
            f"be missing"
        )
    if text.truncated:
        notes.append(f"page {number}: more characters than a page holds; only the first were read")
    return notes


def _notes_of_unread(
    number: int,
    text: PageText,
    glyphs: Sequence[Glyph],
    recognised: Sequence[Recognised],
    recogniser: UnknownText,
) -> list[str]:
    """Return what is to be said of characters that the file does not name: `glyphs` are those of
    the page after it was looked at.
    """
    left = sum(glyph.char == UNKNOWN for glyph in glyphs)
    if left:
        to_do = "compare with the page image" if available() else "install budgetflow[ocr]"
        if recogniser.out_of_time:
            to_do = "there was no time for them: raise BUDGETFLOW_READ_SECONDS"
        return [f"page {number}: {_NO_MEANING}; {left} are not read, {to_do}"]
    if recognised:
        return [f"page {number}: {_NO_MEANING}; {len(recognised)} words were recognised"]
    if text.unmapped > 0.2 * len(text.glyphs):
        return [f"page {number}: {_NO_MEANING}; compare with the page image"]
    return []


def _rulings_of_picture(handle: Any, frame: Frame) -> tuple[list[Segment], list[Segment]]:
    """Find the rulings of a scan whose text layer somebody else recognised."""
    pixels = import_module(
        "budgetflow.readers.ocr.rulings"
    )  # brings numpy, which few documents need
    picture = picture_of(handle, frame, SCAN_SCALE)
    found: tuple[list[Segment], list[Segment]] = pixels.find_rulings(
        pixels.array_of(picture), picture.scale
    )
    return found


def _text_line(line: Sequence[Run], number: int, text_page: Any) -> TextLine:
    box = Box(
        round(min(r.x0 for r in line), 2),
        round(min(r.top for r in line), 2),
        round(max(r.x1 for r in line), 2),
        round(max(r.bottom for r in line), 2),
    )
    first = line[0].glyphs[0]
    return TextLine(
        line_text(line),
        number,
        box,
        bold=is_bold(text_page, first.number, first.text_object),
        size=round(first.bottom - first.top, 1),
    )
