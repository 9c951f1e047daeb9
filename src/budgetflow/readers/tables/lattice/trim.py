"""Leave out the outer rows and columns of a grid that are no part of its table."""

from __future__ import annotations

from collections.abc import Sequence

from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.runs import Run

# Points: an outer column narrower than this that holds nothing is no column but a margin of the
# cells.
NARROW = 9.0
# Points: an outer row lower than this that holds nothing is a doubled border.
LOW = 6.0


def trim(grid: Grid, held: list[list[Run]]) -> tuple[Grid, list[list[Run]]]:
    """Leave out empty outer rows and columns that no text fits in, or that only walls sticking out
    suggested.

    Takes and gives the grid and the runs of each of its regions.
    """
    # An outer row goes where it has no border of its own, whatever its height: walls that stick out
    # below the last line make one.
    for last in (False, True):
        while (
            grid.columns > 1
            and _empty_edge(grid, held, "column", last)
            and _outer(grid.xs, last) < NARROW
        ):
            grid, held = _without_edge(grid, held, "column", last)
        while (
            grid.rows > 1
            and _empty_edge(grid, held, "row", last)
            and (grid.open_rows[last] or _outer(grid.ys, last) < LOW)
        ):
            grid, held = _without_edge(grid, held, "row", last)
    return grid, held


def _outer(edges: Sequence[float], last: bool) -> float:
    if last:
        return edges[-1] - edges[-2]
    return edges[1] - edges[0]


def _in_edge(grid: Grid, region: Region, way: str, last: bool) -> tuple[bool, bool]:
    """Check whether a region touches the outer row or column, and whether it lies wholly in it."""
    if way == "column":
        start = region.column
        span = region.column_span
        end = grid.columns
    else:
        start = region.row
        span = region.row_span
        end = grid.rows
    if last:
        touches = start + span == end
    else:
        touches = start == 0
    return touches, touches and span == 1


def _empty_edge(grid: Grid, held: Sequence[list[Run]], way: str, last: bool) -> bool:
    for region, runs in zip(grid.regions, held, strict=True):
        # A merged cell that reaches into the edge keeps its text in the rest of the grid.
        _, wholly = _in_edge(grid, region, way, last)
        if runs and wholly:
            return False
    return True


def _without_edge(
    grid: Grid, held: Sequence[list[Run]], way: str, last: bool
) -> tuple[Grid, list[list[Run]]]:
    regions = []
    kept = []
    step = 0 if last else 1
    for region, runs in zip(grid.regions, held, strict=True):
        touches, wholly = _in_edge(grid, region, way, last)
        if wholly:
            continue
        r = region.row
        c = region.column
        rs = region.row_span
        cs = region.column_span
        if way == "column":
            c, cs = (c, cs - 1) if touches else (c - step, cs)
        else:
            r, rs = (r, rs - 1) if touches else (r - step, rs)
        regions.append(Region(r, c, rs, cs))
        kept.append(runs)
    if last:
        cut = slice(None, -1)
    else:
        cut = slice(1, None)
    xs, ys = (grid.xs[cut], grid.ys) if way == "column" else (grid.xs, grid.ys[cut])
    opened = (
        grid.open_rows
        if way == "column"
        else (grid.open_rows[0] and last, grid.open_rows[1] and not last)
    )
    return Grid(xs, ys, regions, opened), kept
