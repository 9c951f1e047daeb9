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
    closing: list[float] = []
    for y, x0, x1 in floors:
        stands_between = bottom + _EDGE < y < below - _EDGE
        if stands_between and _is_as_wide(grid, x0, x1):
            closing.append(y)
    if not closing or _holds_figures(grid, runs):
        return grid
    body = [run for run in runs if bottom < run.middle < closing[-1]]
    if not _stands_in_columns(grid, body):
        return grid
    # Each closing line ends a row here; rows that hold several figures are parted by their
    # baselines later, as in any grid that rules no rows.
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
    left = abs(x0 - grid.xs[0])
    right = abs(x1 - grid.xs[-1])
    return left < _EDGE and right < _EDGE


def _holds_figures(grid: Grid, runs: Sequence[Run]) -> bool:
    """Check whether a box holds figures of money: it is no header then; years are none."""
    for run in runs:
        if grid.ys[0] < run.middle < grid.ys[-1] and _is_money(line_text([run])):
            return True
    return False


def _is_money(text: str) -> bool:
    """Check for a figure that is no number of a column and no year."""
    if not FIGURE.fullmatch(text):
        return False
    # 1 to 99 number the columns of a header; 2025 heads a column of that year.
    if text.isdigit() and len(text) <= 2:
        return False
    return not (len(text) == 4 and text.isdigit() and int(text) in _YEAR)


def _stands_in_columns(grid: Grid, body: Sequence[Run]) -> bool:
    """Check whether what stands below a header holds figures and crosses none of its walls."""
    inner = grid.xs[1:-1]
    left = grid.xs[0] - _EDGE
    right = grid.xs[-1] + _EDGE
    figures = 0
    for run in body:
        if run.x0 < left or run.x1 > right:
            return False
        if any(run.x0 + 1 < x < run.x1 - 1 for x in inner):
            return False
        figures += FIGURE.fullmatch(line_text([run])) is not None
    return figures >= _FEWEST_FIGURES
