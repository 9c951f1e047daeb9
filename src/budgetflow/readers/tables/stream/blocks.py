"""Blocks of a page's lines that may be a table: rich in figures that stand alone, under a header.

Prose and contents pages are full of figures too. What makes a table is that figures stand alone
between blanks and stand under each other in several lines; what makes none is a figure inside a
sentence, or a row of dots that leads to a page number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice, pairwise
from statistics import median

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
# Of the space between rows: a title below a table stands farther off.
WIDER = 1.2
# Rows in succession that may hold a label alone.
EMPTY_ROWS = 4
# Lines above the first figures that may still be headers.
HEADER_LINES = 16


def blocks_of(
    lines: Sequence[Line],
    left: float,
    right: float,
    notes: Sequence[tuple[float, float]],
    is_header: Callable[[Sequence[Line]], bool],
) -> list[list[Line]]:
    """Cut a page's lines where prose, dots or a wide space stand, and keep the blocks that are rich
    in figures. `notes` are x0 and x1 of columns of notes that the table of the page before has;
    `is_header` tells whether lines repeat that table's header, below which one row is enough.
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
        starts = bool(blocks[-1]) and _starts_anew(blocks[-1], line, middle)
        if starts and not _goes_on(blocks[-1], line):
            blocks.append([])
        blocks[-1].append(line)
    return [trimmed for block in blocks if (trimmed := _trimmed(block, is_header))]


def beside_notes(line: Line, notes: Sequence[tuple[float, float]]) -> Line:
    """Return a line without the pieces that stand in columns of notes."""
    pieces = [
        piece
        for piece in line.pieces
        if not any(x0 - FLUSH < piece.x0 and piece.x1 < x1 + FLUSH for x0, x1 in notes)
    ]
    return Line(pieces, line.top, line.bottom)


def _starts_anew(block: Sequence[Line], line: Line, middle: float) -> bool:
    """Check whether a wide space or a title (alone, in the middle of the page, with more space
    above it than the rows have) parts a line from the block above it.
    """
    gap = line.top - block[-1].bottom
    height = line.bottom - line.top
    # Six lines of blank part whatever stands there; a title needs less.
    if gap > 6 * height:
        return True
    piece = line.pieces[0]
    # Off the middle by a height and a half at most: the margins of the two sides may differ.
    alone = len(line.pieces) == 1 and abs(piece.x0 + piece.x1 - 2 * middle) < 3 * height
    return alone and gap > max(1.5 * height, WIDER * _usual_gap(block))


def _usual_gap(block: Sequence[Line]) -> float:
    """Return the space between the last lines of a block, 0 where it has too few to tell."""
    gaps = [below.top - above.bottom for above, below in pairwise(block[-6:])]
    if len(gaps) < 2:
        return 0.0
    return median(gaps)


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
    """Check whether a line is the longest label of a narrow table (a page of 项目 and 决算数 only):
    its figures stand apart right of it, flush with those of the next row above or below that has
    any; or it has none, and those of the rows around it stand right of its end.
    """
    label, *figures = lines[k].pieces
    size = label.runs[0].size
    if SENTENCE.search(label.text) or LEADER.search(label.text):
        return False
    near = (_next_figures(reversed(lines[:k])), _next_figures(lines[k + 1 :]))
    if not figures:
        return _stands_left_of(label, *near)
    if not all(figure.is_money for figure in figures):
        return False
    if figures[0].x0 - label.x1 < LABEL_GAP * size:
        return False
    for one in near:
        same_cells = one is not None and len(one.pieces) == len(lines[k].pieces)
        if one and same_cells and abs(one.pieces[-1].x1 - figures[-1].x1) < FLUSH * size:
            return True
    return False


def _stands_left_of(label: Piece, above: Line | None, below: Line | None) -> bool:
    """Check whether the rows around a label without figures have theirs under each other, right of
    its end.
    """
    if above is None or below is None or len(above.pieces) != len(below.pieces):
        return False
    size = label.runs[0].size
    flush = abs(above.pieces[-1].x1 - below.pieces[-1].x1) < FLUSH * size
    first = min(above.pieces[1].x0, below.pieces[1].x0)
    return flush and label.x1 + LABEL_GAP * size < first


def _next_figures(lines: Iterable[Line]) -> Line | None:
    """Return the first line with figures, of a few, below nothing but labels: rows of items without
    any money that year may stand between (a fund's 棚户区改造支出, left blank).
    """
    for line in islice(lines, EMPTY_ROWS + 1):
        if line.is_body:
            return line
        if len(line.pieces) > 1 or is_field_line(line):
            return None
    return None


def _trimmed(block: list[Line], is_header: Callable[[Sequence[Line]], bool]) -> list[Line]:
    """Leave out what stands before the headers; nothing is left where the lines are too few to be a
    table.
    """
    body = [k for k, line in enumerate(block) if line.is_body]
    if not body:
        return []
    first = _first_header_line(block, body)
    if _is_rich(block, body) or is_header(block[first : body[0]]):
        return block[first:]
    return []


def _is_rich(block: Sequence[Line], body: Sequence[int]) -> bool:
    """Check whether the lines of a block at the places `body` hold enough figures for a table."""
    most = 0
    for k in body:
        figures = sum(piece.is_money for piece in block[k].pieces)
        most = max(most, figures)
    # Two lines with one figure each are met in any paragraph; one line of three is a table's total.
    return len(body) >= 3 or (len(body) == 2 and most >= 2) or most >= 3


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
        # Set without a blank between, as lines of one cell are.
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
