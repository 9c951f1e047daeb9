"""A column whose header we named wrongly: money brought in read as last year's figure, and left
out of the sum of its row.
"""

from __future__ import annotations

from itertools import combinations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Figure
from budgetflow.checks.model.testimony import reference


def neighbour_header(case: Case) -> bool:
    """Return whether one or two columns of the row that the comparison leaves out make up the
    gap.
    """
    comparison = case.comparison
    if comparison.kind != "row" or not comparison.left:
        return False
    placed = case.place(comparison.left[0])
    if placed is None:
        return False
    view, row = placed
    used = {reference(figure) for figure in comparison.figures}
    left_out = [
        figure.value
        for cell in row.cells.values()
        if cell.amount_id not in used and (figure := view.figure(cell)) and figure.value
    ]
    sums = [*left_out, *(one + other for one, other in combinations(left_out, 2))]
    return any(case.closes(abs(case.gap) - value) for value in sums)


def another_column(case: Case) -> bool:
    """Return whether, of two tables compared, another column of the row has just the figure of the
    other table: the two may be meant to agree in that column.
    """
    comparison = case.comparison
    if comparison.kind != "equality" or len(comparison.left) != 1 or len(comparison.right) != 1:
        return False
    left, right = comparison.left[0], comparison.right[0]
    return _elsewhere_in_row(case, left, right) or _elsewhere_in_row(case, right, left)


def _elsewhere_in_row(case: Case, figure: Figure, other: Figure) -> bool:
    placed = case.place(figure)
    if placed is None or not other.value or other.amount is None:
        return False
    view, row = placed
    return any(
        cell.amount_id != reference(figure)
        and (beside := view.figure(cell)) is not None
        and case.closes(beside.value - other.value)
        for cell in row.cells.values()
    )
