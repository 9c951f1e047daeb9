"""Tables of marked-up formats (HTML, Word) as grids: which are data, which only lay out a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from budgetflow.readers.common import column_letters
from budgetflow.readers.document import Cell, Table

# characters; a cell longer than this in a table of hardly any cells is an article, not a figure
_PROSE = 400
_HEADS = 3
_FIGURE = re.compile(r"[-−]?\d[\d,]*(?:\.\d+)?%?")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell in its grid place, from 0, with its spans and its clean text."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    indent: float | None = None
    """Points that the text stands in; None where the markup does not tell."""


@dataclass(slots=True)
class Grid:
    """The cells of one table element, without those of the tables inside it."""

    rows: int = 0
    columns: int = 0
    cells: list[GridCell] = field(default_factory=list)
    frames_a_grid: bool = False
    """True where a cell holds a table with rows and columns of its own."""
    presentational: bool = False
    """True where the markup itself says that the table is layout."""


def is_data_table(grid: Grid) -> bool:
    """Return True for a table of data, False for one that only lays out the page.

    Layout is: texts in one row or one column only, a grid inside a cell, long prose in a table of
    few cells, or being said to be so. A form that is left blank is data: its note says why.
    """
    filled = [cell for cell in grid.cells if cell.text]
    if is_blank_form(grid):
        return True
    if (
        grid.presentational
        or grid.frames_a_grid
        or len({cell.column for cell in filled}) < 2
        or len({cell.row for cell in filled}) < 2
    ):
        return False
    return not (len(filled) < 8 and any(len(cell.text) > _PROSE for cell in filled))


def is_one_row(grid: Grid) -> bool:
    """Check whether a grid is one row of at least three texts, none of them a figure: it may head
    the grid behind it.
    """
    filled = [cell for cell in grid.cells if cell.text]
    in_one_row = len({cell.row for cell in filled}) == 1 and len(filled) >= _HEADS
    return in_one_row and not any(_FIGURE.fullmatch(cell.text) for cell in filled)


def is_blank_form(grid: Grid) -> bool:
    """Check whether a grid is a row of headers over rows of blank cells, one below each header.

    So Word and web pages print a standard table without figures. A menu of links has no cells
    below it, or one over its whole width.
    """
    if grid.presentational or not is_one_row(grid) or grid.cells[0].row != 0:
        return False
    heads = {cell.column for cell in grid.cells if cell.row == 0 and cell.text}
    if len(heads) < grid.columns:
        return False
    below = [cell for cell in grid.cells if cell.row > 0]
    return len({(cell.row, cell.column) for cell in below}) == (grid.rows - 1) * grid.columns > 0


def lacks_head(grid: Grid, head: Grid) -> bool:
    """Check whether a grid has the columns of `head` and begins with a row of figures."""
    first = [cell.text for cell in grid.cells if cell.row == 0]
    return grid.columns == head.columns and any(map(_FIGURE.fullmatch, first))


def under_head(head: Grid, grid: Grid) -> Grid:
    """Return a grid with the rows of another above its own."""
    moved = [replace(cell, row=cell.row + head.rows) for cell in grid.cells]
    return replace(grid, rows=head.rows + grid.rows, cells=[*head.cells, *moved])


def table_of_grid(grid: Grid, number: int) -> Table:
    """Return the Table of a grid, the `number`-th of its document; rows without any text are left
    out.

    A cell's locator is its table and place: `T3!D14`.
    """
    kept = sorted(
        {r for cell in grid.cells if cell.text for r in range(cell.row, cell.row + cell.row_span)}
    )
    place = {row: index for index, row in enumerate(kept)}
    cells = []
    for cell in grid.cells:
        covered = [place[r] for r in range(cell.row, cell.row + cell.row_span) if r in place]
        if covered:
            locator = f"T{number}!{column_letters(cell.column)}{cell.row + 1}"
            cells.append(
                Cell(
                    covered[0],
                    cell.column,
                    cell.text,
                    len(covered),
                    cell.column_span,
                    locator=locator,
                    indent=cell.indent,
                )
            )
    return Table(cells=cells, rows=len(kept), columns=grid.columns)
