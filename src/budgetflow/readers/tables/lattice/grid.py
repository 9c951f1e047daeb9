"""From rulings to grids: which lines cross into one table, and where its rows and cells are.

A grid's outer border is taken as drawn even where it is not, since the first row after a page break
often has no top border and tables run off the page's edge.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from budgetflow.readers.tables.lattice.missing_walls import add_missing_walls
from budgetflow.readers.tables.rulings import Segment, merge_lines

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


@dataclass(frozen=True, slots=True)
class Region:
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
    """Find the grids that rulings make, each a set of lines that meet; single boxes and lone lines
    give none.
    """
    hs = merge_lines(horizontal)
    vs = merge_lines(vertical)
    if not hs or not vs or len(hs) + len(vs) > MAX_LINES:
        return []
    parts = _components(hs, vs)
    _attach_lone_walls(parts, [v for h_part, v_part in parts if not h_part for v in v_part])
    grids = []
    for h_part, v_part in parts:
        if not h_part or not v_part or len(h_part) + len(v_part) < 4:
            continue
        grid = make_grid(h_part, v_part)
        if grid is not None:
            grids.append(grid)
    return grids


def _components(hs: list[Segment], vs: list[Segment]) -> list[tuple[list[Segment], list[Segment]]]:
    """Group the lines that meet, directly or through others."""
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
            if low <= x <= high and y0 - REACH <= y <= y1 + REACH:
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
    top = min(other[1] for other in others)
    bottom = max(other[2] for other in others)
    if abs(wall[1] - top) >= REACH or abs(wall[2] - bottom) >= REACH:
        return None
    distance = min(abs(wall[0] - other[0]) for other in others)
    return distance if distance < WIDEST else None


def make_grid(hs: Sequence[Segment], vs: Sequence[Segment]) -> Grid | None:
    """Make the grid of lines that meet; None where they enclose nothing, or are a drawing rather
    than a table.
    """
    lids = [h[0] for h in hs]
    sides = [v[0] for v in vs]
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
    first = min([*(line[1] for line in lines), *across])
    last = max([*(line[2] for line in lines), *across])
    return first, last


def _edges(positions: list[float], first: float, last: float) -> list[float]:
    """Return the distinct edges, the outermost at the grid's own ends."""
    edges: list[float] = []
    for position in sorted([first, *positions, last]):
        if not edges or position - edges[-1] > SAME_EDGE:
            edges.append(position)
    if last - edges[-1] > 0:
        edges[-1] = last
    return edges


def _nearest(edges: list[float], position: float) -> int:
    after = bisect_left(edges, position)
    if after == 0 or (after < len(edges) and edges[after] - position < position - edges[after - 1]):
        return after
    return after - 1


def _mark(border: list[bool], edges: list[float], start: float, end: float) -> None:
    """Mark the pieces between edges that the line from start to end covers for the most part."""
    for k in range(
        max(bisect_left(edges, start) - 1, 0), min(bisect_left(edges, end), len(edges) - 1)
    ):
        low = edges[k]
        high = edges[k + 1]
        if min(high, end) - max(low, start) > 0.6 * (high - low):
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
            if (
                strip in open_strips
                and 2 * sum(floors[r][strip[0] : strip[1]]) < strip[1] - strip[0]
            ):
                kept[strip] = open_strips.pop(strip)
            else:
                kept[strip] = r
        done += [Region(first, s[0], r - first, s[1] - s[0]) for s, first in open_strips.items()]
        open_strips = kept
    done += [Region(first, s[0], rows - first, s[1] - s[0]) for s, first in open_strips.items()]
    return sorted(done, key=lambda g: (g.row, g.column))
