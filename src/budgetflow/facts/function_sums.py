"""Whether the function classes of a disclosure add up to what it spends, and why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from budgetflow.facts.precision import within_rounding
from budgetflow.interpret.derived_rows import DisclosureTotals, FunctionRow


def compare_functions(
    totals: DisclosureTotals, functions: Sequence[FunctionRow], doubted: Collection[str]
) -> None:
    """Set `functions_yuan` and `functions_sum` of a disclosure's totals.

    `doubted` are the cells that a finding rests on: where one of them is among those added up or
    compared with, the publisher's figures themselves do not add up.
    """
    added = [row for row in functions if row.expenditure_yuan is not None]
    if not added:
        totals.functions_yuan, totals.functions_sum = None, "not_printed"
        return
    whole = sum((row.expenditure_yuan or Decimal(0) for row in added), Decimal(0))
    totals.functions_yuan = whole
    totals.functions_sum = _reason(totals, added, whole, doubted)


def _reason(
    totals: DisclosureTotals,
    added: Sequence[FunctionRow],
    whole: Decimal,
    doubted: Collection[str],
) -> str:
    printed = totals.current_expenditure_yuan
    if printed is None:
        return "no_total"
    if whole == printed:
        return "equal"
    if within_rounding(whole, printed, len(added) + 1):  # the total is rounded too
        return "rounding"
    cells = {cell for row in added for cell in row.amount_ids}
    cells.add(totals.current_expenditure_source or "")
    if cells & set(doubted):
        return "finding"
    return "parts_left_out"
