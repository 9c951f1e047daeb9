"""Where the figures stand on the page: a figure belongs to the column whose figures stand above and
below it, and to the row whose figures stand beside it.

A figure taken for another column's or another row's keeps its place on the paper. So nobody is
accused by a figure that stands out of line with the others of its column or its row.
"""

from __future__ import annotations

from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Figure
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.interpret.rows_model import Amount

# Share of the figures of a column, or of a row, that a figure must stand in line with.
# Not all: a figure that wraps, or a column of figures set left for a few rows, is out of line with
# some.
IN_LINE = Decimal("0.8")


def out_of_line(case: Case) -> bool:
    """Return whether a figure of the comparison stands out of line with its column or its row."""
    return any(_is_out(case, figure) for figure in case.comparison.figures)


def _is_out(case: Case, figure: Figure) -> bool:
    placed = case.place(figure)
    if placed is None or figure.amount is None:
        return False
    view, row = placed
    cell = figure.amount
    if _out_of_column(view, row, cell) or _out_of_row(row, cell):
        return True
    return _out_of_turn(view, cell)


def _out_of_column(view: TableView, row: Row, cell: Amount) -> bool:
    """Return whether a cell does not stand below or above the others of its column: those of its
    page, or of all pages where it is the only one there.

    A table that prints a measure several times on a line has as many columns of it.
    """
    if not _has_box(cell):
        return False
    several = _stands_beside_itself(view, cell.measure)
    column = [
        other
        for beside in view.rows
        if beside is not row and beside.block == row.block
        if (other := beside.cells.get(cell.measure)) is not None and _has_box(other)
        if not several or other.column_no == cell.column_no
    ]
    # Columns move from page to page where each page is a table of its own on the paper.
    near = [other for other in column if other.page == cell.page] or column
    return _mostly_apart([_share_width(cell, other) for other in near])


def _stands_beside_itself(view: TableView, measure: str) -> bool:
    """Return whether a line of the table has a measure in two columns."""
    lines = [row.number for row in view.rows if measure in row.cells]
    return len(set(lines)) < len(lines)


def _out_of_row(row: Row, cell: Amount) -> bool:
    """Return whether a cell does not stand beside the others of its row."""
    beside = [other for other in row.cells.values() if other is not cell and _has_box(other)]
    near = [other for other in beside if other.page == cell.page]
    return _has_box(cell) and _mostly_apart([_share_height(cell, other) for other in near])


def _out_of_turn(view: TableView, cell: Amount) -> bool:
    """Return whether a cell does not stand between its neighbours on the line, left of those of
    later columns and right of those of earlier ones.
    """
    if not _has_box(cell):
        return False
    line = [
        other
        for row in view.rows
        if row.number == cell.row_no
        for other in row.cells.values()
        if other is not cell and other.page == cell.page and _has_box(other)
    ]
    # Order alone, no distance: widths differ between layouts, order does not.
    for other in line:
        is_left = _left(other) < _left(cell)
        if is_left != (other.column_no < cell.column_no):
            return True
    return False


def _left(cell: Amount) -> float:
    assert cell.x0 is not None
    return cell.x0


def _mostly_apart(in_line: list[bool]) -> bool:
    return bool(in_line) and sum(in_line) < IN_LINE * len(in_line)


def _has_box(cell: Amount) -> bool:
    return None not in (cell.x0, cell.x1, cell.top, cell.bottom)


def _share_width(one: Amount, other: Amount) -> bool:
    assert one.x0 is not None and one.x1 is not None
    assert other.x0 is not None and other.x1 is not None
    return one.x0 < other.x1 and other.x0 < one.x1


def _share_height(one: Amount, other: Amount) -> bool:
    assert one.top is not None and one.bottom is not None
    assert other.top is not None and other.bottom is not None
    return one.top < other.bottom and other.top < one.bottom
