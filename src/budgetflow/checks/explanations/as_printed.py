"""A table that is scrambled on the paper itself: its figures stand in their rows as we read them,
and its rows do not add up all the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import Comparison, Figure, Side
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.model.testimony import reference
from budgetflow.checks.rules.within_table.row_sums import MEMO
from budgetflow.interpret.rows_model import Amount

# Rows that must add up before the columns of a table count as named rightly, and rows that must
# not before it counts as scrambled.
FEWEST_ROWS = 3


def several_gaps(case: Case) -> bool:
    """Return whether the rows of a table are off by three amounts or more, or its columns too
    large by as many: one slip is off by one amount wherever it is told, and a table of many slips
    is one we may have misread.
    """
    tables = case.comparison.tables
    # Two lines of one table compared are one statement on it, however many rows are off.
    if case.comparison.kind == "equality" and len(tables) == 1:
        return False
    broken = [other for found in case.testimony.rule_broken.values() for other in found]
    for table in tables:
        for kind in ("row", "tree"):
            own = [other for other in broken if other.kind == kind and table in other.tables]
            if _distinct(own) >= FEWEST_ROWS:
                return True
    return False


def _distinct(comparisons: Iterable[Comparison]) -> int:
    """Count the amounts by which comparisons are off, those left out of a whole not counted."""
    gaps: list[Decimal] = []
    for other in comparisons:
        gap = abs(other.difference)
        # Two gaps that rounding may set apart are one slip told twice.
        known = any(abs(gap - one) <= 2 * other.allowed for one in gaps)
        if known or other.may_be_withheld:
            continue
        gaps.append(gap)
    return len(gaps)


def slipped_column(case: Case) -> bool:
    """Return whether a figure repeats the one above it in its column and the one that would close
    its row stands below: the column has slipped down a row.
    """
    own = case.comparison
    within = own.kind == "equality" and len(own.tables) == 1 and not case.statements
    if own.kind == "row" or within:
        return _slipped(case, own)
    cells = {reference(figure) for figure in own.figures}
    for other in case.testimony.broken_rows():
        shares_cell = cells & {reference(figure) for figure in other.figures}
        same_gap = case.closes(abs(other.difference) - abs(own.difference))
        if shares_cell and same_gap and _slipped(case, other):
            return True
    return False


def _slipped(case: Case, row_sum: Comparison) -> bool:
    needed = _needed(row_sum)
    for figure in row_sum.figures:
        above, below = _neighbours(case, figure)
        if above is None or figure.amount is None or not figure.value:
            continue
        own = needed[figure.amount.amount_id]
        wanted_above = _needed_by_its_row(case, above)
        repeats = figure.value in (above.value, wanted_above)
        # The value above slipped here and ours slipped one row further: both ends of the shift are
        # seen.
        if repeats and below is not None and below.value == own:
            return True
        # The last row has nowhere to slip to; its own figure is lost then.
        if below is None and figure.value == wanted_above:
            return True
    return False


def _needed(row_sum: Comparison) -> dict[str, Decimal]:
    """Return for each cell of a row's sum the value with which the sum would close."""
    gap = row_sum.difference
    sides = ((row_sum.left, -gap), (row_sum.right, gap))
    return {
        figure.amount.amount_id: figure.value + moved
        for side, moved in sides
        for figure in side
        if figure.amount is not None
    }


def _needed_by_its_row(case: Case, figure: Figure) -> Decimal | None:
    """Return the value with which a figure's own row would close; None where it closes."""
    name = reference(figure)
    for other in case.testimony.broken_rows():
        needed = _needed(other)
        if name in needed:
            return needed[name]
    return None


def _neighbours(case: Case, figure: Figure) -> tuple[Figure | None, Figure | None]:
    """Return the figures above and below one in its column; None where there is none."""
    placed = case.place(figure)
    if placed is None or figure.amount is None:
        return None, None
    view, row = placed
    measure = figure.amount.measure
    column = [
        (other, found)
        for other in view.rows
        if other.block == row.block and (found := view.figure(other.cells.get(measure)))
    ]
    place = next(n for n, (other, _) in enumerate(column) if other is row)
    above = column[place - 1][1] if place else None
    below = column[place + 1][1] if place + 1 < len(column) else None
    return above, below


def blank_side(case: Case) -> bool:
    """Return whether one side of a sum within one table has no figure but zeros: its lines may not
    have been read.
    """
    comparison = case.comparison
    if len(comparison.tables) != 1 or case.statements:
        return False
    # Lines compared within one table count as a sum where both sides are lines at all.
    lines = comparison.kind in ("tree", "row") or (comparison.left and comparison.right)
    if not lines:
        return False
    return not comparison.says_something


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
    # Rows that add up show that the headers are right; without them broken rows may be a column
    # read under another's header.
    if len(telling) < FEWEST_ROWS or len(broken) < FEWEST_ROWS:
        return False
    return all(map(_on_one_line, broken))


def _columns(view: TableView, row: Row) -> Side:
    """Return a row's total and the columns beside it; nothing where it has no columns to add."""
    total = view.figure(row.cells.get("total"))
    parts = [
        figure
        for measure, cell in row.cells.items()
        # A measure with a point (`total.initial_budget`) is a version or a part of another column.
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
    # The middle, not the edges: boxes of small and large type on one line overlap in the middle
    # only.
    return one.page == other.page and one.top <= middle <= one.bottom
