"""Columns of a table without rulings: white lanes through its figures, headers over nothing,
headers over several.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from budgetflow.readers.document import Table
from budgetflow.readers.tables.stream.lines import Line, Piece

# Points taken off both ends of a piece, so that columns of figures that touch still have a lane
# between them.
SHRINK = 0.6

# Rows of a table that may be its header.
MOST_HEADER_ROWS = 6
# Lines of a cell that is no label but a text.
LINES_OF_A_NOTE = 4
# Points a border of the page before may be moved.
FARTHEST = 60.0


def column_edges(body: Sequence[Line]) -> list[float]:
    """Return the x of the column borders: the middles of the white lanes that run through all body
    lines (nearly all, in long tables).
    """
    left, *lanes, right = _lanes(body)
    middles = [(x0 + x1) / 2 for x0, x1 in lanes]
    # Two points of room: a piece must lie within the outermost borders, not on them.
    return [left[1] - 2.0, *middles, right[0] + 2.0]


def continued_edges(before: Sequence[float], body: Sequence[Line]) -> list[float] | None:
    """Return the column borders of the page before, moved into the white lanes of this one; None
    where the two are not one table.

    A later page may leave columns blank that the first one has filled, and its labels may reach
    farther.
    """
    # Two borders are one column, which anything on a page fits.
    if len(before) < 3:
        return None
    lanes = _lanes(body)
    edges: list[float] = []
    for edge in before[1:-1]:
        lane = min(lanes, key=partial(_distance, edge))
        moved = _into_lane(edge, lane)
        # Borders that pass each other, or move farther than a label may reach, are those of another
        # table.
        if abs(moved - edge) > FARTHEST or (edges and moved <= edges[-1]):
            return None
        edges.append(moved)
    bounds = [min(before[0], lanes[0][1] - 2.0), *edges, max(before[-1], lanes[-1][0] + 2.0)]
    if _parts_figures(lanes[1:-1], bounds, body):
        return None
    return bounds


def _distance(x: float, lane: tuple[float, float]) -> float:
    """Return the points from an x to a lane, 0 inside it."""
    x0, x1 = lane
    if x < x0:
        return x0 - x
    return max(x - x1, 0.0)


def _into_lane(edge: float, lane: tuple[float, float]) -> float:
    """Return the x nearest to a border within a lane; the middle of one that is too narrow."""
    x0, x1 = lane
    if x1 - x0 <= 2 * SHRINK:
        return (x0 + x1) / 2
    return min(max(edge, x0 + SHRINK), x1 - SHRINK)


def _parts_figures(
    lanes: Sequence[tuple[float, float]], bounds: Sequence[float], body: Sequence[Line]
) -> bool:
    """Check whether a lane without a border parts figures from figures, or from the words left of
    them: these are two columns, whatever the page before had. Two balances under one header may be
    of different widths.
    """
    pieces = [piece for line in body for piece in line.pieces]
    printed = [(piece.x0, piece.x1) for piece in pieces]
    money = [(piece.x0, piece.x1) for piece in pieces if piece.is_money]
    inner = bounds[1:-1]
    for start, end in lanes:
        has_border = any(start <= bound <= end for bound in inner)
        if has_border:
            continue
        left = max(bound for bound in bounds if bound <= start)
        right = min(bound for bound in bounds if bound >= end)
        before = _stands_between(printed, left, start + SHRINK)
        if before and _stands_between(money, end - SHRINK, right):
            return True
    return False


def _stands_between(pieces: Sequence[tuple[float, float]], left: float, right: float) -> bool:
    """Check whether one of some pieces (x0, x1) stands between two x."""
    inside = (left <= x0 and x1 <= right for x0, x1 in pieces)
    return any(inside)


def are_labels(lines: Sequence[Line], body: Sequence[Line], before: Sequence[float]) -> bool:
    """Check whether lines above the first figures begin in the first column of the page before and
    end left of all figures: the beginning of a label of several lines, and no header.
    """
    if len(before) < 3:
        return False
    pieces = [piece for line in body for piece in line.pieces]
    figures = min(piece.x0 for piece in pieces if piece.is_money)
    for line in lines:
        for piece in line.pieces:
            begins_first = piece.x0 < before[1]
            if not begins_first or piece.x1 > figures + SHRINK:
                return False
    return True


def note_columns(before: Table | None) -> list[tuple[float, float]]:
    """Return x0 and x1 of the columns of a table in which texts of many lines stand."""
    # Only a table read from drawn places has an edge on each side of every column.
    if before is None or len(before.column_edges) != before.columns + 1:
        return []
    deep: set[int] = set()
    for cell in before.cells:
        lines = cell.text.count("\n") + 1
        if cell.column_span == 1 and lines >= LINES_OF_A_NOTE:
            deep.add(cell.column)
    edges = before.column_edges
    return [(edges[column], edges[column + 1]) for column in sorted(deep)]


def repeats_header(lines: Sequence[Line], before: Table) -> bool:
    """Check whether header lines say what the header of the table before says, in the same
    characters: the same table goes on.
    """
    pieces = [piece for line in lines for piece in line.pieces]
    said = Counter(char for piece in pieces for char in piece.text if char != " ")
    there: Counter[str] = Counter()
    # Characters are counted and not compared in their order: a wrapped header is read in another
    # order where its cells are known. How many rows the header has nobody says, so each is tried.
    for row in range(min(MOST_HEADER_ROWS, before.rows)):
        for cell in before.cells:
            if cell.row == row:
                there.update("".join(cell.text.split()))
        if there == said:
            return True
    return False


def _lanes(body: Sequence[Line]) -> list[tuple[float, float]]:
    """Return x0 and x1 of the white lanes through the lines, what is left of all print first and
    what is right of it last.
    """
    events: list[tuple[float, int]] = []
    for line in body:
        for piece in line.pieces:
            # A figure alone closes a lane, however long the table is; a label does not.
            weight = len(body) if piece.is_money else 1
            events.append((piece.x0 + SHRINK, weight))
            events.append((piece.x1 - SHRINK, -weight))
    ends = sorted(events)
    spare = len(body) // 10  # labels that run into the next column; figures never do
    lanes: list[tuple[float, float]] = [(float("-inf"), ends[0][0])]
    depth = 0
    left_at: float | None = None
    for x, step in ends:
        if left_at is not None and depth <= spare < depth + step:
            if x - left_at > SHRINK:
                lanes.append((left_at, x))
            left_at = None
        depth += step
        if step < 0 and depth <= spare and left_at is None:
            left_at = x
    return [*lanes, (ends[-1][0], float("inf"))]


def with_empty_columns(
    edges: list[float], header: Sequence[Line], body: Sequence[Line]
) -> list[float]:
    """Add borders for columns that have a header and no figure: headers side by side over one body
    column, or beyond the last.
    """
    if not header:
        return edges
    # The outermost columns reach as far as their headers, which are often wider than the figures.
    first = min(line.pieces[0].x0 for line in header) - 1
    last = max(line.pieces[-1].x1 for line in header) + 1
    edges = [min(edges[0], first), *edges[1:-1], max(edges[-1], last)]
    printed = [p for line in body for p in line.pieces]
    added: list[float] = []
    for left, right in pairwise(edges):
        for a, b in pairwise(_stacks(header, left, right)):
            if min(a.bottom, b.bottom) - max(a.top, b.top) < 2.0:
                continue  # not beside each other: a head and what stands under it
            lane = _lane_between(a, b, printed)
            if lane is not None:
                added.append(lane)
    return sorted(edges + added)


def with_walls(edges: list[float], walls: Sequence[float], body: Sequence[Line]) -> list[float]:
    """Return the borders of columns with those that rulings draw: a ruling stands for the borders
    found in the blank around it.
    """
    printed = [piece for line in body for piece in line.pieces]
    kept = edges[1:-1]
    middles = [(piece.x0 + piece.x1) / 2 for piece in printed]
    for wall in walls:
        # A border with print between it and the wall is that of another column.
        kept = [edge for edge in kept if _lies_between(middles, edge, wall)]
    if walls:
        return [min(edges[0], *walls), *sorted([*kept, *walls]), max(edges[-1], *walls)]
    return edges


def _lies_between(middles: Sequence[float], edge: float, wall: float) -> bool:
    """Check whether one of the middles of pieces lies between two x, in either order."""
    left = min(edge, wall)
    right = max(edge, wall)
    return any(left < middle < right for middle in middles)


def _lane_between(left: _Stack, right: _Stack, printed: Sequence[Piece]) -> float | None:
    """Return an x between two headers that crosses no piece, so that each piece stays under the
    header it is nearer to.
    """
    # Between the two middles, so that no border cuts a header in two.
    low = (left.x0 + left.x1) / 2
    high = (right.x0 + right.x1) / 2
    nearer = (low + high) / 2
    for piece in printed:
        if piece.x1 <= left.x0 or piece.x0 >= right.x1:
            continue
        if (piece.x0 + piece.x1) / 2 < nearer:
            low = max(low, piece.x1)
        else:
            high = min(high, piece.x0)
    if high - low <= SHRINK:
        return None
    middle = (left.x1 + right.x0) / 2
    return min(max(middle, low + SHRINK / 2), high - SHRINK / 2)


@dataclass(slots=True)
class _Stack:
    """Header words that stand over each other."""

    x0: float
    x1: float
    top: float
    bottom: float


def _stacks(header: Sequence[Line], left: float, right: float) -> list[_Stack]:
    """Return the stacks of header words within a column, left to right; a word that stands over two
    of them is in neither.
    """
    words: list[_Stack] = []
    for line in header:
        for word in _words(line):
            middle = (word.x0 + word.x1) / 2
            if left <= middle <= right:
                words.append(word)
    stacks: list[_Stack] = []
    # The narrowest first: a wide head over two columns must find both stacks to be in neither.
    for word in sorted(words, key=lambda word: word.x1 - word.x0):
        touched = [stack for stack in stacks if word.x0 < stack.x1 and word.x1 > stack.x0]
        if not touched:
            stacks.append(word)
        elif len(touched) == 1:
            one = touched[0]
            one.x0 = min(one.x0, word.x0)
            one.x1 = max(one.x1, word.x1)
            one.top = min(one.top, word.top)
            one.bottom = max(one.bottom, word.bottom)
    return sorted(stacks, key=lambda stack: stack.x0)


def _words(line: Line) -> list[_Stack]:
    """Return the places of a line's words; one printed with blanks between its characters is
    one.
    """
    words: list[_Stack] = []
    alone = False
    for piece in line.pieces:
        spaced = len(piece.text) == 1
        if spaced and alone:
            words[-1].x1 = piece.x1
        else:
            words.append(_Stack(piece.x0, piece.x1, line.top, line.bottom))
        alone = spaced
    return words


def without_indents(edges: list[float], lines: Sequence[Line]) -> list[float]:
    """Leave out borders between two columns of words that never stand side by side: a label's
    indent, not a column.
    """
    held: list[set[int]] = [set() for _ in edges[1:]]
    money: set[int] = set()
    for number, line in enumerate(lines):
        for piece in line.pieces:
            column = column_of(edges, piece)
            held[column].add(number)
            if piece.is_money:
                money.add(column)
    # Columns are joined from the left, each with all that was joined before it: three indents of
    # one label are one column.
    kept = [edges[0]]
    group = held[0]
    for column in range(1, len(held)):
        of_money = {column - 1, column} & money
        side_by_side = group & held[column]
        if of_money or side_by_side:
            kept.append(edges[column])
            group = held[column]
        else:
            group = group | held[column]
    return [*kept, edges[-1]]


def column_of(edges: Sequence[float], piece: Piece) -> int:
    """Return the column a piece covers most of."""
    covered: list[float] = []
    for left, right in pairwise(edges):
        covered.append(min(piece.x1, right) - max(piece.x0, left))
    # Of two columns covered alike the first.
    return covered.index(max(covered))
