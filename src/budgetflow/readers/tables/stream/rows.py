"""Rows of a table without rulings: which lines of print belong to one row.

A figure stands on its row's baseline, a label of several lines stands around it. What tells a
wrapped label from the next row is
weighed together and the cheapest cut of all lines is taken: a line that goes on in the next fills
its column; a numbering or a
code begins a row; the lines of a row lie centred on each other; rows do not overlap; a ruling parts
rows where there is one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from budgetflow.readers.tables.rulings import Segment
from budgetflow.readers.tables.stream.columns import column_of
from budgetflow.readers.tables.stream.lines import NEW_ROW, Line, Piece, goes_on_below

# Lines of one row; project names and notes in narrow columns have been seen with ten.
MOST_LINES = 14
FORBIDDEN = 1e6

# Cost of a line within a row that looks like the beginning of one.
LATE = 3.0
# Cost of a line that goes on although it does not fill its column.
SHORT = 3.0
# Cost of a line that begins a row although the line before it fills its column and it has no
# figure of its own.
LEFT_OVER = 2.0
# Cost of two lines of one row that stand as far apart as rows do.
AS_ROWS = 1.8
# Of the least distance between two lines of figures; the lines of one label mostly stand closer.
ROW_GAP = 0.85
# Heights of print by which pieces on one line may stand higher or lower.
SAME_LINE = 0.3
# Cost of a row without figures.
NO_FIGURE = 0.4
# Cost of rows that overlap by half a line.
OVERLAP = 4.0
# Cost of two rows without a ruling between them in a table that rules its rows.
UNRULED = 4.0


def rows_of(
    lines: Sequence[Line], edges: Sequence[float], floors: Sequence[Segment] = ()
) -> list[list[Line]]:
    """Cut the body lines of a table, top to bottom, into rows. `floors` are the horizontal rulings
    of the page.
    """
    if not lines:
        return []
    cut = _Cut(lines, edges, floors)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(lines) + 1):
        choices: list[tuple[float, int]] = []
        for start in range(end - 1, max(end - MOST_LINES, 0) - 1, -1):
            cost = cut.row(start, end)
            if cost >= FORBIDDEN:
                break  # and so is every row that has these lines and more
            choices.append((best[start][0] + cost + cut.border(start), start))
        best.append(min(choices))
    ends = [len(lines)]
    while ends[-1] > 0:
        ends.append(best[ends[-1]][1])
    return [list(lines[a:b]) for a, b in pairwise(reversed(ends))]


class _Cut:
    """What a cut of lines into rows costs."""

    def __init__(
        self, lines: Sequence[Line], edges: Sequence[float], floors: Sequence[Segment]
    ) -> None:
        self._lines = lines
        self._held = [_places(line, edges) for line in lines]
        sizes = [piece.runs[0].size for line in lines for piece in line.pieces]
        self._size = median(sizes)
        self._room = _room(self._held)
        # Columns whose width several lines fill; where one does, it may just be the longest label.
        self._wrapped = {column for column in self._room if self._full_lines(column) > 1}
        ruled = [_parted(above, below, floors) for above, below in pairwise(lines)]
        self._parted = [False, *ruled]
        figures = [k for k, line in enumerate(lines) if line.is_body]
        between = [any(self._parted[a + 1 : b + 1]) for a, b in pairwise(figures)]
        # Not all: a table that rules its rows leaves rulings out within groups.
        self._ruled = len(between) > 1 and sum(between) > 0.6 * len(between)
        self._pitch = self._least_step(figures)

    def _full_lines(self, column: int) -> int:
        """Return how many pieces of a column fill its width."""
        full = 0
        for held in self._held:
            for piece in held.get(column, []):
                full += self._full(column, piece)
        return full

    def _least_step(self, figures: Sequence[int]) -> float:
        """Return the points between the closest two lines of figures that follow each other;
        infinite where none do. Less than a line's height is one row that was printed uneven.
        """
        lines = self._lines
        least = 0.8 * self._size
        closest = float("inf")
        for a, b in pairwise(figures):
            step = lines[b].middle - lines[a].middle
            if b == a + 1 and step > least:
                closest = min(closest, step)
        return closest

    def row(self, start: int, end: int) -> float:
        """Return what it costs that the lines from start to end are one row."""
        lines = self._lines[start:end]
        has_figures = any(line.is_body for line in lines)
        cost = 0.0 if has_figures else NO_FIGURE
        if len(lines) == 1:
            return cost
        if any(self._parted[start + 1 : end]):
            return FORBIDDEN
        stacks: dict[int, list[Piece]] = {}
        for places in self._held[start:end]:
            for column, pieces in places.items():
                stacks.setdefault(column, []).extend(pieces)
        far = ROW_GAP * self._pitch
        cost += AS_ROWS * sum(b.middle - a.middle > far for a, b in pairwise(lines))
        # Once for all columns of the row: this is asked for every cut of every table.
        figures = _middles_of_figures(stacks.values())
        for column, pieces in stacks.items():
            around = self._lies_around(figures, pieces)
            cost += self._stack(column, pieces, around=around)
        top = lines[0].top
        bottom = max(line.bottom for line in lines)
        for pieces in stacks.values():
            high = min(_top(piece) for piece in pieces)
            low = max(_bottom(piece) for piece in pieces)
            # Cells stand in the middle of their row; some publishers set them at its top or foot,
            # which costs a little so that the middle is preferred.
            off = min(
                abs(high + low - top - bottom) / 2,
                abs(high - top) + 0.3 * self._size,
                abs(low - bottom) + 0.3 * self._size,
            )
            cost += off / self._size / len(stacks)
        return cost

    def _lies_around(self, figures: Sequence[float], pieces: Sequence[Piece]) -> bool:
        """Check whether lines of words, as many above the middles of the row's figures as below
        them, lie centred on them: a label of one line stands beside its figures.
        """
        if not figures or len(pieces) % 2 or any(piece.is_money for piece in pieces):
            return False
        least = min(figures)
        most = max(figures)
        off = abs(_top(pieces[0]) + _bottom(pieces[-1]) - least - most) / 2
        apart = min(abs(_middle(piece) - least) for piece in pieces)
        level = most - least < SAME_LINE * self._size
        return level and off < SAME_LINE * self._size < apart

    def _stack(self, column: int, pieces: Sequence[Piece], *, around: bool = False) -> float:
        """Return what it costs that pieces of one column are one cell; `around` the figures of
        their row lines of words need not fill their column.
        """
        cost = 0.0
        for above, below in pairwise(pieces):
            if abs(_middle(above) - _middle(below)) < SAME_LINE * self._size:
                continue
            if goes_on_below(above, below):
                continue
            if above.is_money or below.is_money:
                return FORBIDDEN
            gap = (_top(below) - _bottom(above)) / self._size
            # Lines of one cell stand less than a line apart; farther ones cost by their distance.
            cost += 3.0 * max(gap - 0.8, 0.0) + LATE * bool(NEW_ROW.match(below.text))
            if not around and not self._full(column, above):
                cost += SHORT
        return cost

    def _full(self, column: int, piece: Piece) -> bool:
        """Check whether no further character finds room behind a piece."""
        end_of_room = self._room.get(column, 0.0)
        # A tenth of a character more: characters are set with some blank of their own.
        return piece.x1 > end_of_room - 1.1 * piece.runs[0].size

    def border(self, start: int) -> float:
        """Return what it costs that a row begins at a line, for what stands above it."""
        if start == 0:
            return 0.0
        above = self._lines[start - 1]
        line = self._lines[start]
        # A tenth of a height is no overlap: boxes of characters reach beyond their ink.
        overlap = max(above.bottom - line.top - 0.1 * self._size, 0.0)
        cost = OVERLAP * overlap / (0.5 * self._size)
        if self._ruled and not self._parted[start]:
            cost += UNRULED
        if line.is_body or len(line.pieces) != 1 or NEW_ROW.match(line.pieces[0].text):
            return cost
        (column,) = self._held[start]
        last = self._held[start - 1].get(column)
        if last and self._full(column, last[-1]) and not last[-1].is_money:
            cost += LEFT_OVER if column in self._wrapped else LEFT_OVER / 2
        return cost


def _places(line: Line, edges: Sequence[float]) -> dict[int, list[Piece]]:
    out: dict[int, list[Piece]] = {}
    for piece in line.pieces:
        out.setdefault(column_of(edges, piece), []).append(piece)
    return out


def _room(held: Sequence[dict[int, list[Piece]]]) -> dict[int, float]:
    """Return the x that the words of each column reach farthest to the right."""
    room: dict[int, float] = {}
    for places in held:
        for column, pieces in places.items():
            if not pieces[-1].is_money:
                room[column] = max(pieces[-1].x1, room.get(column, float("-inf")))
    return room


def _parted(above: Line, below: Line, floors: Sequence[Segment]) -> bool:
    """Check whether a ruling lies between two lines, under or over all of what they print."""
    left = min(above.pieces[0].x0, below.pieces[0].x0)
    right = max(above.pieces[-1].x1, below.pieces[-1].x1)
    for y, x0, x1 in floors:
        # All of it: a ruling under some columns parts the rows of a merged cell's neighbours.
        spans = x0 < left + 3.0 and x1 > right - 3.0
        if spans and above.middle < y < below.middle:
            return True
    return False


def _middles_of_figures(stacks: Iterable[Sequence[Piece]]) -> list[float]:
    """Return the y of half the height of each figure of a row."""
    pieces = [piece for stack in stacks for piece in stack]
    return [_middle(piece) for piece in pieces if piece.is_money]


def _top(piece: Piece) -> float:
    return min(run.top for run in piece.runs)


def _bottom(piece: Piece) -> float:
    return max(run.bottom for run in piece.runs)


def _middle(piece: Piece) -> float:
    return (_top(piece) + _bottom(piece)) / 2
