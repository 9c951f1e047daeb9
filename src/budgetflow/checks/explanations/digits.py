"""Figures that may not have been read whole: digits cut off or run together, another unit, a line
of the table that one side counts and the other does not.
"""

from __future__ import annotations

import re
from decimal import Decimal

from budgetflow.checks.explanations.case import Case
from budgetflow.checks.model.evidence import RATIOS, Figure
from budgetflow.checks.model.figures import Row, TableView
from budgetflow.checks.model.lookup import figures_of
from budgetflow.checks.model.printed_places import decimals, printed_step
from budgetflow.interpret.text.money import printed_factor

# How many times as large as all others together a figure must be to be no misprint.
# Typing slips lose or add a digit, which is ten times; a hundred times is another unit, or two
# cells.
OUT_OF_SCALE = 100
# Digits that two figures must share before one counts as a part of the other.
# One or two digits stand at the end of most figures by chance.
FEWEST_DIGITS = 3
# What the units of money differ by, and a point misplaced.
# 10 and 100 are points misplaced by hand; 千, 万 and 亿 are the units of the forms.
POWERS = tuple(Decimal(10) ** power for power in (1, 2, 3, 4, 8))


def cut_digits(case: Case) -> bool:
    """Return whether a figure becomes the one that closes the sum once digits are added at its end
    or its beginning, or taken away there: a clip hides the last ones, two cells run together.
    """
    if case.comparison.kind in RATIOS:
        return False
    for figure in case.comparison.figures:
        if figure.amount is None or not figure.value:
            continue
        wanted = figure.value + _lacks(case, figure)
        if wanted and (_is_cut(case, figure) or _is_joined(figure, wanted)):
            return True
    return False


def out_of_scale(case: Case) -> bool:
    """Return whether one cell of a sum of cells is a hundred times as large as all others together:
    a table read in another unit, or cells run together.
    """
    if case.comparison.kind in RATIOS or case.statements:
        return False
    values = sorted(abs(figure.value) for figure in case.comparison.figures)
    others = sum(values[:-1], Decimal(0))
    return bool(others) and values[-1] >= OUT_OF_SCALE * others


def another_unit(case: Case) -> bool:
    """Return whether the two sides are one figure in two units of money."""
    comparison = case.comparison
    if comparison.kind in RATIOS:
        return False
    steps = [figure.step for figure in comparison.figures if figure.step]
    sides = (abs(comparison.left_total), abs(comparison.right_total))
    small, large = sorted(sides)
    # Figures of one or two digits agree with anything at some power of ten.
    if not steps or small < OUT_OF_SCALE * min(steps):
        return False
    return any(abs(small * power - large) <= comparison.allowed for power in POWERS)


def another_line(case: Case) -> bool:
    """Return whether two tables differ by what a line of one of them carries in or out: one side
    counts it and the other does not.
    """
    tables = case.comparison.tables
    if case.comparison.kind != "equality" or case.statements or len(tables) < 2:
        return False
    views = [view for view in case.figures.views if view.table.table_id in tables]
    return any(
        _is_the_gap(case, view, row) for view in views for row in view.rows if _is_carried(row)
    )


def _is_carried(row: Row) -> bool:
    """Check whether a row is a line of its own: no class of the budget and no total."""
    item = row.first.item
    return item is not None and not row.code and "total" not in item


def _is_the_gap(case: Case, view: TableView, row: Row) -> bool:
    """Check whether a row prints the amount by which the comparison is off, in any column."""
    for figure in figures_of(view, row.cells.values()):
        left_over = abs(case.gap) - figure.value
        if figure.value and case.closes(left_over):
            return True
    return False


def _lacks(case: Case, figure: Figure) -> Decimal:
    """Return what must be added to a figure for the comparison to close."""
    if figure in case.comparison.left:
        added = -case.gap
    else:
        added = case.gap
    if figure.negative:
        return -added
    return added


def _is_cut(case: Case, figure: Figure) -> bool:
    """Return whether a figure is printed with fewer places than its table, and its own last place
    covers the gap.
    """
    assert figure.amount is not None
    placed = case.place(figure)
    own = printed_step(figure.amount)
    # A column too narrow for its figures shows fewer places of the long ones only.
    if placed is None or placed[0].step >= own:
        return False
    return abs(case.gap) < own


def _is_joined(figure: Figure, wanted: Decimal) -> bool:
    """Return whether the digits of a figure begin or end with those of the wanted one, or the
    other way round.
    """
    assert figure.amount is not None
    unit = printed_factor(figure.amount.unit_printed)
    places = decimals(figure.amount.amount_printed)
    printed = re.sub(r"\D", "", figure.amount.amount_printed).lstrip("0")
    needed = re.sub(r"\D", "", f"{abs(wanted) / unit:.{max(places, 2)}f}").lstrip("0")
    plain = needed[:-2] if needed.endswith("00") else needed
    # With and without a fraction of zeros: 1300 and 1300.00 are one figure on two papers.
    for one in {printed, printed.removesuffix("00")}:
        for two in {needed, plain}:
            if _begins_or_ends(one, two):
                return True
    return False


def _begins_or_ends(one: str, two: str) -> bool:
    """Check whether, of two runs of digits, the shorter stands at an end of the longer one; zeros
    at the end make no difference.
    """
    short, long = sorted((one, two), key=len)
    if len(short) < FEWEST_DIGITS or len(short) == len(long):
        return False
    if one.rstrip("0") == two.rstrip("0"):
        return False
    return long.startswith(short) or long.endswith(short)
