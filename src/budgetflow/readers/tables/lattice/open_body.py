"""Tables whose header alone is boxed: its walls hold for the rows below, down to the closing line.

Such a book draws the borders of its header row and one line under the last row. Read apart, the
header would be a table without figures and the rows a table without a header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from budgetflow.readers.tables.lattice.grid import Grid, Region
from budgetflow.readers.tables.rulings import Segment
from budgetflow.readers.tables.runs import FIGURE, Run, line_text

_FEWEST_COLUMNS = 3
# Rows of a header; a higher box is a table of words.
_HIGHEST_HEADER = 4
# Figures below a header that make a table of it.
_FEWEST_FIGURES = 2
# Points by which a closing line may miss the borders of the header.
_EDGE = 6.0
_YEAR = range(1990, 2100)


def with_open_body(
    grid: Grid, runs: Sequence[Run], floors: Sequence[Segment], tops: Sequence[float]
) -> Grid:
    """Return the grid with the rows that stand below a boxed header, else the grid as it is.

    `floors` are the merged horizontal rulings, `tops` the upper edges of its grids. The last
    floor as wide as the header, above the next grid, closes the rows.
    """
    bottom = grid.ys[-1]
    if grid.columns < _FEWEST_COLUMNS or grid.rows > _HIGHEST_HEADER:
        return grid
    below = min((top for top in tops if top > bottom + _EDGE), default=float("inf"))
    closing = [
        y
        for y, x0, x1 in floors
        if _is_as_wide(grid, x0, x1) and bottom + _EDGE < y < below - _EDGE
    ]
    if not closing or _holds_figures(grid, runs):
        return grid
    body = [run for run in runs if bottom < run.middle < closing[-1]]
    if not _stands_in_columns(grid, body):
        return grid
    rows = range(grid.rows, grid.rows + len(closing))
    regions = [Region(row, column, 1, 1) for row in rows for column in range(grid.columns)]
    return replace(
        grid,
        ys=[*grid.ys, *closing],
        regions=[*grid.regions, *regions],
        open_rows=(grid.open_rows[0], False),
    )


def _is_as_wide(grid: Grid, x0: float, x1: float) -> bool:
    """Check whether a line begins and ends where a grid does."""
    return abs(x0 - grid.xs[0]) < _EDGE and abs(x1 - grid.xs[-1]) < _EDGE


def _holds_figures(grid: Grid, runs: Sequence[Run]) -> bool:
    """Check whether a box holds figures of money: it is no header then; years are none."""
    held = (run for run in runs if grid.ys[0] < run.middle < grid.ys[-1])
    return any(_is_money(line_text([run])) for run in held)


def _is_money(text: str) -> bool:
    """Check for a figure that is no number of a column and no year."""
    if not FIGURE.fullmatch(text):
        return False
    year = len(text) == 4 and text.isdigit() and int(text) in _YEAR
    return not year and not (len(text) <= 2 and text.isdigit())


def _stands_in_columns(grid: Grid, body: Sequence[Run]) -> bool:
    """Check whether what stands below a header holds figures and crosses none of its walls."""
    inner = grid.xs[1:-1]
    crossed = any(run.x0 + 1 < x < run.x1 - 1 for run in body for x in inner)
    outside = any(run.x0 < grid.xs[0] - _EDGE or run.x1 > grid.xs[-1] + _EDGE for run in body)
    figures = sum(FIGURE.fullmatch(line_text([run])) is not None for run in body)
    return not crossed and not outside and figures >= _FEWEST_FIGURES
