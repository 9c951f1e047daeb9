"""Tables of marked-up formats (HTML, Word) as grids: which are data, which only lay out a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from budgetflow.readers.common import column_letters
from budgetflow.readers.document import Cell, Table

# characters; a cell longer than this in a table of hardly any cells is an article, not a figure
_PROSE = 400
# A row of two texts is as often a caption and its unit.
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
    # Before all else: a form left blank has texts in one row only, and would be layout.
    if is_blank_form(grid):
        return True
    if grid.presentational or grid.frames_a_grid:
        return False
    columns = {cell.column for cell in filled}
    rows = {cell.row for cell in filled}
    if len(columns) < 2 or len(rows) < 2:
        return False
    # A note may be long in a table of many cells; in one of few it is the page's article.
    return not (len(filled) < 8 and any(len(cell.text) > _PROSE for cell in filled))


def is_one_row(grid: Grid) -> bool:
    """Check whether a grid is one row of at least three texts, none of them a figure: it may head
    the grid behind it.
    """
    filled = [cell for cell in grid.cells if cell.text]
    rows = {cell.row for cell in filled}
    if len(rows) != 1 or len(filled) < _HEADS:
        return False
    return not any(_FIGURE.fullmatch(cell.text) for cell in filled)


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
    # A place for each header in each row: merged cells below would be a notice, not a form.
    below = {(cell.row, cell.column) for cell in grid.cells if cell.row > 0}
    places = (grid.rows - 1) * grid.columns
    return len(below) == places > 0


def lacks_head(grid: Grid, head: Grid) -> bool:
    """Check whether a grid has the columns of `head` and begins with a row of figures."""
    if grid.columns != head.columns:
        return False
    first = [cell.text for cell in grid.cells if cell.row == 0]
    return any(map(_FIGURE.fullmatch, first))


def under_head(head: Grid, grid: Grid) -> Grid:
    """Return a grid with the rows of another above its own."""
    moved: list[GridCell] = []
    for cell in grid.cells:
        moved.append(replace(cell, row=cell.row + head.rows))
    cells = [*head.cells, *moved]
    return replace(grid, rows=head.rows + grid.rows, cells=cells)


def table_of_grid(grid: Grid, number: int) -> Table:
    """Return the Table of a grid, the `number`-th of its document; rows without any text are left
    out.

    A cell's locator is its table and place: `T3!D14`.
    """
    # Rows without text only space the page; a row that a filled merged cell covers is kept.
    filled: set[int] = set()
    for cell in grid.cells:
        if cell.text:
            filled.update(range(cell.row, cell.row + cell.row_span))
    kept = sorted(filled)
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
