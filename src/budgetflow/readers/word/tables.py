"""Word tables as grids. Rows of one table may each have cell borders of their own, so columns are
found from the borders' places.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from budgetflow.readers.common import clean
from budgetflow.readers.document import UnreadableDocument
from budgetflow.readers.text.markup_table import Grid, GridCell
from budgetflow.readers.word.xml import W, child, content, runs, value

# twentieths of a point (12 points): borders nearer than that are one column's, drawn unevenly by
# hand
_NEAR = 240
_MOST_COLUMNS = 500
_MOST_ROWS = 50_000


@dataclass(slots=True)
class _WordCell:
    element: Any
    first: int
    last: int
    continues: bool
    """True where it only carries on the cell above."""


def grids_of_table(table: Any) -> list[Grid]:
    """Return a table's grids: one, or several where a full-width row parts stretches whose columns
    have nothing in common.

    Raises UnreadableDocument for a table of absurd size.
    """
    rows = [_row(row) for row in content(table) if row.tag == f"{W}tr"]
    columns = _count_columns(rows)
    if len(rows) > _MOST_ROWS or columns > _MOST_COLUMNS:
        raise UnreadableDocument(
            f"a table has more than {_MOST_ROWS:,} rows or {_MOST_COLUMNS} columns; it is "
            f"damaged or hostile, open it by hand"
        )
    places = _places(table, rows)
    nested = any(_looks_like_grid(inner) for inner in table.iterdescendants(f"{W}tbl"))
    grids = [_grid(stretch, places) for stretch in _stretches(rows, places)]
    for grid in grids:
        grid.frames_a_grid = nested
    return grids


def _count_columns(rows: list[list[_WordCell]]) -> int:
    """Return how many columns the table's own grid has, by the cells that reach farthest."""
    ends = [cell.last for row in rows for cell in row]
    return max(ends, default=0)


def cell_text(cell: Any) -> str:
    """Return the text of a cell, a newline between its paragraphs; tables inside it give theirs row
    by row.
    """
    lines: list[str] = []
    for block in content(cell):
        if block.tag == f"{W}p":
            lines.append("".join(run.text for run in runs(block)))
        elif block.tag == f"{W}tbl":
            lines += [
                cell_text(inner)
                for row in content(block)
                if row.tag == f"{W}tr"
                for inner in content(row)
                if inner.tag == f"{W}tc"
            ]
    return clean("\n".join(lines))


def _row(row: Any) -> list[_WordCell]:
    """Return a row's cells with the columns of the table's own grid that they cover."""
    # Word lets a row begin some columns in, without a cell before it.
    column = _count(child(child(row, "trPr"), "gridBefore"), 0)
    out: list[_WordCell] = []
    for cell in content(row):
        if cell.tag != f"{W}tc":
            continue
        about = child(cell, "tcPr")
        width = _count(child(about, "gridSpan"), 1)
        merged = child(about, "vMerge")
        across = value(child(about, "hMerge"))
        # The older way to merge cells of a row (17.4.22): the first holds the text of all.
        if across == "continue" and out:
            out[-1].last = column + width
        else:
            continues = merged is not None and value(merged) != "restart"
            out.append(_WordCell(cell, column, column + width, continues))
        column += width
    return out


def _count(node: Any, otherwise: int) -> int:
    text = value(node) or ""
    # Nine digits and more are nonsense that int() would take long for.
    if not text.isdigit() or len(text) >= 9:
        return otherwise
    most = _MOST_COLUMNS + 1
    number = min(int(text), most)
    return max(otherwise, number)


def _places(table: Any, rows: list[list[_WordCell]]) -> list[int]:
    """Return the place of every border of the table's own grid, in twentieths of a point."""
    grid = child(table, "tblGrid")
    widths: list[str] = []
    for node in grid if grid is not None else ():
        if node.tag == f"{W}gridCol":
            widths.append(node.get(f"{W}w", ""))
    out = [0]
    for column in range(_count_columns(rows)):
        width = 0
        if column < len(widths) and widths[column].isdigit():
            width = int(widths[column])
        out.append(out[-1] + (width or _NEAR + 1))  # no width said: keep the column
    return out


def _stretches(rows: list[list[_WordCell]], places: list[int]) -> list[list[list[_WordCell]]]:
    """Part a table at its full-width rows where the columns before and after have hardly a border
    in common.
    """
    columns = len(places) - 1
    parts: list[list[list[_WordCell]]] = [[]]
    for row in rows:
        # A full-width row is a caption or a note; whether a table ends there its columns decide.
        full = len(row) == 1 and row[0].first == 0 and row[0].last == columns
        if full and any(len(earlier) > 1 for earlier in parts[-1]):
            parts.append([])
        parts[-1].append(row)
    out: list[list[list[_WordCell]]] = []
    for part in parts:
        if out and (not _parted(out[-1], part, places)):
            out[-1] += part
        else:
            out.append(part)
    return out


def _parted(above: list[list[_WordCell]], below: list[list[_WordCell]], places: list[int]) -> bool:
    # Borders within rows of three cells and more: two cells stand anywhere.
    first = _inner_borders(above, places)
    second = _inner_borders(below, places)
    full_rows = sum(len(row) > 2 for row in below)
    if not first or not second or full_rows < 3:
        return False
    common = sum(any(abs(x - y) <= _NEAR for y in first) for x in second)
    return common * 2 < len(second)


def _inner_borders(rows: list[list[_WordCell]], places: list[int]) -> set[int]:
    """Return the places of borders between the cells of rows of several columns."""
    borders: set[int] = set()
    for row in rows:
        if len(row) > 2:
            borders.update(places[cell.last] for cell in row[:-1])
    return borders


def _grid(rows: list[list[_WordCell]], places: list[int]) -> Grid:
    """Return the grid of a stretch of rows, its borders brought together where they differ by a
    hand's shake.
    """
    column_of = _columns(rows, places)
    grid = Grid(rows=len(rows), columns=max(column_of.values(), default=0))
    open_cells: dict[int, int] = {}
    for r, row in enumerate(rows):
        still_open: dict[int, int] = {}
        for cell in row:
            first = column_of[cell.first]
            last = max(column_of[cell.last], first + 1)
            above = open_cells.get(first)
            # What carries on a cell that is not there stands for itself: Word prints it so.
            if cell.continues and above is not None:
                old = grid.cells[above]
                grid.cells[above] = replace(old, row_span=r - old.row + 1)
                still_open[first] = above
                continue
            still_open[first] = len(grid.cells)
            grid.cells.append(GridCell(r, first, 1, last - first, cell_text(cell.element)))
        open_cells = still_open
    return grid


def _columns(rows: list[list[_WordCell]], places: list[int]) -> dict[int, int]:
    """Map borders of the table's own grid to columns: near borders are one, unless some row has a
    cell between them.
    """
    every = [cell for row in rows for cell in row]
    together = {(cell.first, cell.last) for cell in every}
    used = sorted({cell.first for cell in every} | {cell.last for cell in every})
    groups: list[list[int]] = []
    for border in used:
        near = groups and places[border] - places[groups[-1][-1]] <= _NEAR
        if near and not any((earlier, border) in together for earlier in groups[-1]):
            groups[-1].append(border)
        else:
            groups.append([border])
    columns: dict[int, int] = {}
    for number, group in enumerate(groups):
        columns.update(dict.fromkeys(group, number))
    return columns


def _looks_like_grid(table: Any) -> bool:
    """Return True for an inner table that has rows and columns of its own, False for one that only
    frames a text.
    """
    with_columns = 0
    for row in content(table):
        if row.tag != f"{W}tr":
            continue
        cells = [cell for cell in content(row) if cell.tag == f"{W}tc"]
        with_columns += sum(1 for cell in cells if cell_text(cell)) >= 2
    return with_columns >= 2
