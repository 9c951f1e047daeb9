"""Rounding that two levels of sums carry: a total of rounded leaves beside rounded sub-totals."""

from __future__ import annotations

from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import HALF, RATIOS, ZERO, Figure
from budgetflow.checks.model.printed_places import printed_step
from budgetflow.checks.rules.within_table.code_tree import Branch, forest, walk

# Different figures that a column must have before its places say how it is printed.
FEWEST_FIGURES = 3


def rounded_leaves(case: Case) -> bool:
    """Return whether rounding of the leaves below the figures may set them apart: half a step a
    leaf between totals, as 25,530.51 is the exact sum of 款 of which 301 prints 23,647.92 for
    23,647.94; down a tree only where the sums of the leaves close exactly.
    """
    if case.comparison.kind in ("share", "change", "row") or case.comparison.relation != "=":
        return False
    moved = slack = ZERO
    for figure in case.comparison.figures:
        leaves = _leaves(case, figure)
        total = sum((leaf.value for leaf in leaves), ZERO)
        # Each leaf is rounded once, the total only at its end.
        allowed = figure.step * HALF * len(leaves)
        slack += allowed
        if leaves and abs(total - figure.value) <= allowed:
            # A total within what its leaves explain counts by what it really moved, not by what it
            # might have.
            own = total - figure.value
            moved += own if figure in case.comparison.left else -own
    if case.comparison.kind == "equality" and not case.statements and abs(case.gap) <= slack:
        return True
    return bool(moved) and _closes_exactly(case, moved)


def coarse_column(case: Case) -> bool:
    """Return whether half a place of each figure covers the gap, where the place is that of its
    column: a spreadsheet's column that is too narrow shows all its figures with fewer places, and
    0.25 as 0.

    Whole figures may be whole by nature (a budget of 300 万元), so this is a doubt and no proof.
    """
    if case.comparison.kind in RATIOS:
        return False
    slack = sum((_column_step(case, figure) * HALF for figure in case.comparison.figures), ZERO)
    return abs(case.gap) <= slack


def _column_step(case: Case, figure: Figure) -> Decimal:
    """Return the worth in yuan of the last place that any figure of a cell's column prints; its own
    step where the column has too few figures to tell.
    """
    placed = case.place(figure)
    if placed is None or figure.amount is None:
        return figure.step
    measure = figure.amount.measure
    beside = [row.cells[measure] for row in placed[0].rows if measure in row.cells]
    shown = {cell.amount_printed: printed_step(cell) for cell in beside if cell.amount_yuan}
    # Two round figures by chance have no decimals; three different ones seldom.
    if len(shown) < FEWEST_FIGURES:
        return figure.step
    return max(figure.step, min(shown.values()))


def _closes_exactly(case: Case, moved: Decimal) -> bool:
    finest = min(figure.step for figure in case.comparison.figures if figure.step)
    return abs(case.gap + moved) <= finest


def _leaves(case: Case, figure: Figure) -> list[Figure]:
    """Return the lowest rows of the tree below a figure's row, in its column."""
    placed = case.place(figure)
    if placed is None or figure.amount is None:
        return []
    view, row = placed
    branch = next((one for one in walk(forest(view.rows)) if one.row is row), None)
    if branch is None or not branch.below:
        return []
    ends = [end for end in walk([branch]) if not end.below]
    leaves = [_of(case, end, figure) for end in ends]
    return [leaf for leaf in leaves if leaf is not None]


def _of(case: Case, end: Branch, figure: Figure) -> Figure | None:
    placed = case.place(figure)
    if placed is None or figure.amount is None:
        return None
    return placed[0].figure(end.row.cells.get(figure.amount.measure))
