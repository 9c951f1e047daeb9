"""Which part of a page is seen, and which way up."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers.pdfium import api
from budgetflow.readers.pdfium.page_geometry import Frame

# Characters looked at to see which way a page's text runs.
SAMPLE = 40


def frame_of(handle: Any) -> Frame:
    """Return the visible rectangle and rotation of a loaded page."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(handle, rect)
    return Frame(
        rect.left,
        rect.bottom,
        rect.right,
        rect.top,
        90 * (pdfium_c.FPDFPage_GetRotation(handle) % 4),
    )


def upright(frame: Frame, text_page: int) -> Frame:
    """Turn the frame where the page is displayed with its text lying on its side, as a person would
    turn the sheet.

    Some producers print a wide table sideways on an upright page and set no /Rotate. Takes the text
    page's address.
    """
    count = api.count_chars_of(text_page)
    matrix = pdfium_c.FS_MATRIX()
    matrix_place = api.place_of(matrix)
    a, b, c, d, _, _ = frame.matrix
    turns: Counter[int] = Counter()
    # Some characters over the whole page: the first may be a heading set another way.
    for index in range(0, count, max(1, count // SAMPLE)):
        printed = api.unicode_of(text_page, index) > 0x20
        if printed and api.char_matrix_of(text_page, index, matrix_place):
            # where the line runs, as displayed
            x = a * matrix.a + c * matrix.b
            y = b * matrix.a + d * matrix.b
            turns[_turn_of(x, y)] += 1
    turn, times = turns.most_common(1)[0] if turns else (0, 0)
    # Ten of them, and four in five: labels set sideways in a table turn no page.
    if turn == 0 or times < 10 or times < 0.8 * turns.total():
        return frame
    return replace(frame, rotation=(frame.rotation + turn) % 360)


def _turn_of(x: float, y: float) -> int:
    """Return by how many degrees a page is turned whose lines run in a direction."""
    # The longer side decides, so that a scan put in askew is turned by a right angle or not at all.
    if abs(x) >= abs(y):
        if x > 0:
            return 0
        return 180
    if y > 0:
        return 270
    return 90


def turned_frame(handle: Any) -> Frame:
    """Return the frame of a loaded page, turned upright, for who has no text page open."""
    text_page = pdfium_c.FPDFText_LoadPage(handle)
    try:
        return upright(frame_of(handle), api.address_of(text_page))
    finally:
        pdfium_c.FPDFText_ClosePage(text_page)
