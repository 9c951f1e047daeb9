"""Word tables as grids. Rows of one table may each have cell borders of their own, so columns are
found from the borders' places.
"""

from __future__ import annotations

from dataclasses import dataclass
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
    if (
        len(rows) > _MOST_ROWS
        or max((cell.last for row in rows for cell in row), default=0) > _MOST_COLUMNS
    ):
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
    column = _count(child(child(row, "trPr"), "gridBefore"), 0)
    out: list[_WordCell] = []
    for cell in content(row):
        if cell.tag != f"{W}tc":
            continue
        about = child(cell, "tcPr")
        width = _count(child(about, "gridSpan"), 1)
        merged = child(about, "vMerge")
        across = value(child(about, "hMerge"))
        if across == "continue" and out:
            out[-1].last = column + width
        else:
            out.append(
                _WordCell(
                    cell, column, column + width, merged is not None and value(merged) != "restart"
                )
            )
        column += width
    return out


def _count(node: Any, otherwise: int) -> int:
    text = value(node) or ""
    if text.isdigit() and len(text) < 9:
        return max(otherwise, min(int(text), _MOST_COLUMNS + 1))
    return otherwise


def _places(table: Any, rows: list[list[_WordCell]]) -> list[int]:
    """Return the place of every border of the table's own grid, in twentieths of a point."""
    widths = [
        node.get(f"{W}w", "")
        for node in (child(table, "tblGrid") if child(table, "tblGrid") is not None else ())
        if node.tag == f"{W}gridCol"
    ]
    columns = max((cell.last for row in rows for cell in row), default=0)
    out = [0]
    for column in range(columns):
        width = int(widths[column]) if column < len(widths) and widths[column].isdigit() else 0
        out.append(out[-1] + (width or _NEAR + 1))  # no width said: keep the column
    return out


def _stretches(rows: list[list[_WordCell]], places: list[int]) -> list[list[list[_WordCell]]]:
    """Part a table at its full-width rows where the columns before and after have hardly a border
    in common.
    """
    columns = len(places) - 1
    parts: list[list[list[_WordCell]]] = [[]]
    for row in rows:
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
    first, second = (
        {places[cell.last] for row in part if len(row) > 2 for cell in row[:-1]}
        for part in (above, below)
    )
    if not first or not second or sum(len(row) > 2 for row in below) < 3:
        return False
    common = sum(any(abs(x - y) <= _NEAR for y in first) for x in second)
    return common * 2 < len(second)


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
            last = max(column_of[cell.last], column_of[cell.first] + 1)
            above = open_cells.get(first)
            if cell.continues and above is not None:
                old = grid.cells[above]
                grid.cells[above] = GridCell(
                    old.row, old.column, r - old.row + 1, old.column_span, old.text
                )
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
    used = sorted({border for row in rows for cell in row for border in (cell.first, cell.last)})
    together = {(cell.first, cell.last) for row in rows for cell in row}
    groups: list[list[int]] = []
    for border in used:
        near = groups and places[border] - places[groups[-1][-1]] <= _NEAR
        if near and not any((earlier, border) in together for earlier in groups[-1]):
            groups[-1].append(border)
        else:
            groups.append([border])
    return {border: number for number, group in enumerate(groups) for border in group}


def _looks_like_grid(table: Any) -> bool:
    """Return True for an inner table that has rows and columns of its own, False for one that only
    frames a text.
    """
    rows = [
        sum(1 for cell in content(row) if cell.tag == f"{W}tc" and cell_text(cell))
        for row in content(table)
        if row.tag == f"{W}tr"
    ]
    return sum(count >= 2 for count in rows) >= 2
