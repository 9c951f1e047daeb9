"""Blocks of a page's lines that may be a table: rich in figures that stand alone, under a header.

Prose and contents pages are full of figures too. What makes a table is that figures stand alone
between blanks and stand under each other in several lines; what makes none is a figure inside a
sentence, or a row of dots that leads to a page number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from budgetflow.readers.page_numbers import is_page_number
from budgetflow.readers.tables.stream.lines import (
    FLUSH,
    LABEL_GAP,
    NEW_ROW,
    Line,
    Piece,
    is_field_line,
    is_numbers,
)

# The dots of a contents page.
LEADER = re.compile(r"[.…·․‥]{3,}|…{2,}")
# Marks that stand in sentences and not in cells of figures.
SENTENCE = re.compile(r"[。；！]")
# A word that follows a figure in a sentence, and never in the next cell.
UNIT = re.compile(r"[万亿千百]?(元|人|个|%|％|美元)")
# Of the text's width: a piece wider than this is prose or a title, no cell.
LONGEST_PIECE = 0.45
# Points within which two sentences begin in one column.
SAME_COLUMN = 3.0
# Lines at the top and at the foot of a page among which its number stands.
EDGE_LINES = 2
# Of the text's width: what begins farther right than this is no running text.
TEXT_COLUMN = 0.3
# Lines above the first figures that may still be headers.
HEADER_LINES = 16


def blocks_of(
    lines: Sequence[Line], left: float, right: float, notes: Sequence[tuple[float, float]] = ()
) -> list[list[Line]]:
    """Cut a page's lines where prose, dots or a wide space stand, and keep the blocks that are rich
    in figures. `notes` are x0 and x1 of columns of notes that the table of the page before has.
    """
    blocks: list[list[Line]] = [[]]
    width = right - left
    middle = (left + right) / 2
    columns = _sentence_columns(lines, left, width)
    for at, line in enumerate(lines):
        edge = min(at, len(lines) - 1 - at) < EDGE_LINES
        noted = beside_notes(line, notes) if notes else line
        prose = _is_prose(noted, left, width, columns) and not _is_long_label(lines, at)
        if prose or (edge and _is_page_number(line)):
            blocks.append([])
            continue
        starts = bool(blocks[-1]) and _starts_anew(blocks[-1][-1], line, middle)
        if starts and not _goes_on(blocks[-1], line):
            blocks.append([])
        blocks[-1].append(line)
    return [trimmed for block in blocks if (trimmed := _trimmed(block))]


def beside_notes(line: Line, notes: Sequence[tuple[float, float]]) -> Line:
    """Return a line without the pieces that stand in columns of notes."""
    pieces = [
        piece
        for piece in line.pieces
        if not any(x0 - FLUSH < piece.x0 and piece.x1 < x1 + FLUSH for x0, x1 in notes)
    ]
    return Line(pieces, line.top, line.bottom)


def _starts_anew(above: Line, line: Line, middle: float) -> bool:
    """Check whether a wide space or a title (alone, in the middle of the page, with space above it)
    parts two lines.
    """
    gap = line.top - above.bottom
    height = line.bottom - line.top
    alone = False
    if len(line.pieces) == 1:
        piece = line.pieces[0]
        alone = abs(piece.x0 + piece.x1 - 2 * middle) < 3 * height
    # Six lines of blank part whatever stands there; a title needs less.
    return gap > 6 * height or (alone and gap > 1.5 * height)


def _goes_on(block: Sequence[Line], line: Line) -> bool:
    """Check whether a line of figures after empty rows stands under the figures of the block."""
    if not line.is_body:
        return False
    # Twelve lines, since empty rows and labels of several lines stand between.
    above: list[Piece] = []
    for one in block[-12:]:
        if one.is_body:
            above.extend(piece for piece in one.pieces if piece.is_money)
    for figure in line.pieces:
        if not figure.is_money:
            continue
        if not any(figure.x0 < other.x1 and figure.x1 > other.x0 for other in above):
            return False
    return True


def _sentence_columns(lines: Sequence[Line], left: float, width: float) -> list[float]:
    """Return where the columns of sentences begin: where one follows a figure of its line."""
    columns: list[float] = []
    for line in lines:
        for figure, below in pairwise(line.pieces):
            right = below.x0 > left + TEXT_COLUMN * width
            if figure.is_money and right and _is_sentence(below, width):
                columns.append(below.x0)
    return columns


def _is_sentence(piece: Piece, width: float) -> bool:
    wide = piece.x1 - piece.x0 > LONGEST_PIECE * width
    return wide or bool(SENTENCE.search(piece.text))


def _is_prose(line: Line, left: float, width: float, columns: Sequence[float]) -> bool:
    """Check for a line of a sentence or of a contents page.

    Running text begins at the left; a sentence that begins farther right, alone, after a figure, or
    where others do that follow a figure (`columns`), stands in a column.
    """
    for k, piece in enumerate(line.pieces):
        if LEADER.search(piece.text):
            return True
        if not _is_sentence(piece, width):
            continue
        right = piece.x0 > left + TEXT_COLUMN * width
        if not right:
            return True
        alone = k == 0 or line.pieces[k - 1].is_money
        if not (alone or any(abs(piece.x0 - x) < SAME_COLUMN for x in columns)):
            return True
    return any(a.is_money and UNIT.match(b.text) for a, b in pairwise(line.pieces))


def _is_page_number(line: Line) -> bool:
    words = "".join(p.text for p in line.pieces)
    if not is_page_number(words):
        return False
    # `12 36` are two figures of a row whose numbers look like a page's; `- 12 -` in pieces is none.
    return len(line.pieces) == 1 or not words[0].isdigit()


def _is_long_label(lines: Sequence[Line], k: int) -> bool:
    """Check whether a line is the longest label of a narrow table: figures stand apart right of it,
    flush with those of the line above or below (a page of 项目 and 决算数 only).
    """
    label, *figures = lines[k].pieces
    size = label.runs[0].size
    if not figures or not all(figure.is_money for figure in figures):
        return False
    if SENTENCE.search(label.text) or LEADER.search(label.text):
        return False
    if figures[0].x0 - label.x1 < LABEL_GAP * size:
        return False
    near = [*lines[max(k - 1, 0) : k], *lines[k + 1 : k + 2]]
    for one in near:
        same_cells = len(one.pieces) == len(lines[k].pieces) and one.is_body
        if same_cells and abs(one.pieces[-1].x1 - figures[-1].x1) < FLUSH * size:
            return True
    return False


def _trimmed(block: list[Line]) -> list[Line]:
    """Leave out what stands before the headers; nothing is left where the lines are too few to be a
    table.
    """
    body = [k for k, line in enumerate(block) if line.is_body]
    most = 0
    for k in body:
        figures = sum(piece.is_money for piece in block[k].pieces)
        most = max(most, figures)
    # Two lines with one figure each are met in any paragraph; one line of three is a table's total.
    if len(body) >= 3 or (len(body) == 2 and most >= 2) or most >= 3:
        return block[_first_header_line(block, body) :]
    return []


def _first_header_line(block: Sequence[Line], body: Sequence[int]) -> int:
    """Return the place of the first line that is no caption: what stands under a line of fields
    (`unit: ...`), else what stands close.
    """
    first = body[0]
    steps = [block[b].top - block[a].top for a, b in pairwise(body)]
    pitch = min(steps, default=0.0)
    candidates = range(first - 1, max(first - HEADER_LINES, 0) - 1, -1)
    # A line of fields first: nothing above it is a header, however close it stands.
    for k in candidates:
        if is_field_line(block[k]):
            return k + 1
    left = min(block[k].pieces[0].x0 for k in body)
    right = max(block[k].pieces[-1].x1 for k in body)
    for k in candidates:
        height = block[k].bottom - block[k].top
        gap = block[k + 1].top - block[k].bottom
        # Farther above than half a line, or than the rows stand apart: a title.
        if gap > max(1.5 * height, 1.2 * pitch - height):
            break
        close = gap < 0.2 * height
        if len(block[k].pieces) > 1 or close or _over_a_column(block[k].pieces[0], left, right):
            # a lone piece is a word of a wrapped header where a line of several stands above it,
            # else a title
            first = k
    return first


def _over_a_column(piece: Piece, left: float, right: float) -> bool:
    """Check whether a lone piece stands neither at the edge nor in the middle of the table, as
    titles and their numbers do.
    """
    size = piece.runs[0].size
    if piece.x0 <= left + size or piece.x1 >= right - size:
        return False
    off_middle = abs(piece.x0 + piece.x1 - left - right) / 2
    return off_middle > 3 * size


def first_body_line(block: Sequence[Line]) -> int:
    """Return the place of the first line under the header: the first with figures, or what begins
    like a row above it.

    A row of column numbers is under the header, and so is a line of the first label that reaches
    down beside its figures.
    """
    first = next(k for k, line in enumerate(block) if line.is_body)
    for k, line in enumerate(block[:first]):
        if NEW_ROW.match(line.pieces[0].text) or is_numbers(line):
            return k
    while first:
        above = block[first - 1]
        if len(above.pieces) != 1 or above.bottom <= block[first].top + 1.0:
            break
        first -= 1
    return first
