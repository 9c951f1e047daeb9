"""A column whose header we named wrongly: money brought in read as last year's figure, and left
out of the sum of its row.
"""

from __future__ import annotations

from itertools import combinations

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Comparison, Figure
from budgetflow.checks.model.figures import TableView
from budgetflow.checks.model.rules import rule_of
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
    # Before the sums of columns left out: these name what happened, the sums only that something
    # fits.
    if _exchanged(case) or _nested(case):
        return True
    # Up to two columns: three of five close most gaps by chance.
    sums = [*left_out, *(one + other for one, other in combinations(left_out, 2))]
    return any(case.closes(abs(case.gap) - value) for value in sums)


def _nested(case: Case) -> bool:
    """Return whether the parts hold a sub-total beside a part of its own, and close without it."""
    parts = [(f.amount.measure, f.value) for f in case.comparison.right if f.amount and f.value]
    return any(
        case.closes(case.gap + value)
        for measure, value in parts
        if any(other.startswith(f"{measure}.") for other, _ in parts)
    )


def _exchanged(case: Case) -> bool:
    """Return whether the sum closes once the whole and one of its parts exchange their names."""
    whole = case.comparison.left[0].value
    total = case.comparison.right_total
    return any(
        case.closes(part.value - (total - part.value + whole))
        for part in case.comparison.right
        if part.value
    )


def exchanged_columns(case: Case) -> bool:
    """Return whether a total and its parts that stand in one row, compared outside the sums of
    rows, close once two of them exchange their names.
    """
    comparison = case.comparison
    if comparison.kind != "equality" or case.statements or len(comparison.right) < 2:
        return False
    return len(case.rows(comparison)) == 1 and _exchanged(case)


def unread_cell(case: Case) -> bool:
    """Return whether the row leaves a column of its sum blank that no sum down the column proves
    blank, or whose column misses the gap: a cell may not have been read.
    """
    comparison = case.comparison
    if comparison.kind != "row" or case.gap <= 0 or not comparison.left:
        return False
    placed = case.place(comparison.left[0])
    if placed is None:
        return False
    view, row = placed
    # The rule names every column that it adds, also those that this row leaves blank.
    split = rule_of(comparison).rpartition(" = ")[2].split(" + ")
    blank = [measure for measure in split if measure not in row.cells and view.has(measure)]
    return any(_may_be_unread(case, view, measure) for measure in blank)


def _may_be_unread(case: Case, view: TableView, measure: str) -> bool:
    rule = f"tree: {view.table.table_code}"
    table = view.table.table_id
    proven = any(_is_in(other, table, measure) for other in case.testimony.kept[rule, table])
    missing = any(
        _is_in(other, table, measure) and case.closes(abs(other.difference) - case.gap)
        for other in (*case.testimony.rule_broken[rule], *case.testimony.one_sided)
    )
    # A column whose sums hold with the blank as nothing proves that nothing was printed there.
    return missing or not proven


def _is_in(comparison: Comparison, table: str, measure: str) -> bool:
    return any(
        figure.amount is not None
        and (figure.amount.table_id, figure.amount.measure) == (table, measure)
        for figure in comparison.left
    )


def another_column(case: Case) -> bool:
    """Return whether, of two tables compared, another column of the row has just the figure of the
    other table: the two may be meant to agree in that column.
    """
    comparison = case.comparison
    pair = len(comparison.left) == 1 and len(comparison.right) == 1
    if comparison.kind not in ("equality", "bound") or not pair:
        return False
    left = comparison.left[0]
    right = comparison.right[0]
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
