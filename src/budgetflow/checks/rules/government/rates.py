"""Rates and changes beside the money they are worked out from, in tables of governments.

A rate is printed from figures with more digits than those beside it, so that the interval of both
operands is allowed; and its base may be one of several, so that any that fits will do.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from budgetflow.checks.model.evidence import HALF, ZERO, Comparison, Figure
from budgetflow.checks.model.figures import Figures, Row, TableView
from budgetflow.checks.model.lookup import title
from budgetflow.checks.model.printed_places import decimals
from budgetflow.contracts.vocabulary import MEASURE_WORDS
from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.money import parse_number

HUNDRED = Decimal(100)
# What a rate or change is of, the latest stage a table prints first.
VALUES = ("final", "execution", "budget")
# The figures a percentage may be of.
BASES = {
    "percent_of_budget": ("budget", "adjusted_budget"),
    "percent_of_adjusted_budget": ("adjusted_budget",),
    "percent_of_previous": ("previous_year_final", "previous_year_execution", "previous_year"),
    "percent_of_previous_budget": ("previous_year_budget",),
}
_BEFORE = (
    "previous_year_final",
    "previous_year_execution",
    "previous_year",
    "previous_year_adjusted_budget",
    "previous_year_budget",
)


def percentages(figures: Figures) -> Iterator[Comparison]:
    """Compare printed percentages with the quotient of the figures beside them."""
    for view in figures.views:
        for row in view.rows:
            for measure, bases in BASES.items():
                printed = _rate(row.cells.get(measure))
                made = _nearest(view, row, printed, measure, bases, ZERO)
                if made is not None:
                    yield made


def changes_in_percent(figures: Figures) -> Iterator[Comparison]:
    """Compare a change in percent with the figures beside it, on any base the row prints; a change
    on comparable terms (可比, 同口径) is of figures that are not there.
    """
    for view in figures.views:
        for row in view.rows:
            cell = row.cells.get("change_percent")
            # On a comparable basis the year before is another figure than the one printed.
            if cell is None or any(word in cell.column_label for word in ("可比", "同口径")):
                continue
            named = (cell.base_measure,) if cell.base_measure else _BEFORE
            made = _nearest(view, row, _rate(cell), "change_percent", named, HUNDRED)
            if made is not None:
                yield made


def changes(figures: Figures) -> Iterator[Comparison]:
    """Compare a change in money with the figures of both years, on any base the row prints."""
    for view in figures.views:
        for row in view.rows:
            cell = row.cells.get("change")
            change = view.figure(cell)
            if cell is None or change is None:
                continue
            named = (cell.base_measure,) if cell.base_measure else _BEFORE
            made = [
                Comparison(
                    (change,),
                    (value, base.subtracted),
                    f"{title(view)}“{row.name}”：增减额 ＝ 本年数 － 上年数",
                    f"{view.table.table_code}, row {row.number} ({row.name}): change",
                    kind="row",
                )
                for value, base in _operands(view, row, named)
            ]
            if made:
                yield min(made, key=lambda one: abs(one.difference))


def _operands(view: TableView, row: Row, bases: tuple[str, ...]) -> Iterator[tuple[Figure, Figure]]:
    stage = next((m for m in VALUES if m in view.measures), "")
    value = view.figure(row.cells.get(stage))
    for measure in bases:
        base = view.figure(row.cells.get(measure))
        if value is not None and base is not None:
            yield value, base


def _nearest(
    view: TableView,
    row: Row,
    printed: Figure | None,
    measure: str,
    bases: tuple[str, ...],
    less: Decimal,
) -> Comparison | None:
    """Return the comparison of a rate on the base that fits best; None where nothing is beside it.

    `less` is taken off the quotient: 100 for a change, nothing for a percentage.
    """
    made = [
        Comparison(
            (value, base),
            (printed,),
            f"{title(view)}“{row.name}”：{MEASURE_WORDS.get(measure, measure)}与所列金额不符",
            f"{view.table.table_code}, row {row.number} ({row.name}): {measure}",
            tolerance=_tolerance(value, base, printed),
            left_value=HUNDRED * value.value / base.value - less,
            kind="share",
        )
        for value, base in _operands(view, row, bases)
        if printed is not None and base.value > 0
    ]
    # The base a rate is of is seldom named, so the one that comes nearest is meant.
    return min(made, key=lambda one: abs(one.difference), default=None)


def _tolerance(value: Figure, base: Figure, printed: Figure) -> Decimal:
    """Return how far a rate may be from the quotient of rounded figures: the last printed digit of
    the rate, and what half a digit of both operands makes of it.
    """
    low = base.value - base.step * HALF
    if low <= 0:
        return HUNDRED * HUNDRED
    highest = HUNDRED * (abs(value.value) + value.step * HALF) / low
    return highest - HUNDRED * abs(value.value) / base.value + printed.step


def _rate(cell: Amount | None) -> Figure | None:
    """Return a printed rate as a figure: percent, and the worth of its last digit."""
    # A change in percent is a quantity; a dash or a blank says that there is none to work out.
    if cell is None or cell.value_state != "quantity":
        return None
    number = parse_number(cell.amount_printed)
    if number is None:
        return None
    step = Decimal(1).scaleb(-decimals(cell.amount_printed))
    return Figure(number, step, amount=cell)
