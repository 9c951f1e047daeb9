"""Lines of print cut into pieces, and the blocks of lines that may be a table: rich in figures that
stand alone.

Prose and contents pages are full of figures too. What makes a table is that figures stand alone
between blanks and stand
under each other in several lines; what makes none is a figure inside a sentence, or a row of dots
that leads to a page number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from budgetflow.readers.page_numbers import is_page_number
from budgetflow.readers.tables.runs import Run, blank_between, line_text

# A figure that is no page number, year or code: grouped or with decimals.
MONEY = re.compile(r"[-−]?(\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+)")
# Runs of one character that one figure may have; text of a page may lie on one spot by thousands.
MOST_DIGITS = 24
# The dots of a contents page.
LEADER = re.compile(r"[.…·․‥]{3,}|…{2,}")
# Marks that stand in sentences and not in cells of figures.
SENTENCE = re.compile(r"[。；！]")
# A word that follows a figure in a sentence, and never in the next cell.
UNIT = re.compile(r"[万亿千百]?(元|人|个|%|％|美元)")
# Heights of print between the characters of a word that is printed wide.
SPACED = 0.9
# Heights of print between the two characters of a total's label.
WIDE = 6.0
# Of the text's width: a piece wider than this is prose or a title, no cell.
LONGEST_PIECE = 0.45
# The beginning of `unit: 10,000 yuan`, `department: ...` above a table: what it says stands beside
# it, not below.
FIELD = re.compile(r"(?!其中)[^:：]{1,8}[:：](?!.*[:：].*[:：])")
# Heights of print between a label and its figures.
LABEL_GAP = 2.0
# Heights of print by which figures under each other may end apart.
FLUSH = 0.35
# Points within which two sentences begin in one column.
SAME_COLUMN = 3.0
# Lines at the top and at the foot of a page among which its number stands.
EDGE_LINES = 2
# A column's number under its header, or how it is reckoned from others.
NUMBERS = re.compile(r"[(（]?\d{1,2}[)）]?|[\d=＝+＋\-－×*/÷()（）]+|[※*]+|[栏行]次")
# What begins a row: numbering, a code, a mark.
NEW_ROW = re.compile(
    r"[(（]?[一二三四五六七八九十]{1,3}[)）、.．]|[(（]?\d{1,2}[)）、．]|\d{1,2}\.(?!\d)|"
    r"[\[［]?\d{3,}(?![\d年])|[★☆※]"
)
# The beginning of a figure that its column was too narrow for.
CUT_FIGURE = re.compile(r"[-−]?\d{1,3}(,\d{3})*(,\d{0,2}|\.\d?)")
REST = re.compile(r"\d{1,3}(\.\d\d)?|\.\d\d")
WHOLE = re.compile(r"[-−]?(\d{1,3}(,\d{3})+|\d+)\.\d\d")
# Of the text's width: what begins farther right than this is no running text.
TEXT_COLUMN = 0.3
# Lines above the first figures that may still be headers.
HEADER_LINES = 16


@dataclass(slots=True)
class Piece:
    """Neighbouring runs of a line with no blank between them: a word, a figure, or a whole line of
    prose.
    """

    runs: list[Run]
    text: str
    x0: float
    x1: float
    whole: bool = False
    """A whole number under a head of money (`mark_whole_numbers`) or among figures (`flush`)."""

    @property
    def is_money(self) -> bool:
        """Check whether the piece is a figure and nothing else."""
        return self.whole or MONEY.fullmatch(self.text) is not None


@dataclass(slots=True)
class Line:
    """A visual line, cut into pieces."""

    pieces: list[Piece]
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The y of half the height."""
        return (self.top + self.bottom) / 2

    @property
    def is_body(self) -> bool:
        """Check whether the line is one a table of figures would have: figures that stand alone,
        beside something else.
        """
        if len(self.pieces) < 2:
            return False
        return any(piece.is_money for piece in self.pieces)


def cut_line(runs: Sequence[Run]) -> Line:
    """Cut the runs of one visual line into pieces, at blanks and around figures; words printed with
    blanks between characters stay whole.
    """
    pieces: list[list[Run]] = []
    for k, run in enumerate(runs):
        after = runs[k + 1] if k + 1 < len(runs) else None
        if not pieces or _parts(pieces[-1], run, after):
            pieces.append([run])
        else:
            pieces[-1].append(run)
    made = [_piece(part) for part in pieces]
    if any(piece.is_money for piece in made):
        made = _without_blanks(made)
    top = min(run.top for run in runs)
    bottom = max(run.bottom for run in runs)
    return Line(made, top, bottom)


def _piece(runs: list[Run]) -> Piece:
    # A line's runs are ordered by where they begin; a wide one may end behind the last.
    right = max(run.x1 for run in runs)
    return Piece(runs, line_text(runs), runs[0].x0, right)


def _without_blanks(pieces: list[Piece]) -> list[Piece]:
    """Join the two characters of a label printed wide (a total's) beside figures; three may head
    three columns of codes.
    """
    single = [len(p.text) == 1 and p.text > "\u2e80" for p in pieces]
    out: list[Piece] = []
    k = 0
    while k < len(pieces):
        # Exactly two: a third beside them, before or behind, is a row of one-character headers.
        two = single[k : k + 2] == [True, True]
        third = single[k + 2 : k + 3] == [True] or (k > 0 and single[k - 1])
        pair = two and not third
        if pair and pieces[k + 1].x0 - pieces[k].x1 < WIDE * pieces[k].runs[0].size:
            out.append(_piece([*pieces[k].runs, *pieces[k + 1].runs]))
            k += 2
        else:
            out.append(pieces[k])
            k += 1
    return out


def _parts(before: Sequence[Run], run: Run, after: Run | None) -> bool:
    """Check whether a run begins a piece of its own."""
    last = before[-1]
    if blank_between(last.glyphs[-1], run.glyphs[0]):
        alone = after is None or blank_between(run.glyphs[-1], after.glyphs[0])
        near = run.x0 - last.x1 < SPACED * run.size
        return not (alone and near and _is_spaced([*before, run]))
    may_be_figure = len(before) <= MOST_DIGITS and _may_end_a_figure(last.glyphs[-1].char)
    if may_be_figure and MONEY.fullmatch(line_text(before)):
        return True
    # Without a blank between, a label and the figure behind it part at a Chinese character only:
    # Latin letters and digits that touch are one name (`A4`, `GB2312`).
    ends = (
        after is None
        or blank_between(run.glyphs[-1], after.glyphs[0])
        or NEW_ROW.match(after.text) is not None
    )
    return ends and MONEY.fullmatch(run.text) is not None and last.glyphs[-1].char > "\u2e80"


def _may_end_a_figure(char: str) -> bool:
    """Check whether a line that ends with a character may be a figure. Putting a line's text
    together for each of its runs costs its square; few lines end so.
    """
    return char.isdecimal() or char in ",.-−"


def _is_spaced(runs: Sequence[Run]) -> bool:
    """Check whether runs are characters with blanks between them."""
    for run in runs:
        if len(run.glyphs) != 1 or run.text <= "\u2e80":
            return False
    return all(blank_between(a.glyphs[0], b.glyphs[0]) for a, b in pairwise(runs))


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


def is_field_line(line: Line) -> bool:
    """Check for a line above a table that names a department, a unit of money or a date: a word,
    a colon and its value.
    """
    return (
        any(FIELD.match(p.text) for p in line.pieces)
        and not line.is_body
        and not NEW_ROW.match(line.pieces[0].text)
    )


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


def goes_on_below(above: Piece, below: Piece) -> bool:
    """Check whether two pieces are one figure, broken where its column ends: `576,171.1`, `1`."""
    if not CUT_FIGURE.fullmatch(above.text) or not REST.fullmatch(below.text):
        return False
    # Both parts together must be a whole figure: `12.50` over `30` are two rows.
    return WHOLE.fullmatch(above.text + below.text) is not None


def is_numbers(line: Line) -> bool:
    """Check whether a line numbers the columns: `1 2 3=1+2`."""
    # Two numbers side by side are as often figures of a narrow table.
    if len(line.pieces) < 3:
        return False
    return all(NUMBERS.fullmatch(piece.text) for piece in line.pieces)
