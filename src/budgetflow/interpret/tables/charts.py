"""Charts whose words were read as a table: the numbers of an axis are no money.

西安市工业和信息化局's budget of 2022 draws its expenditure as bars. The axis, 120000 to 0 in steps
of 20000, stood in the rows as totals of the table of expenditure: up to two billion yuan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from budgetflow.interpret.tables.rows.figures import TableFigure

# Marks in a row at the same distance before an axis is believed; programs draw five to ten.
_LEAST_TICKS = 4
# Leading digits of the steps that Excel and WPS choose for an axis; ten times as much is 1.
_STEPS = frozenset({Decimal("1"), Decimal("2"), Decimal("2.5"), Decimal("4"), Decimal("5")})


def axis_of(figures: Sequence[TableFigure]) -> list[TableFigure]:
    """Return the figures that are the marks of a chart's axis, else none.

    Marks have no name and stand at one round distance: below each other from the largest down, or
    beside each other from 0 up (bars that lie).
    """
    columns: dict[int, list[TableFigure]] = defaultdict(list)
    rows: dict[int, list[TableFigure]] = defaultdict(list)
    for figure in figures:
        # Bars and their values are labelled; marks of an axis never are.
        if not figure.label and figure.figure.number is not None:
            columns[figure.column.index].append(figure)
            rows[figure.row.index].append(figure)
    for column in columns.values():
        if _is_axis(_numbers(column)):
            return column
    for row in rows.values():
        numbers = _numbers(row)
        # Beside each other figures may well stand at one distance; from 0 up they are marks.
        upwards = numbers[0] == 0
        if upwards and _is_axis([-number for number in numbers]):
            return row
    return []


def _numbers(figures: Sequence[TableFigure]) -> list[Decimal]:
    return [figure.figure.number or Decimal(0) for figure in figures]


def read_as_chart(figures: Sequence[TableFigure], axis: Sequence[TableFigure]) -> None:
    """Make marks of an axis no money, and no row of the chart a total."""
    marks = {id(figure) for figure in axis}
    for figure in figures:
        figure.row.role, figure.item = "item", None
        if id(figure) in marks:
            figure.figure = replace(figure.figure, state="quantity", yuan=None)


def _is_axis(numbers: Sequence[Decimal]) -> bool:
    """Check whether numbers go down from mark to mark by one distance that a program would choose.

    The last one may be glued to the 0 below it (20000 and 0 as 200000), so the first marks decide.
    """
    first = numbers[:_LEAST_TICKS]
    if len(first) < _LEAST_TICKS:
        return False
    steps = {above - below for above, below in pairwise(first)}
    if len(steps) != 1:
        return False
    step = steps.pop()
    if step <= 0 or _leading_digits(step) not in _STEPS:
        return False
    # Programs begin axes at a multiple of their step.
    return first[0] % step == 0


def _leading_digits(step: Decimal) -> Decimal:
    """Return a step between 1 and 10: 2.5 of 25000."""
    return step.scaleb(-step.adjusted()).normalize()
