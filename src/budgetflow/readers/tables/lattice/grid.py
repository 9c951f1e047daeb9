"""From rulings to grids: which lines cross into one table, and where its rows and cells are.

A grid's outer border is taken as drawn even where it is not, since the first row after a page break
often has no top border and tables run off the page's edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from budgetflow.readers.tables.lattice.missing_walls import add_missing_walls
from budgetflow.readers.tables.rulings import Segment

# Grid edges nearer than this are one: no column or row of print is narrower.
SAME_EDGE = 3.5
# How far two lines may miss each other and still meet.
REACH = 3.5
# A wall farther than this from a grid is no part of it.
WIDEST = 250.0
# Walls without a floor that are tried; more are a drawing, and each is measured from the others.
MAX_LONE_WALLS = 100
# Merged lines of a page that are looked at; a page of print holds under 200.
MAX_LINES = 3_000
# Places in one grid; beyond it is graph paper. The largest real table has 81 rows of 30 columns.
MAX_CELLS = 20_000


class Region(NamedTuple):
    """A cell of a grid before its text: first row and column, and spans."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(slots=True)
class Grid:
    """A ruled grid: edges of columns and rows (one more than there are), and its cells in reading
    order.
    """

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    open_rows: tuple[bool, bool] = (False, False)
    """Whether the first and the last row have no outer border drawn, only walls that stick out."""

    @property
    def columns(self) -> int:
        """Number of columns."""
        return len(self.xs) - 1

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.ys) - 1


def find_grids(horizontal: Sequence[Segment], vertical: Sequence[Segment]) -> list[Grid]:
    """Find the grids that rulings (`merge_lines`) make, each a set of lines that meet; single boxes
    and lone lines give none.
    """
    hs = list(horizontal)
    vs = list(vertical)
    if not hs or not vs or len(hs) + len(vs) > MAX_LINES:
        return []
    parts = _components(hs, vs)
    lone: list[Segment] = []
    for h_part, v_part in parts:
        if not h_part:
            lone.extend(v_part)
    _attach_lone_walls(parts, lone)
    grids = []
    # A box has four sides; fewer lines that meet are an underline, a cross, a bracket.
    for h_part, v_part in parts:
        if not h_part or not v_part or len(h_part) + len(v_part) < 4:
            continue
        grid = make_grid(h_part, v_part)
        if grid is not None:
            grids.append(grid)
    return grids


def _components(hs: list[Segment], vs: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Group the lines that meet, directly or through others."""
    # Union-find: a page may have thousands of lines, and following neighbours costs their square.
    parent = list(range(len(hs) + len(vs)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(hs):
        low = x0 - REACH
        high = x1 + REACH
        for j, (x, y0, y1) in enumerate(vs, len(hs)):
            if not low <= x <= high:
                continue
            if y0 - REACH <= y <= y1 + REACH:
                parent[root(j)] = root(i)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, line in enumerate(hs):
        groups.setdefault(root(i), ([], []))[0].append(line)
    for j, line in enumerate(vs, len(hs)):
        groups.setdefault(root(j), ([], []))[1].append(line)
    return list(groups.values())


def _attach_lone_walls(
    parts: list[tuple[list[Segment], list[Segment]]], lone: list[Segment]
) -> None:
    """Add a wall that meets no floor to the nearest grid of the same height: a merged cell as high
    as the page, open at its side.

    The nearest walls go first, and those behind them are measured from these: where name, money
    and goal of one project all fill the page, its three columns stand open beside each other.
    """
    if len(lone) > MAX_LONE_WALLS:
        return
    # Two walls at the least: how high a grid is shows only where they agree.
    grids = [v_part for h_part, v_part in parts if len(v_part) >= 2 and h_part]
    waiting = list(lone)
    while waiting:
        found = min(
            (
                (distance, place, v_part)
                for place, wall in enumerate(waiting)
                for v_part in grids
                if (distance := _distance_beside(wall, v_part)) is not None
            ),
            key=lambda one: one[:2],
            default=None,
        )
        if found is None:
            return
        _, place, v_part = found
        v_part.append(waiting.pop(place))


def _distance_beside(wall: Segment, others: Sequence[Segment]) -> float | None:
    """Return how far a wall stands from the nearest of a grid's that begin and end where it does;
    None where they do not, or all are too far.
    """
    x, start, end = wall
    top = min(other[1] for other in others)
    bottom = max(other[2] for other in others)
    if abs(start - top) >= REACH or abs(end - bottom) >= REACH:
        return None
    distance = min(abs(x - other[0]) for other in others)
    if distance >= WIDEST:
        return None
    return distance


def make_grid(hs: Sequence[Segment], vs: Sequence[Segment]) -> Grid | None:
    """Make the grid of lines that meet; None where they enclose nothing, or are a drawing rather
    than a table.
    """
    lids = [y for y, _, _ in hs]
    sides = [x for x, _, _ in vs]
    left, right = _ends(hs, sides)
    top, bottom = _ends(vs, lids)
    xs = _edges(sides, left, right)
    ys = _edges(lids, top, bottom)
    if len(xs) < 2 or len(ys) < 2:
        return None
    rows = len(ys) - 1
    columns = len(xs) - 1
    if rows * columns > MAX_CELLS:
        return None
    # walls[i][r]: a border on xs[i] along row r
    walls = [[False] * rows for _ in xs]
    for x, y0, y1 in vs:
        _mark(walls[_nearest(xs, x)], ys, y0, y1)
    # floors[j][c]: a border on ys[j] along column c
    floors = [[False] * columns for _ in ys]
    for y, x0, x1 in hs:
        _mark(floors[_nearest(ys, y)], xs, x0, x1)
    add_missing_walls(walls, floors)
    regions = _regions(rows, columns, walls, floors)
    is_open = (min(lids) - top > SAME_EDGE, bottom - max(lids) > SAME_EDGE)
    return Grid(xs, ys, regions, is_open)


def _ends(lines: Sequence[Segment], across: Sequence[float]) -> tuple[float, float]:
    """Return the first and the last point that lines, or the places of those across them, reach."""
    starts = [start for _, start, _ in lines]
    ends = [end for _, _, end in lines]
    return min([*starts, *across]), max([*ends, *across])


def _edges(positions: list[float], first: float, last: float) -> list[float]:
    """Return the distinct edges, the outermost at the grid's own ends."""
    edges: list[float] = []
    places = sorted([first, *positions, last])
    for place in places:
        if not edges or place - edges[-1] > SAME_EDGE:
            edges.append(place)
    # The last border merged into the one before it: the grid still ends where it is drawn.
    edges[-1] = max(edges[-1], last)
    return edges


def _nearest(edges: list[float], position: float) -> int:
    after = bisect_left(edges, position)
    if after == 0:
        return 0
    before = after - 1
    if after == len(edges):
        return before
    if edges[after] - position < position - edges[before]:
        return after
    return before


def _mark(border: list[bool], edges: list[float], start: float, end: float) -> None:
    """Mark the pieces between edges that the line from start to end covers for the most part."""
    first = max(bisect_left(edges, start) - 1, 0)
    behind = min(bisect_left(edges, end), len(edges) - 1)
    for k in range(first, behind):
        low = edges[k]
        high = edges[k + 1]
        covered = min(high, end) - max(low, start)
        # Not half: of two lines that meet in the middle of a piece neither is its border.
        if covered > 0.6 * (high - low):
            border[k] = True


def _regions(
    rows: int, columns: int, walls: list[list[bool]], floors: list[list[bool]]
) -> list[Region]:
    """Cut the grid into rectangles along its borders.

    Row by row, pieces that no wall parts make a strip; equal strips that no floor parts make one
    cell. A region that is no
    rectangle (a border drawn in part) falls into rectangles this way.
    """
    done: list[Region] = []
    open_strips: dict[tuple[int, int], int] = {}  # (first column, last column + 1) -> first row
    for r in range(rows):
        strips: list[tuple[int, int]] = []
        start = 0
        for c in range(1, columns + 1):
            if c == columns or walls[c][r]:
                strips.append((start, c))
                start = c
        kept: dict[tuple[int, int], int] = {}
        for strip in strips:
            first_column, behind = strip
            floor = sum(floors[r][first_column:behind])
            # A floor under less than half of a strip is one of dashes, or the cell's neighbour's.
            if strip in open_strips and 2 * floor < behind - first_column:
                kept[strip] = open_strips.pop(strip)
            else:
                kept[strip] = r
        done += _closed(open_strips, r)
        open_strips = kept
    done += _closed(open_strips, rows)
    return sorted(done)


def _closed(strips: dict[tuple[int, int], int], end: int) -> list[Region]:
    """Return the cells of strips (first column, last column + 1 -> first row) that end before a
    row.
    """
    closed: list[Region] = []
    for (start, behind), first in strips.items():
        closed.append(Region(first, start, end - first, behind - start))
    return closed
