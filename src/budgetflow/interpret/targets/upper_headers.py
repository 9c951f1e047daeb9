"""Headers of several lines: which rows are their upper lines."""

from __future__ import annotations

from budgetflow.interpret.targets.columns import header_fields
from budgetflow.interpret.targets.grid_signs import Row, cell_text, distinct_cells


def upper_headers(rows: list[Row]) -> set[int]:
    """Return the rows above a header that share a cell with it: the upper lines of a header of
    several lines, no form.
    """
    out: set[int] = set()
    for number, row in enumerate(rows):
        cells = distinct_cells(row)
        ending = [
            cell
            for _, cell in cells
            if cell_text(cell) and cell.row < number == cell.row + cell.row_span - 1
        ]
        if ending and header_fields([cell_text(cell) for _, cell in cells]) is not None:
            out.update(range(min(cell.row for cell in ending), number))
    return out
