"""The evidence of a finding that a person can check in a minute: the sum written out, and where
each figure stands.
"""

from __future__ import annotations

from decimal import Decimal

from budgetflow.checks.model.evidence import RATIOS, Comparison, Figure, Side
from budgetflow.checks.model.messages import UNIT, plain, unit_of
from budgetflow.interpret.rows_model import Amount
from budgetflow.interpret.text.money import printed_factor

# Terms of a sum that are written out; of a longer one the rest is counted.
# A finding is checked by hand: forty terms still fit on a screen.
MOST_TERMS = 40


def arithmetic(comparison: Comparison) -> str:
    """Return a broken comparison as it would be worked out by hand, in the unit it is printed in:
    `1.98 + 6,700.00 = 6,701.98; printed 6,651.38; difference -50.60`.
    """
    if comparison.kind in RATIOS:
        return _ratio(comparison)
    unit = unit_of(comparison)
    found = UNIT.search(unit or "")
    factor = printed_factor(found.group() if found else "元")
    sides = [_side(side, factor) for side in (comparison.left, comparison.right)]
    name = f" {found.group()}" if found else ""
    return (
        f"{sides[0]} {comparison.relation} {sides[1]}: "
        f"{plain(comparison.left_total / factor)} - {plain(comparison.right_total / factor)} = "
        f"{plain(comparison.difference / factor)}{name}"
    )


def _ratio(comparison: Comparison) -> str:
    printed = comparison.right[0].value
    worked = comparison.left_total
    first = comparison.left[0]
    statement = first.statement
    if comparison.kind == "change" and statement is not None and statement.change_yuan is not None:
        # The year before is often not printed in the sentence: amount and change give it.
        before = first.value - statement.change_yuan
        terms = f"{plain(abs(statement.change_yuan))} / {plain(before)}"
    elif len(comparison.left) == 2:
        terms = f"{plain(first.value)} / {plain(comparison.left[1].value)}"
    else:
        terms = plain(first.value)
    return f"{terms} = {worked:.4f} %; printed {printed} %"


def _side(side: Side, factor: Decimal) -> str:
    terms = [_term(figure, factor) for figure in side if figure.value][:MOST_TERMS]
    left_out = sum(bool(figure.value) for figure in side) - len(terms)
    words = "".join(terms).removeprefix(" + ").strip() or "0"
    if left_out:
        return f"{words} + … ({left_out} more)"
    return words


def _term(figure: Figure, factor: Decimal) -> str:
    sign = "-" if figure.negative else "+"
    return f" {sign} {plain(figure.value / factor)}"


def places_of(comparison: Comparison) -> list[str]:
    """Return where each figure of both sides stands, left side first."""
    return [
        f"{side}: {where}"
        for side, figures in (("left", comparison.left), ("right", comparison.right))
        for figure in figures
        if (where := _where(figure))
    ]


def _where(figure: Figure) -> str:
    if figure.amount is not None:
        return where_of(figure.amount)
    statement = figure.statement
    if statement is None:
        return ""
    page = f"p. {statement.page} " if statement.page else ""
    return f"{page}“{statement.text}”"


def where_of(amount: Amount) -> str:
    """Return a cell's page, box and figure: `p. 22 (541.0, 128.2, 615.5, 143.0) 6651.38`."""
    page = f"p. {amount.page} " if amount.page else ""
    corners = (amount.x0, amount.top, amount.x1, amount.bottom)
    if all(corner is not None for corner in corners):
        box = ", ".join(f"{corner:.1f}" for corner in corners)
        return f"{page}({box}) {amount.amount_printed}"
    place = f"{amount.locator} " if amount.locator else ""
    return f"{page}{place}{amount.amount_printed}"
