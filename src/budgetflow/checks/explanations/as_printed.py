"""A table that is scrambled on the paper itself: its figures stand in their rows as we read them,
and its rows do not add up all the same.
"""

from __future__ import annotations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Comparison, Side
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.rules.within_table.row_sums import MEMO
from budgetflow.interpret.rows_model import Amount

FEWEST_ROWS = 3
"""Rows that must add up before the columns of a table count as named rightly, and rows that must
not before it counts as scrambled.
"""


def scrambled_as_printed(case: Case) -> bool:
    """Return whether rows of the table break and their cells stand on one line each, while other
    rows show that the columns are named rightly.

    A reader that shifted a column would have cells of several printed lines in one row.
    """
    placed = case.place(case.comparison.left[0]) if case.comparison.left else None
    if placed is None:
        return False
    view = placed[0]
    rows = [row for row in view.rows if _columns(view, row)]
    broken = [row for row in rows if not _adds_up(view, row)]
    telling = [row for row in rows if row not in broken and _is_telling(view, row)]
    return (
        len(telling) >= FEWEST_ROWS
        and len(broken) >= FEWEST_ROWS
        and all(_on_one_line(row) for row in broken)
    )


def _columns(view: TableView, row: Row) -> Side:
    """Return a row's total and the columns beside it; nothing where it has no columns to add."""
    total = view.figure(row.cells.get("total"))
    parts = [
        figure
        for measure, cell in row.cells.items()
        if measure not in MEMO and measure != "total" and "." not in measure
        if (figure := view.figure(cell))
    ]
    if total is None or len(parts) < 2:
        return ()
    return (total, *parts)


def _adds_up(view: TableView, row: Row) -> bool:
    figures = _columns(view, row)
    return Comparison(figures[:1], figures[1:], "", "").outcome != "broken"


def _is_telling(view: TableView, row: Row) -> bool:
    """Return whether a row has money at all."""
    return any(figure.value for figure in _columns(view, row))


def _on_one_line(row: Row) -> bool:
    cells = list(row.cells.values())
    return all(_beside(cells[0], cell) for cell in cells)


def _beside(one: Amount, other: Amount) -> bool:
    """Return whether the middle of a cell lies within the height of another."""
    if one.top is None or one.bottom is None or other.top is None or other.bottom is None:
        return False
    middle = (other.top + other.bottom) / 2
    return one.page == other.page and one.top <= middle <= one.bottom
