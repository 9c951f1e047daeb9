"""One PDF page: its characters and rulings put together into tables and lines, in reading order."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pypdfium2.raw as pdfium_c

from budgetflow.readers import pdf_calls
from budgetflow.readers.aligned import find_aligned
from budgetflow.readers.document import Block, Box, Page, Table, TextLine
from budgetflow.readers.lattice import find_grids
from budgetflow.readers.lattice_cells import fill_grid, inside
from budgetflow.readers.pdf_drawings import read_drawings
from budgetflow.readers.pdf_frame import Frame
from budgetflow.readers.pdf_lines import Run, line_text, make_runs, visual_lines
from budgetflow.readers.pdf_text import is_bold, read_glyphs
from budgetflow.readers.pdf_visible import Visibility

OUTLINES = 50
"""Curves on a page without characters: its text is drawn as outlines."""
SAMPLE = 40
"""Characters looked at to see which way a page's text runs."""


def read_page(handle: Any, number: int) -> tuple[Page, list[str]]:
    """Read a loaded page (a pdfium handle); give it with notes on what could not be read."""
    text_page = pdfium_c.FPDFText_LoadPage(handle)
    try:
        frame = upright(frame_of(handle), pdf_calls.address_of(text_page))
        drawings = read_drawings(handle, frame)
        text_address = pdf_calls.address_of(text_page)
        text = read_glyphs(text_address, frame, Visibility(text_address, drawings, frame))
        page = Page(number, width=round(frame.width, 2), height=round(frame.height, 2), rotation=frame.rotation)
        notes: list[str] = []
        if drawings.truncated:
            notes.append(f"page {number}: too many drawn lines; only the first were looked at, tables may be missing")
        if text.truncated:
            notes.append(f"page {number}: more characters than a page holds; only the first were read")
        if not text.glyphs:
            page.text_layer = "none" if drawings.images or drawings.curves > OUTLINES or text.unmapped else "native"
            return page, notes
        if text.unmapped > 0.2 * len(text.glyphs):
            notes.append(f"page {number}: its font does not say which characters it prints; compare with the page image")
        tables, rest = take_tables(make_runs(text.glyphs), find_grids(drawings.horizontal, drawings.vertical), number)
        guessed, rest = find_aligned(rest, number)
        lines = [_text_line(line, number, text_page) for line in visual_lines(rest)]
        page.blocks = in_reading_order([*tables, *guessed, *lines])
        return page, notes
    finally:
        pdfium_c.FPDFText_ClosePage(text_page)


def frame_of(handle: Any) -> Frame:
    """Give the visible rectangle and rotation of a loaded page."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(handle, rect)
    return Frame(rect.left, rect.bottom, rect.right, rect.top, 90 * (pdfium_c.FPDFPage_GetRotation(handle) % 4))


def upright(frame: Frame, text_page: int) -> Frame:
    """Turn the frame where the page is displayed with its text lying on its side, as a person would turn the sheet.

    Some producers print a wide table sideways on an upright page and set no /Rotate. Takes the text page's address.
    """
    count = pdf_calls.count_chars_of(text_page)
    matrix = pdfium_c.FS_MATRIX()
    a, b, c, d, _, _ = frame.matrix
    turns: Counter[int] = Counter()
    for index in range(0, count, max(1, count // SAMPLE)):
        if pdf_calls.unicode_of(text_page, index) > 0x20 and pdf_calls.char_matrix_of(text_page, index, ctypes.addressof(matrix)):
            x, y = a * matrix.a + c * matrix.b, b * matrix.a + d * matrix.b  # where the line runs, as displayed
            turns[(0 if x > 0 else 180) if abs(x) >= abs(y) else (270 if y > 0 else 90)] += 1
    turn, times = turns.most_common(1)[0] if turns else (0, 0)
    if turn == 0 or times < 10 or times < 0.8 * turns.total():
        return frame
    return replace(frame, rotation=(frame.rotation + turn) % 360)


def in_reading_order(blocks: Sequence[Block]) -> list[Block]:
    """Order blocks from top to bottom, then from left to right."""
    return sorted(blocks, key=lambda block: (block.box.top, block.box.x0) if block.box else (0.0, 0.0))


def take_tables(runs: list[Run], grids: list[Any], number: int) -> tuple[list[Table], list[Run]]:
    """Fill the grids, the smallest first, so that a frame around a table does not take what is the table's."""
    tables: list[Table] = []
    for grid in sorted(grids, key=lambda g: (g.xs[-1] - g.xs[0]) * (g.ys[-1] - g.ys[0])):
        mine = [run for run in runs if inside(grid, run)]
        table = fill_grid(grid, mine, number) if mine else None
        if table is not None:
            tables.append(table)
            taken = set(map(id, mine))
            runs = [run for run in runs if id(run) not in taken]
    return tables, runs


def _text_line(line: Sequence[Run], number: int, text_page: Any) -> TextLine:
    box = Box(
        round(min(r.x0 for r in line), 2),
        round(min(r.top for r in line), 2),
        round(max(r.x1 for r in line), 2),
        round(max(r.bottom for r in line), 2),
    )
    first = line[0].glyphs[0]
    return TextLine(line_text(line), number, box, bold=is_bold(text_page, first.number, first.text_object), size=round(first.bottom - first.top, 1))
